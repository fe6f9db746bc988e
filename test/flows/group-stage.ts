import { expect, onTestFinished } from 'vitest';
import type { Okta } from '../okta/okta-client.ts';
import { patchUrn, type Exchange, type Flavour } from '../okta/transport.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { setStage, type Stage, type StageOptions } from './world.ts';

const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** A stage with one Okta, and what tests about groups need of it. */
export interface GroupStage extends Stage {
  readonly app: Okta;
  /** Ids as SCIM has them, by Secret Server's user names. */
  idOf(userName: string): string;
  groupId(name: string): string;
  patch(id: string, ...operations: readonly object[]): Promise<Exchange>;
  put(id: string, displayName: string, members: readonly string[]): Promise<Exchange>;
  post(displayName: string, members?: readonly string[]): Promise<Exchange>;
  /** User names of who is in the group in Secret Server, disabled ones too, sorted. */
  inside(id: string): readonly string[];
  /** User names of who is in the group as SCIM shows it, sorted. */
  shown(id: string): Promise<readonly string[]>;
}

/** It is closed when the test ends, and Secret Server must have nothing against our conduct. */
export async function groupStage(
  options: StageOptions = {},
  flavour: Flavour = 'testapp',
): Promise<GroupStage> {
  const stage = await setStage(options);
  onTestFinished(async () => {
    const conduct = stage.sandbox.conduct().map(String);
    await stage.close();
    expect(conduct).toEqual([]);
  });
  const { sandbox } = stage;
  const { okta: app } = await stage.okta(flavour);
  const names = (ids: readonly number[]): string[] =>
    ids.map((id) => sandbox.user(id)?.userName ?? `#${String(id)}`).toSorted();
  const valuesOf = (members: readonly string[]): object[] => members.map((value) => ({ value }));
  return {
    ...stage,
    app,
    idOf: (userName) => idOfUser(sandbox, userName),
    groupId: (name) => idOfGroup(sandbox, name),
    patch: (id, ...operations) =>
      app.send('PATCH', `/Groups/${id}`, { schemas: [patchUrn], Operations: operations }),
    put: (id, displayName, members) =>
      app.send('PUT', `/Groups/${id}`, { schemas: [groupUrn], id, displayName, members: valuesOf(members) }),
    post: (displayName, members) =>
      app.send('POST', '/Groups', {
        schemas: [groupUrn],
        displayName,
        ...(members ? { members: valuesOf(members) } : {}),
      }),
    inside: (id) => names(sandbox.members(Number(id))),
    async shown(id) {
      return names(membersIn(await app.send('GET', `/Groups/${id}`)));
    },
  };
}

/** Help Desk with amelia.stone, ann and bsmith in it, linked by a first write; the calls so far are forgotten. */
export async function helpDesk(): Promise<GroupStage & { readonly id: string }> {
  const stage = await groupStage();
  const id = stage.groupId('Help Desk');
  await stage.patch(id, { op: 'replace', value: { id, displayName: 'Help Desk' } });
  stage.sandbox.forgetCalls();
  return { ...stage, id };
}

/** The operation by which Okta takes a member out. */
export function removing(id: string): object {
  return { op: 'remove', path: `members[value eq "${id}"]` };
}

/** The operation by which Okta puts members in. */
export function adding(...ids: readonly string[]): object {
  return { op: 'add', path: 'members', value: ids.map((value) => ({ value })) };
}

/** The ids in an answer's `members`. */
export function membersIn({ body }: Exchange): number[] {
  const members = body['members'] as readonly { value: string }[] | undefined;
  return (members ?? []).map(({ value }) => Number(value));
}

function idOfUser(sandbox: Sandbox, userName: string): string {
  const user = sandbox.userByName(userName);
  if (!user) throw new Error(`the seed has no user ${userName}`);
  return String(user.id);
}

function idOfGroup(sandbox: Sandbox, name: string): string {
  const group = sandbox.groupByName(name);
  if (!group) throw new Error(`the seed has no group ${name}`);
  return String(group.id);
}

/** What was written to Secret Server since the last `forgetCalls()`: verb, path, body. */
export function writes(sandbox: Sandbox): readonly string[] {
  return sandbox.calls
    .filter(({ method, path }) => method !== 'GET' && path !== '/oauth2/token')
    .map(({ method, path, body }) =>
      `${method} ${path} ${body === undefined ? '' : JSON.stringify(body)}`.trim(),
    );
}

/**
 * `members` of every group and `groups` of every user are one and the same relation, and Secret Server's: among
 * those whom SCIM lists.
 */
export async function expectAgreement({ app, sandbox }: GroupStage): Promise<void> {
  const users = await everything(app, 'Users');
  const groups = await everything(app, 'Groups');
  const listed = new Set(users.map(({ id }) => Number(id)));
  const byGroup = groups.flatMap(({ id, members }) =>
    (members as readonly { value: string }[]).map(({ value }) => `${String(id)} has ${value}`),
  );
  const byUser = users.flatMap(({ id, groups: of }) =>
    (of as readonly { value: string }[]).map(({ value }) => `${value} has ${String(id)}`),
  );
  const truth = groups.flatMap(({ id }) =>
    sandbox
      .members(Number(id))
      .filter((user) => listed.has(user))
      .map((user) => `${String(id)} has ${String(user)}`),
  );
  expect(byGroup.toSorted()).toEqual(truth.toSorted());
  expect(byUser.toSorted()).toEqual(truth.toSorted());
}

async function everything(
  app: Okta,
  resource: 'Users' | 'Groups',
): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let startIndex = 1; ; startIndex = found.length + 1) {
    const { status, body } = await app.send('GET', `/${resource}?startIndex=${String(startIndex)}&count=200`);
    expect(status).toBe(200);
    found.push(...(body.Resources ?? []));
    if ((body.Resources ?? []).length === 0 || found.length >= (body.totalResults ?? 0)) return found;
  }
}
