import type { Sandbox } from '../sandbox/sandbox.ts';
import type { WriteKind } from './asked.ts';
import { either, found, grace, person, replace, seeded, together, well } from './said.ts';
import type { Scene } from './scene.ts';

async function makeGrace(scene: Scene): Promise<number> {
  return Number((await well(scene, 'POST', '/Users', person())).body['id']);
}

const enabled = (sandbox: Sandbox, id: number): boolean => sandbox.user(id)?.enabled === true;

/** Every kind of write to a user. */
export const userKinds: readonly WriteKind[] = [
  {
    name: 'user create',
    prepare: () => {
      const request = { method: 'POST', path: '/Users', body: person({ title: 'Admiral' }) } as const;
      return Promise.resolve({
        request,
        touches: [grace],
        calls: 2,
        outcome: (sandbox) => {
          const user = sandbox.userByName(grace);
          // Disabled for want of a licence is as good as not there: no call takes a user back.
          return either(
            user?.enabled === true && user.displayName === 'Grace Example' && user.emailAddress === grace,
          );
        },
        async afterLook(scene) {
          const id = await found(scene, 'Users', `userName eq "${grace}"`);
          return id === undefined ? request : { method: 'PUT', path: `/Users/${String(id)}`, body: person() };
        },
      });
    },
  },
  {
    name: 'user revive',
    async prepare(scene) {
      const id = await makeGrace(scene);
      await well(scene, 'DELETE', `/Users/${String(id)}`);
      const request = {
        method: 'POST',
        path: '/Users',
        body: person({ displayName: 'Grace Again' }),
      } as const;
      return {
        request,
        touches: [grace],
        calls: 2,
        outcome: ({ user }) =>
          user(id)?.enabled === true ? together(true, user(id)?.displayName === 'Grace Again') : 'undone',
      };
    },
  },
  {
    name: 'user update by PUT',
    async prepare(scene) {
      const id = await makeGrace(scene);
      const body = person({ displayName: 'Grace H.', title: 'Admiral' });
      return {
        request: { method: 'PUT', path: `/Users/${String(id)}`, body },
        touches: [grace],
        calls: 1,
        outcome: ({ user }) => either(user(id)?.displayName === 'Grace H.'),
      };
    },
  },
  {
    name: 'user update by PATCH',
    async prepare(scene) {
      const id = await makeGrace(scene);
      const emails = [{ primary: true, value: 'grace.h@example.com', type: 'work' }];
      return {
        request: {
          method: 'PATCH',
          path: `/Users/${String(id)}`,
          body: replace({ displayName: 'Grace H.', emails }),
        },
        touches: [grace],
        calls: 1,
        outcome: ({ user }) =>
          together(user(id)?.displayName === 'Grace H.', user(id)?.emailAddress === 'grace.h@example.com'),
      };
    },
  },
  {
    name: 'user deactivate by PATCH',
    async prepare(scene) {
      const id = await makeGrace(scene);
      return {
        request: { method: 'PATCH', path: `/Users/${String(id)}`, body: replace({ active: false }) },
        removed: (sandbox) => !enabled(sandbox, id),
        touches: [grace],
        calls: 1,
        outcome: (sandbox) => either(!enabled(sandbox, id)),
      };
    },
  },
  {
    name: 'user deactivate by PUT',
    async prepare(scene) {
      const id = await makeGrace(scene);
      return {
        request: {
          method: 'PUT',
          path: `/Users/${String(id)}`,
          body: person({ active: false, displayName: 'G.' }),
        },
        removed: (sandbox) => !enabled(sandbox, id),
        touches: [grace],
        calls: 1,
        outcome: (sandbox) => either(!enabled(sandbox, id)),
      };
    },
  },
  {
    name: 'user deactivate unseen',
    // Somebody whom this client never wrote to: the first write reads the user live.
    prepare: ({ sandbox }) => {
      const id = seeded(sandbox, 'hana.sato');
      return Promise.resolve({
        request: { method: 'PATCH', path: `/Users/${String(id)}`, body: replace({ active: false }) },
        removed: (after) => !enabled(after, id),
        touches: ['hana.sato'],
        calls: 2,
        outcome: (after) => either(!enabled(after, id)),
      });
    },
  },
  {
    name: 'user delete',
    async prepare(scene) {
      const id = await makeGrace(scene);
      return {
        request: { method: 'DELETE', path: `/Users/${String(id)}` },
        removed: (sandbox) => !enabled(sandbox, id),
        touches: [grace],
        calls: 1,
        outcome: (sandbox) => either(!enabled(sandbox, id)),
      };
    },
  },
  {
    name: 'user enable',
    async prepare(scene) {
      const id = await makeGrace(scene);
      await well(scene, 'PATCH', `/Users/${String(id)}`, replace({ active: false }));
      return {
        request: { method: 'PATCH', path: `/Users/${String(id)}`, body: replace({ active: true }) },
        touches: [grace],
        calls: 1,
        outcome: (sandbox) => either(enabled(sandbox, id)),
      };
    },
  },
];
