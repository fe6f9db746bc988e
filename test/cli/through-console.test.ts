import { describe, expect, test } from 'vitest';
import type { Calls, State } from '../../src/main/ipc/contract.ts';
import { fakeCalls, runningStatus } from '../console/fake-calls.ts';
import { runMain, runningHost } from './run-main.ts';
import { dataFolder } from '../data-folder.ts';

describe('endpoint', () => {
  test('add prints the token once, as text and as JSON', async () => {
    const run = await runningHost(fakeCalls());
    const text = await run(['endpoint', 'add', '--name', 'Okta EU', '--kind', 'entra']);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toContain('Okta EU (entra)');
    expect(text.out).toContain('http://127.0.0.1:8480/scim/v2');
    expect(text.out.match(/first-token/g)).toHaveLength(1);
    const json = await run(['endpoint', 'add', '--name', 'okta', '--json']);
    expect(JSON.parse(json.out)).toEqual({
      name: 'okta',
      kind: 'okta',
      token: 'first-token',
      scimBaseUrl: 'http://127.0.0.1:8480/scim/v2',
    });
  });

  test('replace keeps the old token unless told --now', async () => {
    const calls = fakeCalls();
    const run = await runningHost(calls);
    await run(['endpoint', 'add', '--name', 'okta']);
    const replaced = await run(['endpoint', 'replace', '--name', 'okta', '--json']);
    expect(JSON.parse(replaced.out)).toMatchObject({ token: 'second-token' });
    await run(['endpoint', 'replace', '--name', 'okta', '--now']);
    expect(calls.asked.slice(1).map(({ argument }) => argument)).toEqual([
      { name: 'okta', now: false },
      { name: 'okta', now: true },
    ]);
  });

  test('takes how long a token lasts, in days', async () => {
    const calls = fakeCalls();
    const run = await runningHost(calls);
    await run(['endpoint', 'add', '--name', 'okta', '--expires-in', '90']);
    await run(['endpoint', 'replace', '--name', 'okta', '--expires-in', '30']);
    expect(calls.asked.map(({ argument }) => argument)).toMatchObject([
      { expiresInDays: 90 },
      { expiresInDays: 30 },
    ]);
    for (const days of ['0', '3651', 'soon']) {
      const { code, err } = await run(['endpoint', 'add', '--name', 'x', '--expires-in', days]);
      expect(code).toBe(2);
      expect(err).toContain('--expires-in takes a number of days');
    }
  });

  test('list shows no token, as text and as JSON', async () => {
    const run = await runningHost(fakeCalls());
    expect((await run(['endpoint', 'list'])).out).toContain('No endpoint yet');
    await run(['endpoint', 'add', '--name', 'okta']);
    const text = await run(['endpoint', 'list']);
    expect(text.out).toMatch(/^NAME +KIND/);
    expect(text.out).toMatch(/^okta +okta +2026-11-24 02:00 UTC +never +never +never$/m);
    const json = await run(['endpoint', 'list', '--json']);
    expect(JSON.parse(json.out)).toMatchObject([{ name: 'okta', kind: 'okta', lastCallAt: null }]);
    expect(text.out + json.out).not.toContain('first-token');
  });

  test('remove, and a name that is not there', async () => {
    const run = await runningHost(fakeCalls());
    await run(['endpoint', 'add', '--name', 'okta']);
    expect(await run(['endpoint', 'remove', '--name', 'okta'])).toMatchObject({ code: 0, err: '' });
    expect(await run(['endpoint', 'remove', '--name', 'okta'])).toEqual({
      code: 1,
      out: '',
      err: 'There is no endpoint named okta. List them.\n',
    });
  });
});

describe('setup', () => {
  const connect = [
    'setup',
    '--secret-server',
    'https://vault.example.com',
    '--username',
    'svc',
    '--password-stdin',
  ];

  test('prints a line for each check and ends with 0 when connected', async () => {
    const calls = fakeCalls();
    const run = await runningHost(calls);
    const ended = await run([...connect, '--domain', 'CORP'], { stdin: 'right\n' });
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/^ok {2}Address {2}answers\nok {2}Sign-in {2}signed in as svc-scim\nConnected/);
    expect(calls.asked[0]?.argument).toEqual({
      acceptOtherServer: false,
      url: 'https://vault.example.com',
      userName: 'svc',
      password: 'right',
      domain: 'CORP',
      acceptPartialView: false,
    });
  });

  test('a failed check ends with 1, shows its remedy and no password', async () => {
    const run = await runningHost(fakeCalls());
    const ended = await run(connect, { stdin: 'hunter2' });
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('→ Check it');
    expect(ended.out).toContain('Nothing was stored');
    expect(ended.out + ended.err).not.toContain('hunter2');
  });

  test.for([
    ['p\n', 'p'],
    ['p\r\n', 'p'],
    ['p\n\n', 'p\n'],
    [' p ', ' p '],
    ['pä\u20ac', 'pä\u20ac'],
  ] as const)('standard input %j is the password %j', async ([stdin, password]) => {
    const calls = fakeCalls();
    const run = await runningHost(calls);
    await run(connect, { stdin });
    expect(calls.asked[0]?.argument).toMatchObject({ password });
  });

  test.for(['', '\n'])('no password (%j) asks nothing of the host', async (stdin) => {
    const calls = fakeCalls();
    const run = await runningHost(calls);
    const ended = await run(connect, { stdin });
    expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('No password came') });
    expect(calls.asked).toEqual([]);
  });

  test('a --ca file that cannot be used is named before anything is asked', async () => {
    const calls = fakeCalls();
    const run = await runningHost(calls);
    const missing = await run([...connect, '--ca', '/nonexistent.pem'], { stdin: 'right' });
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') });
    const noPem = await run([...connect, '--ca', import.meta.filename], { stdin: 'right' });
    expect(noPem).toMatchObject({ code: 1, err: expect.stringContaining('holds no certificate') });
    expect(calls.asked).toEqual([]);
  });
});

describe('status', () => {
  const withState = (state: State): Calls => fakeCalls({ ...runningStatus, state });

  test.for([
    ['Running', 0],
    ['Working', 0],
    ['Paused', 0],
    ['Needs attention', 0],
    ['Starting', 0],
    ['Blocked', 1],
    ['Not set up', 3],
  ] as const)('%s ends with %d', async ([state, code]) => {
    const run = await runningHost(withState(state));
    const ended = await run(['status']);
    expect(ended).toMatchObject({ code, err: '' });
    expect(ended.out).toContain(`State          ${state} (`);
  });

  test('as JSON it is the status of the host, and says that it runs', async () => {
    const run = await runningHost(fakeCalls());
    expect(JSON.parse((await run(['status', '--json'])).out)).toEqual({ ...runningStatus, running: true });
  });

  test('names each problem with remedy and code; words from elsewhere cannot steer the terminal', async () => {
    const problem = { code: 'SS-DOWN', title: 'Secret Server \u001b[2Jdoes not answer', remedy: 'Start it' };
    const run = await runningHost(fakeCalls({ ...runningStatus, state: 'Blocked', problems: [problem] }));
    const { out } = await run(['status']);
    expect(out).toContain('Start it. (SS-DOWN)');
    expect(out).not.toContain('\u001b');
  });
});

describe('import', () => {
  test('prints the sentence, and what was held back', async () => {
    const run = await runningHost(fakeCalls());
    const ended = await run(['import']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(
      /^57 users scanned: 57 new\. 19 groups scanned: 19 new\.\nHeld back: 30 users disabled/,
    );
  });

  test('--accept-removals is handed on; --json prints the result', async () => {
    const run = await runningHost(fakeCalls());
    const ended = await run(['import', '--accept-removals', '--json']);
    expect(JSON.parse(ended.out)).toMatchObject({ users: { scanned: 57 }, held: { usersDisabled: 0 } });
  });
});

describe('window', () => {
  test('prints a link that works once', async () => {
    const run = await runningHost(fakeCalls());
    const { code, out } = await run(['window']);
    expect(code).toBe(0);
    const [, url = ''] = /^Window: (http:\/\/127\.0\.0\.1:\d+\/sign-in\/[\w-]{43})\n/.exec(out) ?? [];
    const statuses = [(await fetch(url)).status, (await fetch(url)).status];
    expect(statuses).toEqual([200, 401]);
    const json = JSON.parse((await run(['window', '--json'])).out);
    expect(json).toEqual({ url: expect.stringContaining('/sign-in/'), expiresAt: expect.any(String) });
    expect(json.url).not.toBe(url);
  });

  test('says so when nothing runs', async () => {
    const ended = await runMain(['window', '--data-dir', await dataFolder()]);
    expect(ended).toEqual({
      code: 1,
      out: '',
      err: 'SCIM Tray does not run. Start it first, with: scim-tray serve.\n',
    });
  });
});

test('a running host needs neither keychain nor key of the command', async () => {
  const run = await runningHost(fakeCalls());
  expect(await run(['endpoint', 'add', '--name', 'okta', '--secrets', 'file'])).toMatchObject({
    code: 0,
    err: '',
  });
});

test('metrics prints the figures of the host that runs', async () => {
  const run = await runningHost(fakeCalls());
  expect(await run(['metrics'])).toMatchObject({ code: 0, out: '# nothing\n' });
  const { code, err } = await runMain(['metrics', '--data-dir', await dataFolder()]);
  expect(code).toBe(1);
  expect(err).toContain('does not run');
});

test('status tells of kept removals', async () => {
  const kept = { count: 2, oldestAt: '2026-11-24T14:02:00.000Z' };
  const run = await runningHost(fakeCalls({ ...runningStatus, kept }));
  expect((await run(['status'])).out).toContain('Kept removals  2, the oldest since 2026-11-24 14:02 UTC');
});

test('a fault that nobody foresaw is one sentence without its stack', async () => {
  const run = await runningHost({
    ...fakeCalls(),
    'endpoints.list': () => Promise.reject(new TypeError('boom at line 3')),
  });
  const { code, err } = await run(['endpoint', 'list']);
  expect(code).toBe(1);
  expect(err).toMatch(/^Something went wrong in SCIM Tray\. [^\n]*\n$/);
  expect(err).not.toContain('boom');
});

test('status of a folder that does not exist makes none', async () => {
  const dataDir = `${await dataFolder()}/none`;
  const ended = await runMain(['status', '--json', '--data-dir', dataDir]);
  expect(ended.code).toBe(3);
  expect(JSON.parse(ended.out)).toMatchObject({ running: false, state: 'Not set up' });
  expect((await runMain(['status', '--data-dir', dataDir])).out).toContain('not running, not set up');
});
