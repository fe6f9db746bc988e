import type { Api } from './api.ts';
import { decode, userSchema } from './decode.ts';
import { unusable } from './faults.ts';
import type { Query } from './http.ts';
import { SecretServerError, type NewUser, type SecretServerUser } from './model.ts';
import type { SearchAll } from './search.ts';
import { isSameName, searchTextFor } from './search-text.ts';

export type Users = ReturnType<typeof createUsers>;

const path = '/v1/users';
const inactiveToo = [['filter.includeInactive', 'true']] as const;

/** Reads and creates users (reference: users). */
export function createUsers(api: Api, search: SearchAll, isEmpty404: () => Promise<boolean>) {
  /** Names of directories by id, learnt from search records: a single read gives the id alone. */
  const domainNames = new Map<number, string>();

  async function find(filter: Query, options: { readonly doing: string; readonly searchField?: string }) {
    return learn(
      await search({ ...common, ...options, filter: [...filter, ...inactiveToo], onMissing: confirmNone }),
    );
  }

  /** A 404 may also be a proxy's: "nobody" is believed only while the same address lists somebody. */
  async function confirmNone(): Promise<void> {
    if (!(await canList()) || !(await isEmpty404()))
      throw unusable('status 404', { doing: 'looking for users', write: false }, 404);
  }

  /** Whether this account is shown any user at all. @throws SecretServerError other than forbidden or refused */
  async function canList(): Promise<boolean> {
    const call = {
      method: 'GET',
      path,
      query: [...inactiveToo, ['skip', '0'], ['take', '1']],
      write: false,
    } as const;
    return hasRecords(await api.call({ ...call, doing: 'listing users' }).catch(noneIfRefused));
  }

  function learn(users: SecretServerUser[]): SecretServerUser[] {
    for (const { domainId, domainName } of users)
      if (domainName !== null) domainNames.set(domainId, domainName);
    return users;
  }

  async function findById(id: number): Promise<SecretServerUser | undefined> {
    const found = await find([['filter.userIds', String(id)]], { doing: `looking for user ${String(id)}` });
    return found.find((user) => user.id === id);
  }

  /** Who is not in the answer is read by itself: servers differ in how they take a repeated filter. */
  async function readSome(ids: readonly number[]): Promise<SecretServerUser[]> {
    const filter = ids.map((id) => ['filter.userIds', String(id)] as const);
    const found = await find(filter, { doing: 'looking for known users' });
    const asked = found.filter(({ id }) => ids.includes(id));
    const missing = ids.filter((id) => !asked.some((user) => user.id === id));
    const each = await Promise.all(missing.map(read));
    return [...asked, ...each.filter((user) => user !== undefined)];
  }

  async function withDomainName(user: SecretServerUser): Promise<SecretServerUser> {
    if (user.domainId === -1 || user.domainName !== null) return user;
    const known = domainNames.get(user.domainId);
    return { ...user, domainName: known ?? (await findById(user.id))?.domainName ?? null };
  }

  async function readRaw(id: number): Promise<unknown> {
    const query = [['includeInactive', 'true']] as const;
    return api.call({
      method: 'GET',
      path: `${path}/${String(id)}`,
      query,
      doing: reading(id),
      write: false,
    });
  }

  async function list(onPage?: (done: number, total: number) => void): Promise<SecretServerUser[]> {
    const doing = 'listing users';
    const onMissing = () => Promise.reject(unusable('status 404', { doing, write: false }, 404));
    const users = await search({ ...common, doing, filter: inactiveToo, onPage, onMissing });
    // The account sees at least itself, so an empty list is a cut one.
    if (users.length === 0) throw unusable('an empty list', { doing, write: false });
    return learn(users);
  }

  async function read(id: number): Promise<SecretServerUser | undefined> {
    try {
      return await withDomainName(decodeUser(await readRaw(id), id, { doing: reading(id), write: false }));
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown;
      return findById(id);
    }
  }

  /** Searching is "contains", and some characters may be wildcards: what is exact is decided here (quirk 5). */
  async function candidates(value: string, searchField: string): Promise<SecretServerUser[]> {
    const text = searchTextFor(value);
    if (text === '') return list();
    return find([['filter.searchText', text]], { doing: `looking a user up by ${searchField}`, searchField });
  }

  async function findByName(userName: string): Promise<SecretServerUser[]> {
    const users = await candidates(userName, 'userName');
    return users.filter((user) => isSameName(user.userName, userName));
  }

  async function findByEmail(email: string): Promise<SecretServerUser[]> {
    const users = await candidates(email, 'email');
    return users.filter((user) => user.emailAddress !== null && isSameName(user.emailAddress, email));
  }

  async function create(user: NewUser): Promise<SecretServerUser> {
    const { userName, displayName, emailAddress, enabled, password } = user;
    const context = { doing: 'creating a user', write: true, hide: [password] };
    const email = emailAddress === null ? {} : { emailAddress };
    const body = { userName, displayName, password, ...email, enabled, isApplicationAccount: false };
    return decode(userSchema, await api.call({ ...context, method: 'POST', path, body }), context);
  }

  /** The answer to a write, which stands even where the domain's name cannot be had right now. */
  async function afterWrite(user: SecretServerUser): Promise<SecretServerUser> {
    return withDomainName(user).catch((thrown: unknown) => {
      if (thrown instanceof SecretServerError) return user;
      throw thrown;
    });
  }

  return { canList, list, readRaw, read, readSome, findByName, findByEmail, create, afterWrite };
}

/** Whether a read failed the way it does for what is missing, inactive or out of sight (quirk 2). */
export function isMissing(thrown: unknown): thrown is SecretServerError {
  return (
    thrown instanceof SecretServerError &&
    thrown.kind === 'refused' &&
    [400, 404].includes(thrown.status ?? 0)
  );
}

/** undefined for an answer that refuses the question; anything else is thrown on. */
export function noneIfRefused(thrown: unknown): undefined {
  if (thrown instanceof SecretServerError && ['forbidden', 'refused'].includes(thrown.kind)) return undefined;
  throw thrown;
}

/** Whether a search answer holds at least one record. */
export function hasRecords(body: unknown): boolean {
  const records = typeof body === 'object' && body !== null && 'records' in body ? body.records : undefined;
  return Array.isArray(records) && records.length > 0;
}

/** A user out of an answer about the user `id`. @throws SecretServerError unusable when it is about another */
export function decodeUser(
  body: unknown,
  id: number,
  context: Parameters<typeof unusable>[1],
): SecretServerUser {
  const user = decode(userSchema, body, context);
  if (user.id !== id) throw unusable('the answer is about another user', context, 200);
  return user;
}

const common = {
  kind: 'users',
  path,
  schema: userSchema,
  idOf: (user: SecretServerUser) => user.id,
} as const;

function reading(id: number): string {
  return `reading user ${String(id)}`;
}
