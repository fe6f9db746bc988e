import type { PeopleCalls, PersonDetail, PersonRow } from '../../main/ipc/people.ts';
import { Problem } from '../errors.ts';
import type { KnownLink, ResourceType } from '../store/links.ts';
import type { PersonRecord } from '../store/people.ts';
import type { UserRow } from '../store/users.ts';
import type { Deps } from './context.ts';
import { groupAttributes, userAttributes } from './person-attributes.ts';
import { isDirectoryUser } from './user-plan.ts';

/** Related names that are told; the count tells the rest. */
const mostRelated = 500;

type List = PeopleCalls['people.list'];

/** Users or groups by name, as the mirror has them, with what clients know of them. */
export function listPeople(
  { store }: Pick<Deps, 'store'>,
  { limit = 100, ...query }: Parameters<List>[0],
): Awaited<ReturnType<List>> {
  // One more tells whether there is another page.
  const records = store.people.page({ ...query, limit: limit + 1 });
  const rows = records.slice(0, limit).map((record) => rowOf(query.type, record));
  const next = records.length > limit ? (rows.at(-1)?.id ?? null) : null;
  return { rows, next, total: store.people.count({ ...query, limit }) };
}

/** Everything about one user or group. @throws Problem APP-INPUT when the mirror has none of this id */
export function describePerson(
  { store, protection }: Pick<Deps, 'store' | 'protection'>,
  type: ResourceType,
  id: number,
): PersonDetail {
  const record = store.people.one(type, id);
  if (!record) throw unknown(type, id);
  const links = store.links.of(type, id);
  return {
    ...rowOf(type, record),
    notes: [...conflictNotes(type, store.users.get(id), links), ...otherNotes()],
    links: links.map(linkView),
    attributes: attributesOf(),
    relatedNames: store.people.related(type, id, mostRelated),
  };

  function otherNotes(): string[] {
    const row = type === 'User' ? store.users.get(id) : undefined;
    const isProtected = row ? protection.isProtected(row) : protection.isProtectedGroup(id);
    return [
      ...(record ? [absentNote(record)].filter((note) => note !== null) : []),
      ...(isProtected ? ['Protected: clients cannot change it.'] : []),
      ...(row && isDirectoryUser(row) ? ['Name and e-mail address belong to the directory.'] : []),
      ...(record?.state === 'Not linked' ? ['No client has claimed it yet.'] : []),
    ];
  }

  function attributesOf(): PersonDetail['attributes'] {
    const user = type === 'User' ? store.users.get(id) : undefined;
    if (user) return userAttributes(store, user);
    const group = store.groups.get(id);
    return group ? groupAttributes(store, group) : [];
  }
}

function rowOf(type: ResourceType, record: PersonRecord): PersonRow {
  const { id, name, sign_in_name: signInName, state, related, domain_name: domain } = record;
  return {
    type,
    id,
    name,
    signInName,
    state,
    related,
    domain: domain ?? 'Local',
    changedAt: new Date(record.modified_at).toISOString(),
    note: absentNote(record),
  };
}

function absentNote({ absent_at: since }: PersonRecord): string | null {
  if (since === null) return null;
  return `Secret Server no longer shows it (first missed ${new Date(since).toISOString().slice(0, 10)}).`;
}

function linkView({
  endpoint,
  external_id,
  name,
  deleted,
  made_at,
}: KnownLink): PersonDetail['links'][number] {
  const madeAt = new Date(made_at).toISOString();
  return { endpoint, externalId: external_id, name, deleted: deleted === 1, madeAt };
}

function conflictNotes(type: ResourceType, row: UserRow | undefined, links: readonly KnownLink[]): string[] {
  const replaced = type === 'User' && row?.replaced === 1;
  return [
    ...(replaced
      ? [
          'Another account has this number in Secret Server now. Until you accept it, clients cannot change it.',
        ]
      : []),
    ...links
      .filter(({ claimed_by }) => claimed_by !== null)
      .map(
        ({ endpoint, claimed_by: claimed }) =>
          `${endpoint} meant another person (externalId ${claimed ?? ''}) and was refused. Accept it as the same person, or unlink it.`,
      ),
  ];
}

/** The endpoint forgets this resource: the next request for it links it anew. @throws Problem APP-INPUT */
export async function unlinkPerson(
  deps: Pick<Deps, 'store' | 'lock' | 'mirror' | 'now'>,
  { type, id, endpoint }: { readonly type: ResourceType; readonly id: number; readonly endpoint: string },
): Promise<void> {
  const { store } = deps;
  await deps.lock.run(`${type.toLowerCase()} ${String(id)}`, async () => {
    const known = store.endpoints.byName(endpoint);
    const link = known && store.links.get({ endpointId: known.id, type, id });
    if (!known || !link) {
      throw new Problem('APP-INPUT', `${endpoint} knows nothing of it`, 'Look at its links again');
    }
    store.transaction(() => {
      store.links.remove({ endpointId: known.id, type, id }, deps.now());
      store.asked.forget(type, id, known.id);
      deps.mirror.wrote(type === 'User' ? 'users' : 'groups', id);
    });
  });
}

/**
 * A person says that the account which has the id now, or the person who was refused under the name, is the same
 * after all (D5, D10).
 * @throws Problem APP-INPUT when there is nothing to accept; SecretServerError
 */
export async function acceptPerson(
  deps: Pick<Deps, 'store' | 'lock' | 'mirror' | 'now' | 'secretServer'>,
  id: number,
): Promise<void> {
  const { store } = deps;
  await deps.lock.run(`user ${String(id)}`, async () => {
    const row = store.users.get(id);
    if (!row) throw unknown('User', id);
    const live = row.replaced === 1 ? await deps.secretServer().readUser(id) : undefined;
    if (row.replaced === 1 && !live) {
      throw new Problem('APP-INPUT', 'Secret Server no longer shows this account', 'Import first');
    }
    store.transaction(() => {
      if (live) deps.mirror.acceptUser(live);
      const claimed = store.links.acceptClaims('User', id, deps.now());
      deps.mirror.wrote('users', id);
      if (!live && !claimed)
        throw new Problem('APP-INPUT', 'It is not in conflict', 'There is nothing to accept');
    });
  });
}

function unknown(type: ResourceType, id: number): Problem {
  const noun = type === 'User' ? 'user' : 'group';
  return new Problem('APP-INPUT', `There is no ${noun} with the number ${String(id)}`, 'Import first');
}
