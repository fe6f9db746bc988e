import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHost } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { dataFolder } from '../data-folder.ts';
import type { Effect } from '../sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { spawnProgram, startProgram } from './program.ts';
import { onStage, replace } from './stage.ts';

/** Somebody changed the password of the account, and no answer to a sign-in comes through. */
function loseSignIns(sandbox: Sandbox, effect: Effect = { kind: 'dropAfter' }) {
  sandbox.setPassword(sandbox.accountId, 'Changed-Meanwhile_1');
  sandbox.expireTokens();
  sandbox.forgetCalls();
  return sandbox.fault({ path: '/oauth2/token', effect });
}

const account = (sandbox: Sandbox) => sandbox.user(sandbox.accountId);
const isHana = ({ userName }: { readonly userName: string }): boolean => userName === 'hana.sato';

describe('sign-ins whose answers are lost do not lock the account', () => {
  test('where many changes come', async () => {
    const { sandbox, okta1: okta } = await onStage();
    loseSignIns(sandbox);
    const id = sandbox.users().find(isHana)?.id;
    for (let time = 0; time < 12; time += 1) {
      const { status } = await okta.send(
        'PATCH',
        `/Users/${String(id)}`,
        replace({ active: time % 2 === 0 }),
      );
      expect(status).toBe(429);
    }
    expect(account(sandbox)).toMatchObject({ isLockedOut: false, loginFailures: 3 });
  });

  test('where SCIM Tray is started again and again', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.stop());
    const [dataDir, secrets] = [await dataFolder(), createMemorySecrets()];
    for (let time = 0; time < 7; time += 1) {
      const host = await createHost({ dataDir, secrets, port: 0 });
      if (time === 0) await host.calls['secretServer.connect']({ url: sandbox.url, ...sandbox.account });
      if (time === 1) loseSignIns(sandbox);
      await host.start();
      await host.firstImportEnded;
      await host.stop();
    }
    expect(account(sandbox)).toMatchObject({ isLockedOut: false, loginFailures: 3 });
  });

  test('where it is killed before the answer comes, each time', { timeout: 120_000 }, async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.stop());
    const dataDir = await dataFolder();
    const first = await startProgram({ dataDir, connect: { url: sandbox.url, ...sandbox.account } });
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    loseSignIns(sandbox, { kind: 'latency', ms: 10_000, after: true });
    for (let time = 1; time <= 3; time += 1) {
      const child = spawnProgram({ dataDir });
      await expect.poll(() => account(sandbox)?.loginFailures, { timeout: 20_000 }).toBe(time);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await startProgram({ dataDir }, first.token);
    expect(account(sandbox)).toMatchObject({ isLockedOut: false, loginFailures: 3 });
  });
});

test('refused sign-ins do not lock the account where the data file cannot be written', async () => {
  const { sandbox, okta1: okta, dataDir } = await onStage();
  sandbox.setPassword(sandbox.accountId, 'Changed-Meanwhile_1');
  sandbox.expireTokens();
  const held = new Database(join(dataDir, 'scim-tray.db'));
  onTestFinished(() => void held.close());
  held.exec("CREATE TRIGGER full BEFORE INSERT ON settings BEGIN SELECT raise(ABORT, 'disk is full'); END");
  const path = `/Users?filter=${encodeURIComponent('userName eq "nobody.there"')}`;
  for (let time = 0; time < 8; time += 1) expect((await okta.send('GET', path)).status).toBe(429);
  expect(account(sandbox)).toMatchObject({ isLockedOut: false, loginFailures: 1 });
});

test('a sign-in that was down comes back without a person', async () => {
  const { sandbox, okta1: okta } = await onStage();
  sandbox.expireTokens();
  const fault = sandbox.fault({ path: '/oauth2/token', times: 2, effect: { kind: 'status', status: 503 } });
  const path = `/Users/${String(sandbox.users().find(isHana)?.id)}`;
  const statuses: number[] = [];
  for (let time = 0; time < 3; time += 1)
    statuses.push((await okta.send('PATCH', path, replace({ active: false }))).status);
  expect(fault.hits).toBe(2);
  expect(statuses.at(-1)).toBe(200);
});
