import type { Api } from './api.ts';
import { createFallback } from './fallback.ts';
import { isRecord } from './faults.ts';
import type { SecretServerUser, UserChange } from './model.ts';
import { decodeUser, type Users } from './users.ts';

/** What PUT takes; it resets whatever is left out, so all of it is sent back as it was read (quirk 7). */
const putFields = [
  'displayName',
  'emailAddress',
  'enabled',
  'isApplicationAccount',
  'isLockedOut',
  'loginFailures',
  'twoFactor',
  'radiusTwoFactor',
  'radiusUserName',
  'duoTwoFactor',
  'oathTwoFactor',
  'fido2TwoFactor',
  'unixAuthenticationMethod',
  'dateOptionId',
  'timeOptionId',
] as const;

/**
 * Changes users by PATCH, and by a read and a PUT on servers that have no PATCH.
 * The answer is what Secret Server now says; whether it is what was asked is for the caller to compare.
 */
export function createUserUpdates(api: Api, users: Users) {
  const change = createFallback();

  async function patch(id: number, asked: UserChange): Promise<SecretServerUser> {
    return write('PATCH', id, asked, marked(writable(asked)));
  }

  async function put(id: number, asked: UserChange): Promise<SecretServerUser> {
    const read = await users.readRaw(id);
    decodeUser(read, id, { doing: `reading user ${String(id)}`, write: false });
    return write('PUT', id, asked, { id, ...kept(read, putFields), ...writable(asked) });
  }

  async function write(method: 'PATCH' | 'PUT', id: number, { password }: UserChange, body: object) {
    const context = {
      doing: `changing user ${String(id)}`,
      write: true,
      hide: password === undefined ? [] : [password],
    };
    const answer = await api.call({ ...context, method, path: `/v1/users/${String(id)}`, body });
    return decodeUser(answer, id, context);
  }

  return async (id: number, asked: UserChange): Promise<SecretServerUser> => {
    const patched = await change({
      patch: () => patch(id, asked),
      isThere: async () => (await users.read(id)) !== undefined,
      instead: () => put(id, asked),
    });
    return users.afterWrite(patched);
  };
}

/** The shape of a patch: only values that are marked dirty are written (quirk 8). */
export function marked(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, { dirty: true, value: value as unknown }]),
  );
}

/** Those of the fields that a read model has a value for. */
export function kept(read: unknown, fields: readonly string[]): { [name: string]: unknown } {
  const entries = isRecord(read) ? fields.map((name) => [name, read[name]] as const) : [];
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined));
}

/** The documents declare emailAddress as a string that cannot be null, so none is written as an empty one. */
function writable({ emailAddress, ...rest }: UserChange): object {
  return { ...rest, ...(emailAddress === undefined ? {} : { emailAddress: emailAddress ?? '' }) };
}
