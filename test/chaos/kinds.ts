import type { WriteKind } from './asked.ts';
import { groupKinds } from './group-kinds.ts';
import { jobKinds } from './job-kinds.ts';
import { userKinds } from './user-kinds.ts';

/** The same change as an operation of a bulk request. */
function inBulk({ name: single, prepare }: WriteKind): WriteKind {
  return {
    name: `bulk: ${single}`,
    async prepare(scene) {
      const { afterLook: _, ...asked } = await prepare(scene);
      if ('job' in asked.request) throw new Error('no client asks for that');
      const { method, path, body } = asked.request;
      const operation = {
        method,
        path,
        ...(body ? { data: body } : {}),
        ...(method === 'POST' ? { bulkId: 'one' } : {}),
      };
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
      return {
        ...asked,
        request: { method: 'POST', path: '/Bulk', body: { schemas, Operations: [operation] } },
      };
    },
  };
}

const bulked = [
  'user create',
  'user deactivate by PATCH',
  'user delete',
  'group create',
  'group change members',
];

/** Every kind of write that there is. */
export const kinds: readonly WriteKind[] = [
  ...userKinds,
  ...groupKinds,
  ...[...userKinds, ...groupKinds].filter((kind) => bulked.includes(kind.name)).map(inBulk),
  ...jobKinds,
];
