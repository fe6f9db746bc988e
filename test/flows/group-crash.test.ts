import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import type { Okta } from '../okta/okta-client.ts';
import type { Effect, Fault } from '../sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { startProgram, type Program } from './program.ts';
import { intents, patch } from './stage.ts';

interface Scene {
  readonly sandbox: Sandbox;
  readonly dataDir: string;
  readonly program: Program;
  readonly idOf: (userName: string) => string;
  /** Help Desk, linked by a first write. */
  readonly path: string;
  readonly id: number;
}

async function begin(): Promise<Scene> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const dataDir = await dataFolder();
  const program = await startProgram({ dataDir, connect: { url: sandbox.url, ...sandbox.account } });
  const id = sandbox.groupByName('Help Desk')?.id ?? 0;
  const path = `/Groups/${String(id)}`;
  const first = patch({ op: 'replace', value: { id: String(id), displayName: 'Help Desk' } });
  expect((await program.okta.send('PATCH', path, first)).status).toBe(200);
  const idOf = (userName: string): string => String(sandbox.userByName(userName)?.id);
  return { sandbox, dataDir, program, idOf, path, id };
}

interface Crash {
  readonly request: readonly [method: string, path: string, body?: unknown];
  /** The call during which the host is killed. */
  readonly during: Pick<Fault, 'method' | 'path'>;
  readonly isDone: () => boolean;
}

/** Sends a change, kills the host while Secret Server is at it, and starts it again: its first import has ended. */
async function crash({ sandbox, dataDir, program }: Scene, effect: Effect, act: Crash): Promise<Okta> {
  const struck = sandbox.fault({ ...act.during, times: 1, effect });
  const [method, path, body] = act.request;
  const lost = program.okta.send(method, path, body).catch(() => 'lost');
  const reached = (): boolean => struck.hits === 1 && (effect.kind === 'hang' || act.isDone());
  await expect.poll(reached, { timeout: 10_000 }).toBe(true);
  expect(act.isDone()).toBe(effect.kind !== 'hang');
  program.child.kill('SIGKILL');
  await once(program.child, 'exit');
  expect(await lost).toBe('lost');
  expect(intents(dataDir).at(-1)?.state).toBe('open');
  const { okta } = await startProgram({ dataDir }, program.token);
  expect(intents(dataDir).filter(({ state }) => state === 'open')).toEqual([]);
  expect(sandbox.conduct().map(String)).toEqual([]);
  return okta;
}

async function shown(okta: Okta, path: string): Promise<readonly number[]> {
  const { body } = await okta.send('GET', path);
  return (body['members'] as readonly { value: string }[]).map(({ value }) => Number(value));
}

const members = /^\/v1\/groups\/\d+\/users$/;

describe.each([
  ['after Secret Server did it', { kind: 'latency', ms: 20_000, after: true }],
  ['before Secret Server did it', { kind: 'hang' }],
] as const)('killed %s', (_, effect) => {
  test('a push of a new group ends with the one group that no crash would have left', async () => {
    const scene = await begin();
    const { sandbox, idOf } = scene;
    const body = {
      displayName: 'Vault Ops',
      members: [{ value: idOf('ann') }, { value: idOf('left.local') }],
    };
    const isDone = (): boolean => sandbox.groupByName('Vault Ops') !== undefined;
    const okta = await crash(scene, effect, {
      request: ['POST', '/Groups', body],
      during: { method: 'POST', path: '/v1/groups' },
      isDone,
    });
    const made = sandbox.groups().filter(({ name }) => name === 'Vault Ops');
    expect(made).toMatchObject([{ enabled: true }]);
    const id = made[0]?.id ?? 0;
    expect(sandbox.members(id)).toEqual([Number(idOf('ann'))]);
    expect(await shown(okta, `/Groups/${String(id)}`)).toEqual([Number(idOf('ann'))]);
    const again = await okta.send('POST', '/Groups', body);
    expect(again).toMatchObject({ status: 201, body: { id: String(id) } });
    expect((await okta.send('POST', '/Groups', body)).status).toBe(409);
  });

  test('the members of a new group end as asked', async () => {
    const scene = await begin();
    const { sandbox, idOf } = scene;
    const body = { displayName: 'Vault Ops', members: [{ value: idOf('ann') }] };
    const inside = (): readonly number[] => sandbox.members(sandbox.groupByName('Vault Ops')?.id ?? 0);
    await crash(scene, effect, {
      request: ['POST', '/Groups', body],
      during: { method: 'PATCH', path: members },
      isDone: () => inside().length === 1,
    });
    expect(inside()).toEqual([Number(idOf('ann'))]);
  });

  test('a change of members and name ends as asked', async () => {
    const scene = await begin();
    const { sandbox, idOf, id, path } = scene;
    const body = patch(
      { op: 'remove', path: `members[value eq "${idOf('ann')}"]` },
      { op: 'add', path: 'members', value: [{ value: idOf('joanna') }, { value: idOf('left.local') }] },
      { op: 'replace', value: { id: String(id), displayName: 'Service Desk' } },
    );
    const wanted = ['amelia.stone', 'bsmith', 'joanna'].map((name) => Number(idOf(name)));
    const has = (name: string): boolean => sandbox.members(id).includes(Number(idOf(name)));
    const okta = await crash(scene, effect, {
      request: ['PATCH', path, body],
      during: { method: 'PATCH', path: members },
      isDone: () => has('joanna') && !has('ann'),
    });
    expect(new Set(sandbox.members(id))).toEqual(new Set(wanted));
    expect(new Set(await shown(okta, path))).toEqual(new Set(wanted));
    expect(sandbox.group(id)?.name).toBe('Service Desk');
    // Who waits is still known.
    const enable = patch({ op: 'replace', value: { active: true } });
    await okta.send('PATCH', `/Users/${idOf('left.local')}`, enable);
    expect(has('left.local')).toBe(true);
  });

  test('a rename alone leaves alone who waits for being enabled', async () => {
    const scene = await begin();
    const { sandbox, idOf, id, path, program } = scene;
    const waiting = patch({ op: 'add', path: 'members', value: [{ value: idOf('left.local') }] });
    await program.okta.send('PATCH', path, waiting);
    const okta = await crash(scene, effect, {
      request: ['PATCH', path, patch({ op: 'replace', value: { displayName: 'Service Desk' } })],
      during: { method: 'PATCH', path: `/v1/groups/${String(id)}` },
      isDone: () => sandbox.group(id)?.name === 'Service Desk',
    });
    expect(sandbox.group(id)?.name).toBe('Service Desk');
    expect(await shown(okta, path)).toHaveLength(3);
    await okta.send(
      'PATCH',
      `/Users/${idOf('left.local')}`,
      patch({ op: 'replace', value: { active: true } }),
    );
    expect(sandbox.members(id)).toHaveLength(4);
  });

  test('a deletion ends with the group gone, and its retry hears 204 once', async () => {
    const scene = await begin();
    const { sandbox, id, path } = scene;
    const isDone = (): boolean => sandbox.group(id)?.enabled === false;
    const okta = await crash(scene, effect, {
      request: ['DELETE', path],
      during: { method: 'DELETE' },
      isDone,
    });
    expect(isDone()).toBe(true);
    expect((await okta.send('GET', path)).status).toBe(404);
    expect((await okta.send('DELETE', path)).status).toBe(204);
    expect((await okta.send('DELETE', path)).status).toBe(404);
  });

  test('a revival ends with exactly the members sent', async () => {
    const scene = await begin();
    const { sandbox, id, path, program, idOf } = scene;
    await program.okta.send('DELETE', path);
    const body = { displayName: 'Help Desk', members: [{ value: idOf('joanna') }] };
    const okta = await crash(scene, effect, {
      request: ['POST', '/Groups', body],
      during: { method: 'PATCH', path: `/v1/groups/${String(id)}` },
      isDone: () => sandbox.group(id)?.enabled === true,
    });
    expect(sandbox.group(id)?.enabled).toBe(true);
    expect(await shown(okta, path)).toEqual([Number(idOf('joanna'))]);
    expect(sandbox.members(id)).toEqual([Number(idOf('joanna'))]);
  });
});
