import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { rawRequest } from '../http/raw-request.ts';
import { onStage, person, replace } from './stage.ts';

test('nothing of a secret and nothing of a person is in what is saved, whatever happened before', async () => {
  const stage = await onStage();
  const { host, okta1, token, sandbox, scimBaseUrl } = stage;
  const { calls } = host;
  await calls['settings.set']({
    data: { logLevel: 'debug' },
    listener: { publicUrl: 'https://scim.customer-name.example.com/scim/v2' },
  });
  const password = 'Sent-By-Okta_77!';
  await okta1.send('POST', '/Users', person('lovelace', { password, displayName: 'Ada Lovelace' }));
  await okta1.send('POST', '/Users', person('lovelace', { password, externalId: 'another' }));
  await okta1.send('PATCH', '/Users/9999999', replace({ password, displayName: 'Grace Hopper' }));
  const guessed = `wrong-${'x9Y_'.repeat(10)}`;
  await rawRequest(`${scimBaseUrl}/Users`, {
    headers: { authorization: `Bearer ${guessed}`, 'x-forwarded-for': '203.0.113.7' },
  });
  await sandbox.down();
  await calls['import.run']({}).catch(() => undefined);
  await calls['secretServer.test']().catch(() => undefined);
  await sandbox.up();
  await calls['import.run']({});

  const listed = await calls['diagnostics.list']();
  expect(listed.map(({ name }) => name)).toEqual([
    'versions',
    'status',
    'checks',
    'settings',
    'counts',
    'log',
  ]);
  const { path } = await calls['diagnostics.save']();
  expect(path.startsWith(stage.dataDir)).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, 'utf8');
  const saved = JSON.parse(text);
  expect(saved).toMatchObject({
    versions: { version: expect.any(String), node: process.versions.node },
    counts: { rows: { users: expect.any(Number), endpoints: 1 } },
    settings: { listener: { publicUrl: 'https://(public)/scim/v2' } },
  });
  expect(saved.log.length).toBeGreaterThan(10);
  expect(saved.log.join('\n')).toContain('/api/v1/');
  const secrets = [token, sandbox.account.password, password, guessed];
  const people = [
    'lovelace',
    'Lovelace',
    'Hopper',
    '@example.com',
    ...sandbox
      .users()
      .slice(0, 40)
      .map(({ displayName }) => displayName),
  ];
  const places = ['customer-name', '203.0.113.7', sandbox.account.userName, stage.dataDir, hostname()];
  for (const word of [...secrets, ...people, ...places]) expect(text, word).not.toContain(word);
});
