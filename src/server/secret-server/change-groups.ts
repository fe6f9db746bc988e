import type { Api } from './api.ts';
import { createFallback } from './fallback.ts';
import { isRecord } from './faults.ts';
import { decodeGroup, type Groups } from './groups.ts';
import type { GroupChange, SecretServerGroup } from './model.ts';
import { kept, marked } from './update-user.ts';

/** What PUT takes besides owners; it resets whatever is left out (quirk 7). */
const putFields = [
  'name',
  'enabled',
  'domainId',
  'adGuid',
  'synchronized',
  'synchronizeNow',
  'isPlatform',
  'hasGroupOwners',
];

const path = '/v1/groups';

/** Creates, changes and deletes groups; none of it is ever sent twice. */
export function createGroupChanges(api: Api, groups: Groups) {
  const change = createFallback();

  async function create(name: string): Promise<SecretServerGroup> {
    const context = { doing: 'creating a group', write: true };
    const answer = await api.call({ ...context, method: 'POST', path, body: { name, enabled: true } });
    return decodeGroup(answer, undefined, context);
  }

  async function write(method: 'PATCH' | 'PUT', id: number, body: object): Promise<SecretServerGroup> {
    const context = { doing: `changing group ${String(id)}`, write: true };
    return decodeGroup(
      await api.call({ ...context, method, path: `${path}/${String(id)}`, body }),
      id,
      context,
    );
  }

  async function put(id: number, asked: GroupChange): Promise<SecretServerGroup> {
    const read = await groups.readRaw(id);
    decodeGroup(read, id, { doing: `reading group ${String(id)}`, write: false });
    return write('PUT', id, { id, ...kept(read, putFields), ...ownersIn(read), ...asked });
  }

  async function update(id: number, asked: GroupChange): Promise<SecretServerGroup> {
    return change({
      // Unlike a user's, a group's changes lie under `data` (quirk 8).
      patch: () => write('PATCH', id, { data: marked(asked) }),
      isThere: async () => (await groups.read(id)) !== undefined,
      instead: () => put(id, asked),
    });
  }

  async function remove(id: number): Promise<void> {
    const context = { doing: `deleting group ${String(id)}`, write: true };
    await api.call({ ...context, method: 'DELETE', path: `${path}/${String(id)}` });
  }

  return { create, update, remove };
}

/** A read names the owners as objects keyed by id, a PUT takes lists of ids. */
function ownersIn(read: unknown): { [name: string]: readonly number[] } {
  if (!isRecord(read)) return {};
  const ids = (owners: unknown): number[] => (isRecord(owners) ? Object.keys(owners).map(Number) : []);
  const [ownerGroupIds, ownerUserIds] = [ids(read['ownerGroups']), ids(read['ownerUsers'])];
  return {
    ...(ownerGroupIds.length > 0 ? { ownerGroupIds } : {}),
    ...(ownerUserIds.length > 0 ? { ownerUserIds } : {}),
  };
}
