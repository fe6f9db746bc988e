import { createOktaGroups } from './okta-groups.ts';
import {
  createSend,
  failure,
  patchUrn,
  task,
  type Exchange,
  type OktaOptions,
  type Outcome,
  type ScimBody,
} from './transport.ts';

export interface OktaProfile {
  readonly externalId: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly locale?: string;
}

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** Okta's SCIM client as far as it is documented: sends requests, keeps no state but the traffic of one task. */
export function createOkta(options: OktaOptions) {
  const { flavour } = options;
  const send = createSend(options);

  const lookup = (traffic: Exchange[], userName: string): Promise<Exchange> =>
    send(
      traffic,
      'GET',
      `/Users?filter=${encodeURIComponent(`userName eq ${JSON.stringify(userName)}`)}&startIndex=1&count=100`,
    );

  /** The profile update: our own GET answer with the mapped attributes laid over it. */
  async function putProfile(traffic: Exchange[], id: string, over: object): Promise<Exchange> {
    const current = await send(traffic, 'GET', `/Users/${id}`);
    if (current.status !== 200) return current;
    return send(traffic, 'PUT', `/Users/${id}`, { ...current.body, ...over });
  }

  async function setActive(traffic: Exchange[], id: string, active: boolean): Promise<Exchange> {
    if (flavour === 'aiw') return putProfile(traffic, id, { active });
    const Operations = [{ op: 'replace', value: { active } }];
    return send(traffic, 'PATCH', `/Users/${id}`, { schemas: [patchUrn], Operations });
  }

  return {
    ...createOktaGroups(flavour, send),
    send: (method: string, path: string, body?: unknown): Promise<Exchange> => send([], method, path, body),

    testCredentials: (): Promise<Outcome> =>
      task(async (traffic) => {
        const users = await send(traffic, 'GET', '/Users?startIndex=1&count=2');
        const groups = await send(traffic, 'GET', '/Groups?startIndex=1&count=100');
        const failed = [users, groups].find(({ status }) => status !== 200);
        return failed ? failure(failed) : { ok: true, says: 'The app was verified successfully' };
      }),

    importNow: (): Promise<Outcome> =>
      task(async (traffic) => {
        const walk = async (resource: string): Promise<ScimBody[] | Exchange> => {
          const found: ScimBody[] = [];
          for (let startIndex = 1; ; startIndex += 100) {
            const page = await send(traffic, 'GET', `/${resource}?startIndex=${startIndex}&count=100`);
            if (page.status !== 200) return page;
            found.push(...(page.body.Resources ?? []));
            if (startIndex + 99 >= (page.body.totalResults ?? 0)) return found;
          }
        };
        const users = await walk('Users');
        if (!Array.isArray(users)) return failure(users);
        const groups = await walk('Groups');
        if (!Array.isArray(groups)) return failure(groups);
        const active = users.filter((user) => user['active'] === true).length;
        return { ok: true, says: `${active} users scanned, ${groups.length} groups scanned` };
      }),

    /** Look the person up, then create, link, or reactivate and link. */
    assign: (profile: OktaProfile): Promise<Outcome> =>
      task(async (traffic) => {
        const found = await lookup(traffic, profile.userName);
        if (found.status !== 200 && found.status !== 404) return failure(found);
        const [user] = found.body.Resources ?? [];
        if (!user) {
          const made = await send(traffic, 'POST', '/Users', newUser(profile));
          if (made.status !== 201 || !made.body.id) return failure(made);
          return { ok: true, says: 'created in the app', id: made.body.id };
        }
        const id = String(user.id);
        if (user['active'] === false) {
          const enabled = await setActive(traffic, id, true);
          if (enabled.status !== 200 && enabled.status !== 204) return failure(enabled);
        }
        const updated = await putProfile(traffic, id, mapped(profile));
        if (updated.status !== 200) return failure(updated);
        return {
          ok: true,
          says: user['active'] === false ? 'reactivated and linked' : 'linked to the existing user',
          id,
        };
      }),

    updateProfile: (id: string, profile: OktaProfile): Promise<Outcome> =>
      task(async (traffic) => {
        const updated = await putProfile(traffic, id, mapped(profile));
        return updated.status === 200 ? { ok: true, says: 'profile updated', id } : failure(updated);
      }),

    deactivate: (id: string): Promise<Outcome> =>
      task(async (traffic) => {
        const done = await setActive(traffic, id, false);
        return done.status === 200 || done.status === 204
          ? { ok: true, says: 'deactivated', id }
          : failure(done);
      }),

    /** Renamed in Okta, then unassigned: wizard apps send both in one PUT. */
    renameAndDeactivate: (id: string, profile: OktaProfile): Promise<Outcome> =>
      task(async (traffic) => {
        const done = await putProfile(traffic, id, { ...mapped(profile), active: false });
        return done.status === 200 ? { ok: true, says: 'deactivated', id } : failure(done);
      }),
  };
}

export type Okta = ReturnType<typeof createOkta>;

function mapped(profile: OktaProfile): object {
  return {
    userName: profile.userName,
    externalId: profile.externalId,
    name: { givenName: profile.givenName, familyName: profile.familyName },
    displayName: `${profile.givenName} ${profile.familyName}`,
    emails: [{ primary: true, value: profile.email, type: 'work' }],
    locale: profile.locale ?? 'en-US',
  };
}

/** The password is a placeholder that Okta always sends. */
function newUser(profile: OktaProfile): object {
  return { schemas: [userUrn], ...mapped(profile), groups: [], password: '1mz050nq', active: true };
}
