import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import type { Okta } from '../okta/okta-client.ts';
import type { Effect } from '../sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { startProgram } from './program.ts';
import { byFilter, intents, person, read, replace } from './stage.ts';

/** A sandbox, and the host set up on it with Grace assigned. */
async function begin() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const dataDir = await dataFolder();
  const program = await startProgram({ dataDir, connect: { url: sandbox.url, ...sandbox.account } });
  const { body } = await program.okta.send('POST', '/Users', person('grace'));
  return { sandbox, dataDir, program, id: Number(body.id), path: `/Users/${String(body.id)}` };
}

type Scene = Awaited<ReturnType<typeof begin>>;

interface Crash {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** What Secret Server is asked with. */
  readonly asks?: 'POST' | 'PATCH';
  /** What Activity calls it. */
  readonly action: string;
  /** Whether Secret Server has carried the change out. */
  readonly isDone: (sandbox: Sandbox) => boolean;
}

/** Sends a change, kills the host while Secret Server is at it, and starts it again: its first import has ended. */
async function crashDuring(scene: Scene, effect: Effect, crash: Crash): Promise<Okta> {
  const { sandbox, dataDir, program } = scene;
  const { method, path, body, asks = 'PATCH', action, isDone } = crash;
  const rowsBefore = activity(dataDir);
  const struck = sandbox.fault({ method: asks, path: /^\/v1\/users/, times: 1, effect });
  const lost = program.okta.send(method, path, body).catch(() => 'lost');
  const reached = (): boolean => struck.hits === 1 && (effect.kind === 'hang' || isDone(sandbox));
  await expect.poll(reached, { timeout: 10_000 }).toBe(true);
  expect(isDone(sandbox)).toBe(effect.kind !== 'hang');
  program.child.kill('SIGKILL');
  await once(program.child, 'exit');
  expect(await lost).toBe('lost');
  expect(intents(dataDir).at(-1)?.state).toBe('open');
  expect(activity(dataDir)).toEqual(rowsBefore);
  const { okta } = await startProgram({ dataDir }, program.token);
  expect(intents(dataDir).filter(({ state }) => state === 'open')).toEqual([]);
  // The client heard nothing, so its retry is another change.
  expect(activity(dataDir)).toEqual([
    ...rowsBefore,
    { action, result: 'Done', attempts: 1, status_sent: null },
  ]);
  expect(sandbox.conduct().map(String)).toEqual([]);
  return okta;
}

function activity(dataDir: string): object[] {
  return read(dataDir, 'SELECT action, result, attempts, status_sent FROM activity ORDER BY id');
}

const moments = [
  ['after Secret Server did it', { kind: 'latency', ms: 20_000, after: true }],
  ['before Secret Server did it', { kind: 'hang' }],
] as const;

describe.each(moments)('killed %s', (_, effect) => {
  test('a create ends with the one user that no crash would have left', async () => {
    const scene = await begin();
    const body = person('hopper', { title: 'Admiral' });
    const isDone = (sandbox: Sandbox): boolean => sandbox.userByName('hopper@example.com') !== undefined;
    const okta = await crashDuring(scene, effect, {
      method: 'POST',
      path: '/Users',
      body,
      asks: 'POST',
      action: 'Create',
      isDone,
    });
    const made = scene.sandbox.users().filter(({ userName }) => userName === 'hopper@example.com');
    expect(made).toMatchObject([
      { enabled: true, displayName: 'Ada hopper', emailAddress: 'hopper@example.com' },
    ]);
    const found = await okta.send('GET', byFilter('userName eq "hopper@example.com"'));
    expect(found.body).toMatchObject({
      totalResults: 1,
      Resources: [{ id: String(made[0]?.id), externalId: '00u1hopper', title: 'Admiral', active: true }],
    });
    expect((await okta.send('POST', '/Users', body)).status).toBe(201);
    expect((await okta.send('POST', '/Users', body)).status).toBe(409);
  });

  test('a profile update ends as asked', async () => {
    const scene = await begin();
    const body = person('grace', { displayName: 'Grace H.', title: 'Admiral' });
    const isDone = (sandbox: Sandbox): boolean => sandbox.user(scene.id)?.displayName === 'Grace H.';
    const okta = await crashDuring(scene, effect, {
      method: 'PUT',
      path: scene.path,
      body,
      action: 'Update',
      isDone,
    });
    expect(scene.sandbox.user(scene.id)).toMatchObject({ displayName: 'Grace H.', enabled: true });
    expect((await okta.send('GET', scene.path)).body).toMatchObject({
      displayName: 'Grace H.',
      title: 'Admiral',
      externalId: '00u1grace',
    });
  });

  test('a deactivation ends with the user disabled', async () => {
    const scene = await begin();
    const body = replace({ active: false });
    const isDone = (sandbox: Sandbox): boolean => sandbox.user(scene.id)?.enabled === false;
    const okta = await crashDuring(scene, effect, {
      method: 'PATCH',
      path: scene.path,
      body,
      action: 'Deactivate',
      isDone,
    });
    expect(isDone(scene.sandbox)).toBe(true);
    expect((await okta.send('GET', scene.path)).body).toMatchObject({ active: false });
    expect((await okta.send('PATCH', scene.path, body)).status).toBe(200);
  });

  test('a deletion ends with the user disabled and gone for the client', async () => {
    const scene = await begin();
    const isDone = (sandbox: Sandbox): boolean => sandbox.user(scene.id)?.enabled === false;
    const okta = await crashDuring(scene, effect, {
      method: 'DELETE',
      path: scene.path,
      action: 'Delete',
      isDone,
    });
    expect(isDone(scene.sandbox)).toBe(true);
    expect((await okta.send('GET', scene.path)).status).toBe(404);
  });

  test('a revival ends with the same user enabled', async () => {
    const scene = await begin();
    await scene.program.okta.send('DELETE', scene.path);
    const body = person('grace', { displayName: 'Grace Again' });
    const isDone = (sandbox: Sandbox): boolean => sandbox.user(scene.id)?.enabled === true;
    const okta = await crashDuring(scene, effect, {
      method: 'POST',
      path: '/Users',
      body,
      action: 'Enable again',
      isDone,
    });
    expect(scene.sandbox.user(scene.id)).toMatchObject({ enabled: true, displayName: 'Grace Again' });
    expect((await okta.send('GET', scene.path)).body).toMatchObject({
      active: true,
      displayName: 'Grace Again',
    });
  });
});
