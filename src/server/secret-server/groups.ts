import type { Api } from './api.ts';
import { decode, groupSchema, memberSchema } from './decode.ts';
import { unusable, type Doing } from './faults.ts';
import type { Query } from './http.ts';
import type { SecretServerGroup } from './model.ts';
import type { SearchAll } from './search.ts';
import { isSameName, searchTextFor } from './search-text.ts';
import { hasRecords, isMissing, noneIfRefused } from './users.ts';

export type Groups = ReturnType<typeof createGroups>;

type OnPage = (done: number, total: number) => void;

const path = '/v1/groups';
const inactiveToo = [['filter.includeInactive', 'true']] as const;

/** Reads groups and their members (reference: groups). */
export function createGroups(api: Api, search: SearchAll, isEmpty404: () => Promise<boolean>) {
  /** Whether this account is shown any group at all; Everyone is always there. */
  async function canList(): Promise<boolean> {
    const call = {
      method: 'GET',
      path,
      query: [...inactiveToo, ['skip', '0'], ['take', '1']],
      write: false,
    } as const;
    return hasRecords(await api.call({ ...call, doing: 'listing groups' }).catch(noneIfRefused));
  }

  async function find(text: string): Promise<SecretServerGroup[]> {
    const filter: Query = [['filter.searchText', text], ...inactiveToo];
    const doing = 'looking a group up by name';
    // A 404 may also be a proxy's: "none" is believed only while the same address lists some.
    const onMissing = async (): Promise<void> => {
      if (!(await canList()) || !(await isEmpty404()))
        throw unusable('status 404', { doing, write: false }, 404);
    };
    return search({ ...common, doing, filter, onMissing });
  }

  async function list(onPage?: OnPage): Promise<SecretServerGroup[]> {
    const doing = 'listing groups';
    const onMissing = () => Promise.reject(unusable('status 404', { doing, write: false }, 404));
    const groups = await search({ ...common, doing, filter: inactiveToo, onPage, onMissing });
    if (groups.length === 0) throw unusable('an empty list', { doing, write: false });
    return groups;
  }

  async function readRaw(id: number): Promise<unknown> {
    return api.call({ ...reading(id), method: 'GET', path: `${path}/${String(id)}` });
  }

  /** There is no search by group id: a failed read is confirmed by the whole list. */
  async function read(id: number): Promise<SecretServerGroup | undefined> {
    try {
      return decodeGroup(await readRaw(id), id, reading(id));
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown;
      return (await list()).find((group) => group.id === id);
    }
  }

  async function findByName(name: string): Promise<SecretServerGroup[]> {
    const text = searchTextFor(name);
    const groups = text === '' ? await list() : await find(text);
    return groups.filter((group) => isSameName(group.name, name));
  }

  async function listMembers(groupId: number): Promise<number[]> {
    const doing = `listing the members of group ${String(groupId)}`;
    return search({
      kind: 'members',
      path: `${path}/${String(groupId)}/users`,
      doing,
      filter: [['filter.includeInactiveUsersForGroup', 'true']],
      schema: memberSchema,
      idOf: (userId) => userId,
      // 404 for a group that is there means that it has no members, where the server answers so.
      onMissing: async (fault) => {
        if (!(await read(groupId))) throw fault;
        if (!(await isEmpty404())) throw unusable('status 404', { doing, write: false }, 404);
      },
    });
  }

  return { canList, list, readRaw, read, findByName, listMembers };
}

/** A group out of an answer about the group `id`, or any where that is undefined. @throws SecretServerError unusable */
export function decodeGroup(body: unknown, id: number | undefined, context: Doing): SecretServerGroup {
  const group = decode(groupSchema, body, context);
  if (id !== undefined && group.id !== id) throw unusable('the answer is about another group', context, 200);
  return group;
}

function reading(id: number): Doing {
  return { doing: `reading group ${String(id)}`, write: false };
}

const common = {
  kind: 'groups',
  path,
  schema: groupSchema,
  idOf: (group: SecretServerGroup) => group.id,
} as const;
