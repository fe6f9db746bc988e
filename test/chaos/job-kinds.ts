import type { WriteKind } from './asked.ts';
import type { JobName } from './run-job.ts';
import { either, grace, groupUrn, members, person, replace, seeded, well } from './said.ts';
import type { Scene } from './scene.ts';

const groupName = 'Vault Ops';
const [left, ada, carol] = ['left@example.com', 'ada@example.com', 'carol@example.com'];

/** Somebody under this name; what is known of a person otherwise is nobody else's. */
const named = (userName: string): object =>
  person({ userName, externalId: `00u1${userName}`, displayName: userName, emails: [] });

async function make(scene: Scene, body: object): Promise<number> {
  return Number((await well(scene, 'POST', '/Users', body)).body['id']);
}

const resync: WriteKind = {
  name: 'resync',
  async prepare(scene) {
    const { sandbox } = scene;
    const [graceId, leftId, adaId] = [
      await make(scene, person()),
      await make(scene, named(left)),
      await make(scene, named(ada)),
    ];
    await well(scene, 'PATCH', `/Users/${String(leftId)}`, replace({ active: false }));
    const [ann, bsmith] = [seeded(sandbox, 'ann'), seeded(sandbox, 'bsmith')];
    const body = { schemas: [groupUrn], displayName: groupName, members: members(ann, bsmith) };
    const group = Number((await well(scene, 'POST', '/Groups', body)).body['id']);
    sandbox.configure({ licences: 1 });
    await scene.send('POST', '/Users', named(carol));
    sandbox.configure({ licences: null });
    // What hands do in Secret Server afterwards.
    sandbox.change(graceId, { displayName: 'By Hand', emailAddress: 'hand@example.com' });
    sandbox.change(leftId, { enabled: true });
    sandbox.change(adaId, { enabled: false });
    sandbox.setMembers(group, [ann, seeded(sandbox, 'hana.sato')]);
    return {
      request: { job: 'resync' },
      touches: [grace, left, ada, carol, groupName],
      calls: 60,
      outcome: ({ user, userByName, members: inside }) =>
        either(
          user(graceId)?.displayName === 'Grace Example' &&
            user(graceId)?.emailAddress === grace &&
            user(leftId)?.enabled === false &&
            user(adaId)?.enabled === true &&
            userByName(carol)?.enabled === true &&
            inside(group).join() === [ann, bsmith].toSorted((a, b) => a - b).join(),
        ),
    };
  },
};

/** Brings the mirror up to what hands did in Secret Server, and writes nothing there. */
function importing(job: JobName): WriteKind {
  return {
    name: job,
    async prepare(scene) {
      const { sandbox } = scene;
      const id = await make(scene, person());
      const ann = seeded(sandbox, 'ann');
      const made = sandbox.addUser({ userName: 'by.hand', displayName: 'By Hand', domainId: -1 });
      const group = sandbox.addGroup({ name: groupName, domainId: -1 });
      sandbox.setMembers(group.id, [ann, made.id]);
      sandbox.change(id, { displayName: 'Grace By Hand', emailAddress: 'hand@example.com' });
      sandbox.change(seeded(sandbox, 'joanna'), { enabled: false });
      return { request: { job }, touches: [], calls: 60, outcome: () => 'done' };
    },
  };
}

/** What a person begins, instead of a client. */
export const jobKinds: readonly WriteKind[] = [resync, importing('import'), importing('import with preview')];
