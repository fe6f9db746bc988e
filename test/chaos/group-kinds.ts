import type { Sandbox } from '../sandbox/sandbox.ts';
import type { WriteKind } from './asked.ts';
import { either, found, groupUrn, members, patch, replace, seeded, together, well } from './said.ts';
import type { Scene } from './scene.ts';

async function makeGroup(scene: Scene, displayName: string, ...inside: readonly string[]): Promise<number> {
  const ids = inside.map((userName) => seeded(scene.sandbox, userName));
  const body = { schemas: [groupUrn], displayName, members: members(...ids) };
  return Number((await well(scene, 'POST', '/Groups', body)).body['id']);
}

const isWithout = (sandbox: Sandbox, group: number, users: readonly number[]): boolean =>
  users.every((user) => !sandbox.members(group).includes(user));

const groupName = 'Vault Ops';

/** Every kind of write to a group. */
export const groupKinds: readonly WriteKind[] = [
  {
    name: 'group create',
    prepare: ({ sandbox }) => {
      const ann = seeded(sandbox, 'ann');
      const body = { schemas: [groupUrn], displayName: groupName, members: members(ann) };
      const request = { method: 'POST', path: '/Groups', body } as const;
      return Promise.resolve({
        request,
        touches: [groupName],
        calls: 3,
        outcome: (after) => {
          const group = after.groupByName(groupName);
          if (!group?.enabled) return 'undone';
          return after.members(group.id).join() === String(ann) ? 'done' : 'partly';
        },
        async afterLook(scene) {
          const id = await found(scene, 'Groups', `displayName eq "${groupName}"`);
          if (id === undefined) return request;
          return {
            method: 'PATCH',
            path: `/Groups/${String(id)}`,
            body: patch({ op: 'add', path: 'members', value: members(ann) }),
          };
        },
      });
    },
  },
  {
    name: 'group revive',
    async prepare(scene) {
      const id = await makeGroup(scene, groupName, 'ann', 'bsmith');
      await well(scene, 'DELETE', `/Groups/${String(id)}`);
      const joanna = seeded(scene.sandbox, 'joanna');
      const body = { schemas: [groupUrn], displayName: groupName, members: members(joanna) };
      return {
        request: { method: 'POST', path: '/Groups', body },
        touches: [groupName],
        calls: 5,
        outcome: (sandbox) => {
          const group = sandbox.group(id);
          if (!group?.enabled) return 'undone';
          return sandbox.members(id).join() === String(joanna) ? 'done' : 'partly';
        },
      };
    },
  },
  {
    name: 'group rename',
    async prepare(scene) {
      const id = await makeGroup(scene, groupName, 'ann');
      const displayName = 'Vault Desk';
      return {
        request: {
          method: 'PATCH',
          path: `/Groups/${String(id)}`,
          body: replace({ id: String(id), displayName }),
        },
        touches: [groupName, displayName],
        calls: 2,
        outcome: ({ group }) => either(group(id)?.name === displayName),
      };
    },
  },
  ...(
    [
      ['group add members', { add: ['joanna', 'hana.sato'], remove: [] }],
      ['group remove members', { add: [], remove: ['ann', 'bsmith'] }],
      ['group change members', { add: ['joanna'], remove: ['ann'] }],
    ] as const
  ).map(([kind, { add, remove }]): WriteKind => ({
    name: kind,
    async prepare(scene) {
      const id = await makeGroup(scene, groupName, 'ann', 'bsmith', 'amelia.stone');
      const coming = add.map((userName) => seeded(scene.sandbox, userName));
      const going = remove.map((userName) => seeded(scene.sandbox, userName));
      const operations = [
        ...going.map((user) => ({ op: 'remove', path: `members[value eq "${String(user)}"]` })),
        ...(coming.length > 0 ? [{ op: 'add', path: 'members', value: members(...coming) }] : []),
      ];
      return {
        request: { method: 'PATCH', path: `/Groups/${String(id)}`, body: patch(...operations) },
        ...(going.length > 0 ? { removed: (sandbox) => isWithout(sandbox, id, going) } : {}),
        touches: [groupName],
        calls: 3,
        outcome: (sandbox) => {
          const inside = sandbox.members(id);
          return together(
            ...coming.map((user) => inside.includes(user)),
            ...going.map((user) => !inside.includes(user)),
          );
        },
      };
    },
  })),
  {
    name: 'group replace members',
    async prepare(scene) {
      const id = await makeGroup(scene, groupName, 'ann', 'bsmith');
      const [ann, joanna] = [seeded(scene.sandbox, 'ann'), seeded(scene.sandbox, 'joanna')];
      const body = { schemas: [groupUrn], displayName: groupName, members: members(ann, joanna) };
      return {
        request: { method: 'PUT', path: `/Groups/${String(id)}`, body },
        removed: (sandbox) => isWithout(sandbox, id, [seeded(sandbox, 'bsmith')]),
        touches: [groupName],
        calls: 3,
        outcome: (sandbox) => {
          const inside = sandbox.members(id);
          return together(inside.includes(joanna), !inside.includes(seeded(sandbox, 'bsmith')));
        },
      };
    },
  },
  {
    name: 'group delete',
    async prepare(scene) {
      const id = await makeGroup(scene, groupName, 'ann');
      return {
        request: { method: 'DELETE', path: `/Groups/${String(id)}` },
        removed: ({ group }) => group(id)?.enabled !== true,
        touches: [groupName],
        calls: 2,
        outcome: ({ group }) => either(group(id)?.enabled !== true),
      };
    },
  },
];
