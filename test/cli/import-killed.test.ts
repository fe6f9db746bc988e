import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createHost } from '../../src/server/host.ts';
import { openEncryptedFile } from '../../src/server/secrets/encrypted-file.ts';
import { mirrorFaults } from '../chaos/judge.ts';
import { dataFolder } from '../data-folder.ts';
import { createOkta } from '../okta/okta-client.ts';
import type { Effect } from '../sandbox/faults.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { runMain } from './run-main.ts';
import { ready, spawnBin } from './spawn-bin.ts';

/** What spawnBin gives the program. */
const key = 'a key for these tests only';

/** A data folder that was imported once, and what hands changed in Secret Server since then. */
async function start() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const dataDir = await dataFolder();
  const secrets = await openEncryptedFile(dataDir, key);
  const host = await createHost({ dataDir, secrets, port: 0 });
  await host.calls['secretServer.connect']({ url: sandbox.url, ...sandbox.account });
  const { token } = await host.calls['endpoints.add']({ name: 'okta', kind: 'okta' });
  sandbox.forgetCalls();
  await host.calls['import.run']({});
  const calls = sandbox.calls.length;
  await host.stop();
  const made = sandbox.addUser({ userName: 'by.hand', displayName: 'By Hand', domainId: -1 });
  const group = sandbox.addGroup({ name: 'Vault Ops', domainId: -1 });
  sandbox.setMembers(group.id, [made.id]);
  for (const user of sandbox.users().filter(({ userName }) => userName === 'joanna'))
    sandbox.change(user.id, { enabled: false });
  const at = ['--data-dir', dataDir, '--secrets', 'file'];
  const spawn = (...argv: readonly string[]) => spawnBin([...argv, ...at]);
  const imported = () => runMain(['import', ...at], { env: { SCIM_TRAY_KEY: key } });

  /** How what clients would be shown from the folder differs from what Secret Server has. */
  async function faults(): Promise<string[]> {
    const reading = await createHost({ dataDir, secrets, port: 0 });
    onTestFinished(() => reading.stop());
    const { scimBaseUrl } = await reading.start();
    const okta = createOkta({ scimBaseUrl, token, flavour: 'testapp' });
    const send = async (method: string, path: string) => {
      const { status, body } = await okta.send(method, path);
      return { status, body, retryAfter: null };
    };
    return mirrorFaults({ sandbox, send, dataDir: () => dataDir });
  }

  return { sandbox, dataDir, spawn, imported, calls, faults };
}

test(
  'an import that is killed, early or late, is made up for by the next',
  { timeout: 120_000 },
  async () => {
    const { sandbox, spawn, imported, faults, calls } = await start();
    for (const nth of [Math.round(calls / 2), calls - 1]) {
      let arrived = 0;
      const command = spawn('import');
      sandbox.watch(async (moment) => {
        if (moment === 'arrived') arrived += 1;
        if (arrived >= nth) command.child.kill('SIGKILL');
        await Promise.resolve();
      });
      expect(await command.ended).toMatchObject({ code: -1 });
      sandbox.watch(undefined);
    }
    const { code, err, out } = await imported();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^\d+ users scanned: 1 new, 0 updated, \d+ unchanged, 1 removed\. \d+ groups scanned: 1 new/,
    );
    expect(await faults()).toEqual([]);
  },
);

test('under faults it says so, and works afterwards', { timeout: 120_000 }, async () => {
  const { sandbox, imported, faults } = await start();
  const effects: readonly Effect[] = [
    { kind: 'html' },
    { kind: 'dropAfter' },
    { kind: 'spoil', how: 'half-json' },
    { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  ];
  for (const effect of effects) {
    const fault = sandbox.fault({ path: /^\/v1\/groups/, effect });
    const failed = await imported();
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toMatch(/Secret Server/);
    expect(failed.err).not.toMatch(/ at .*:\d+:\d+/);
    fault.lift();
  }
  expect(await imported()).toMatchObject({ code: 0, err: '' });
  expect(await faults()).toEqual([]);
});

test('a host that is killed under the command: the command says so', { timeout: 60_000 }, async () => {
  const { sandbox, dataDir, spawn, faults } = await start();
  const readyFile = join(dataDir, 'ready.json');
  const served = spawn('serve', '--port', '0', '--ready-file', readyFile);
  await ready(readyFile, served);
  const slow = sandbox.fault({ path: /^\/v1\/groups/, effect: { kind: 'latency', ms: 3_000 } });
  const command = spawn('import');
  await expect.poll(() => slow.hits, { timeout: 20_000 }).toBeGreaterThan(0);
  served.child.kill('SIGKILL');
  const { code, out, err } = await command.ended;
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/SCIM Tray/);
  expect(err).not.toMatch(/ at .*:\d+:\d+/);
  slow.lift();
  expect(await faults()).toEqual([]);
});
