import type { Okta, OktaProfile } from '../okta/okta-client.ts';
import type { Flavour, Outcome } from '../okta/transport.ts';

/** What the journey looks at in Secret Server: the truth behind the connector. */
export interface TrueUser {
  readonly id: number;
  readonly userName: string;
  readonly displayName: string;
  readonly emailAddress: string | null;
  readonly enabled: boolean;
}

export interface TrueGroup {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
}

export interface World {
  readonly okta: Okta;
  readonly flavour: Flavour;
  readonly userByName: (userName: string) => TrueUser | undefined;
  readonly groupByName: (name: string) => TrueGroup | undefined;
  readonly members: (groupId: number) => readonly number[];
  /** A person who is in Secret Server before Okta knows her. */
  readonly existing: TrueUser;
}

export interface Step {
  readonly title: string;
  readonly outcome: Outcome;
  /** What Secret Server holds afterwards. */
  readonly holds: string;
  /** Why the step did not hold; undefined: it did. */
  readonly broken: string | undefined;
}

/** The journey of an Okta admin, from the first button to the last. Ends early when a later step would make no sense. */
export async function* playJourney(world: World): AsyncGenerator<Step> {
  for await (const played of playUsers(world)) {
    yield played;
    if (played.broken) return;
  }
  yield* playGroups(world);
}

async function* playUsers(world: World): AsyncGenerator<Step> {
  const { okta, flavour, userByName, existing } = world;
  const ada: OktaProfile = {
    externalId: flavour === 'aiw' ? '00u1journeyAIW000001' : '00u1journeyTEST00001',
    userName: `ada.${flavour}@example.com`,
    givenName: 'Ada',
    familyName: 'Example',
    email: `ada.${flavour}@example.com`,
  };
  const married = { ...ada, familyName: 'Sample' };
  const held = (name: string): string => describe(userByName(name));

  const tested = await okta.testCredentials();
  yield step('Test API Credentials', tested, 'nothing was written', expectOk(tested));

  const imported = await okta.importNow();
  yield step('Import Now', imported, 'nothing was written', expectOk(imported));

  const assigned = await okta.assign(ada);
  const made = userByName(ada.userName);
  yield step(
    'Assign a new person',
    assigned,
    describe(made),
    expectOk(assigned) ??
      expectUser(made, {
        displayName: 'Ada Example',
        emailAddress: ada.email,
        enabled: true,
        id: Number(assigned.id),
      }),
  );
  if (!assigned.id || !made) return;
  const id = assigned.id;

  const other = linkedProfile(existing, flavour);
  const linked = await okta.assign(other);
  yield step(
    'Link an existing person',
    linked,
    held(existing.userName),
    expectOk(linked) ??
      expectUser(userByName(existing.userName), { id: existing.id, enabled: true }) ??
      (linked.id === String(existing.id) ? undefined : `Okta keeps the id ${String(linked.id)}`),
  );

  const updated = await okta.updateProfile(id, married);
  yield step(
    'Update the profile',
    updated,
    held(ada.userName),
    expectOk(updated) ?? expectUser(userByName(ada.userName), { displayName: 'Ada Sample', enabled: true }),
  );

  const renamed = await okta.updateProfile(id, { ...married, userName: `ada.sample.${flavour}@example.com` });
  yield step(
    'Rename (refused, with the reason)',
    renamed,
    held(ada.userName),
    expectRefused(renamed, 400, 'mutability') ??
      expectUser(userByName(ada.userName), { id: made.id, enabled: true }),
  );

  const unassigned = await okta.deactivate(id);
  yield step(
    'Unassign',
    unassigned,
    held(ada.userName),
    expectOk(unassigned) ?? expectUser(userByName(ada.userName), { id: made.id, enabled: false }),
  );

  const reassigned = await okta.assign(married);
  yield step(
    'Assign again',
    reassigned,
    held(ada.userName),
    expectOk(reassigned) ??
      (reassigned.id === id ? undefined : `Okta got another id, ${String(reassigned.id)}`) ??
      expectUser(userByName(ada.userName), { id: made.id, enabled: true, displayName: 'Ada Sample' }),
  );

  const gone = await okta.renameAndDeactivate(id, {
    ...married,
    userName: `ada.later.${flavour}@example.com`,
  });
  yield step(
    'Rename and unassign in one request',
    gone,
    held(ada.userName),
    expectOk(gone) ?? expectUser(userByName(ada.userName), { id: made.id, enabled: false }),
  );
}

async function* playGroups({
  okta,
  flavour,
  userByName,
  groupByName,
  members,
  existing,
}: World): AsyncGenerator<Step> {
  const grace: OktaProfile = {
    externalId: flavour === 'aiw' ? '00u1journeyAIW000003' : '00u1journeyTEST00003',
    userName: `grace.${flavour}@example.com`,
    givenName: 'Grace',
    familyName: 'Example',
    email: `grace.${flavour}@example.com`,
  };
  const joined = await okta.assign(grace);
  const made = userByName(grace.userName);
  yield step(
    'Assign a member',
    joined,
    describe(made),
    expectOk(joined) ?? expectUser(made, { enabled: true }),
  );
  if (!made) return;
  const one = { value: String(made.id), display: grace.userName };
  const two = { value: String(existing.id), display: existing.userName };
  const [first, second] = [`Vault Ops ${flavour}`, `Vault Operators & "Friends" ${flavour}`];
  const holds = (name: string): string => describeGroup(groupByName(name), members);
  const inside = (name: string, ids: readonly number[]): string | undefined =>
    expectMembers(groupByName(name), members, ids);

  const pushed = await okta.pushGroup(first, [one, two]);
  yield step('Push a group', pushed, holds(first), expectOk(pushed) ?? inside(first, [made.id, existing.id]));
  if (!pushed.id) return;
  const id = pushed.id;

  const renamed = await okta.renameGroup(id, second, [one, two]);
  yield step(
    'Rename the group',
    renamed,
    holds(second),
    expectOk(renamed) ?? inside(second, [made.id, existing.id]),
  );

  const left = await okta.removeMember(id, second, one, [two]);
  yield step('Remove a member', left, holds(second), expectOk(left) ?? inside(second, [existing.id]));

  const again = await okta.pushNow(id, second, [one]);
  yield step('Push now', again, holds(second), expectOk(again) ?? inside(second, [made.id]));

  const gone = await okta.deleteGroup(id);
  const after = groupByName(second);
  const broken = after?.enabled ? 'the group is still enabled' : undefined;
  yield step('Unlink and delete the group', gone, holds(second), expectOk(gone) ?? broken);

  const revived = await okta.pushGroup(second, [two]);
  yield step('Push it again', revived, holds(second), expectOk(revived) ?? inside(second, [existing.id]));
}

function describeGroup(group: TrueGroup | undefined, members: World['members']): string {
  if (!group) return 'no such group';
  const ids = members(group.id).map((id) => `#${id}`);
  return `#${group.id} ${group.name}, ${group.enabled ? 'enabled' : 'disabled'}, members ${ids.join(', ') || 'none'}`;
}

function expectMembers(
  group: TrueGroup | undefined,
  members: World['members'],
  ids: readonly number[],
): string | undefined {
  if (!group?.enabled) return 'Secret Server has no such enabled group';
  const actual = members(group.id).join(', ');
  const expected = ids.toSorted((a, b) => a - b).join(', ');
  return actual === expected ? undefined : `members are ${actual || 'none'}, expected ${expected}`;
}

function linkedProfile(existing: TrueUser, flavour: Flavour): OktaProfile {
  const [givenName = '', ...rest] = existing.displayName.split(' ');
  return {
    externalId: flavour === 'aiw' ? '00u1journeyAIW000002' : '00u1journeyTEST00002',
    userName: existing.userName,
    givenName,
    familyName: rest.join(' ') || givenName,
    email: existing.emailAddress ?? `${existing.userName}@example.com`,
  };
}

function step(title: string, outcome: Outcome, holds: string, broken: string | undefined): Step {
  return { title, outcome, holds, broken };
}

function describe(user: TrueUser | undefined): string {
  if (!user) return 'no such user';
  const { id, userName, displayName, emailAddress, enabled } = user;
  return `#${id} ${userName}, ${displayName}, ${emailAddress ?? 'no e-mail'}, ${enabled ? 'enabled' : 'disabled'}`;
}

function expectOk({ ok, says }: Outcome): string | undefined {
  return ok ? undefined : says;
}

function expectRefused({ ok, traffic }: Outcome, status: number, scimType: string): string | undefined {
  const last = traffic.at(-1);
  if (!ok && last?.status === status && last.body['scimType'] === scimType) return undefined;
  return `expected ${status} ${scimType}, got ${String(last?.status)}`;
}

function expectUser(user: TrueUser | undefined, expected: Partial<TrueUser>): string | undefined {
  if (!user) return 'Secret Server has no such user';
  for (const [name, value] of Object.entries(expected)) {
    const actual = user[name as keyof TrueUser];
    if (actual !== value) return `${name} is ${String(actual)} in Secret Server, expected ${String(value)}`;
  }
  return undefined;
}
