import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { Problem } from '../../src/server/errors.ts';
import { createHost } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { createOkta } from '../okta/okta-client.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { onStage, person, replace } from './stage.ts';

/** Everything below a folder, as one text. */
async function contentOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

test('no password and no token gets into the data folder, the log, the console or an answer', async () => {
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
    onTestFinished(() => spy.mockRestore());
  }
  const stage = await onStage();
  const answers: unknown[] = [];
  const send = async (...call: Parameters<typeof stage.okta1.send>): Promise<void> => {
    answers.push((await stage.okta1.send(...call)).body);
  };
  const sent = 'Sent-By-0kta_Placeholder';
  await send('POST', '/Users', person('grace', { password: sent }));
  const path = `/Users/${String(stage.sandbox.userByName('grace@example.com')?.id)}`;
  await send('PATCH', path, replace({ password: sent, displayName: 'Grace H.' }));
  await send('PUT', path, person('grace', { password: sent }));
  await send('PATCH', path, { Operations: [{ op: 'replace', path: 'password', value: [sent] }] });
  stage.sandbox.fault({
    method: 'POST',
    path: '/v1/users',
    times: 1,
    effect: { kind: 'status', status: 500 },
  });
  await send('POST', '/Users', person('hopper', { password: sent }));
  await stage.sandbox.down();
  await send('PATCH', path, replace({ active: false, password: sent }));
  await stage.sandbox.up();
  await fetch(`${stage.scimBaseUrl}/Users`, {
    headers: { Authorization: 'Bearer a-wrong-token-of-somebody' },
  });
  await stage.host.calls['import.run']({});
  const { url, account } = stage.sandbox;
  const wrong = 'A-Wrong-Passw0rd_here';
  await stage.host.calls['secretServer.connect']({ url, userName: account.userName, password: wrong });
  stage.sandbox.forgetCalls();

  const everything = `${await contentOf(stage.dataDir)}\n${written.join('')}\n${JSON.stringify(answers)}`;
  expect(everything).toContain('"path":"/scim/v2/Users"'); // the log was looked at
  for (const secret of [sent, wrong, stage.token, account.password, 'a-wrong-token-of-somebody', 'Bearer ']) {
    expect(everything).not.toContain(secret);
  }
});

test('secrets that cannot be read are a 429, never a 401, and lose no deactivation', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const memory = createMemorySecrets();
  let locked = false;
  const secrets = {
    ...memory,
    get(name: string) {
      if (locked) throw new Problem('APP-KEYS', 'The keychain is locked', 'Unlock it');
      return memory.get(name);
    },
  };
  const options = {
    dataDir: await dataFolder(),
    secrets: { ...secrets, get: async (name: string) => secrets.get(name) },
    port: 0,
  };
  const first = await createHost(options);
  await first.calls['secretServer.connect']({ url: sandbox.url, ...sandbox.account });
  const { token } = await first.calls['endpoints.add']({ name: 'okta', kind: 'okta' });
  const began = await first.start();
  await first.firstImportEnded;
  const path = `/Users/${String(sandbox.userByName('hana.sato')?.id)}`;

  // Its own tokens are known by now; Secret Server's password is asked for again.
  locked = true;
  sandbox.expireTokens();
  const okta = createOkta({ ...began, token, flavour: 'aiw' });
  expect(await okta.send('PATCH', path, replace({ active: false }))).toMatchObject({
    status: 429,
    retryAfter: '300',
  });
  await first.stop();

  const second = await createHost(options);
  onTestFinished(() => second.stop());
  const { scimBaseUrl } = await second.start();
  await second.firstImportEnded;
  const again = createOkta({ scimBaseUrl, token, flavour: 'aiw' });
  expect(await again.send('GET', '/Users?count=1')).toMatchObject({ status: 429, retryAfter: '300' });
  expect((await second.calls['status.get']()).state).toBe('Blocked');

  locked = false;
  expect((await again.send('GET', '/Users?count=1')).status).toBe(200);
  await second.calls['import.run']({});
  expect(sandbox.userByName('hana.sato')?.enabled).toBe(false);
  expect((await second.calls['status.get']()).state).toBe('Running');
});
