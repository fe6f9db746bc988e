import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { parseArguments } from './arguments.ts';

const entry = join(import.meta.dirname, 'main.ts');
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(...argv: readonly string[]): {
  child: ChildProcess;
  output: () => string;
  ended: Promise<unknown>;
} {
  const child = spawn(process.execPath, [entry, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code) };
}

test('it prints where it listens and how to sign in, answers, and ends cleanly', async () => {
  const { child, output, ended } = run(
    '--switch',
    'version=wrapped',
    '--fault',
    'GET /v1/users/* status=503',
  );
  await expect.poll(output, { timeout: 10_000 }).toContain('Ctrl+C');
  const [, url = ''] = /(http:\S+)/.exec(output()) ?? [];
  const [, username = ''] = /User name:\s+(\S+)/.exec(output()) ?? [];
  const [, password = ''] = /Password:\s+(\S+)/.exec(output()) ?? [];
  const form = new URLSearchParams({ grant_type: 'password', username, password });
  expect((await fetch(`${url}/oauth2/token`, { method: 'POST', body: form })).status).toBe(200);
  expect((await fetch(`${url}/api/v1/users/current`)).status).toBe(503);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a taken port ends it with a sentence', async () => {
  const first = run();
  await expect.poll(first.output, { timeout: 10_000 }).toContain('Ctrl+C');
  const [, port = ''] = /127\.0\.0\.1:(\d+)/.exec(first.output()) ?? [];
  const second = run('--port', port);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('Choose another port with --port');
});

test('help is printed, and a wrong argument is told', async () => {
  const help = run('--help');
  expect(await help.ended).toBe(0);
  expect(help.output()).toContain('secondDelete');
  const wrong = run('--switch', 'secondDelete=500');
  expect(await wrong.ended).toBe(2);
  expect(wrong.output()).toContain('There is no switch value "secondDelete=500".');
});

test('the command line is read into options', () => {
  const argv = [
    '--port',
    '8090',
    '--users',
    '500',
    '--read-only',
    '--switch',
    'patch=no-404',
    '--switch',
    'version=bare',
  ];
  expect(parseArguments(argv)).toEqual({
    kind: 'run',
    options: {
      port: 8090,
      size: { users: 500 },
      switches: { patch: 'no-404', version: 'bare' },
      settings: { readOnly: true },
    },
    faults: [],
  });
});

test.each([
  [
    'PATCH /v1/users/* status=503 times=3',
    { method: 'PATCH', times: 3, effect: { kind: 'status', status: 503 } },
  ],
  ['* /oauth2/token latency=250', { effect: { kind: 'latency', ms: 250 } }],
  ['GET * dropAfter', { method: 'GET', effect: { kind: 'dropAfter' } }],
])('a fault is read: %s', (text, fault) => {
  expect(parseArguments(['--fault', text])).toMatchObject({
    kind: 'run',
    faults: [{ ...fault, path: expect.any(RegExp) }],
  });
});

test.each([
  [['--fault', 'PATCH']],
  [['--fault', 'PATCH /v1/users explode']],
  [['--fault', 'PATCH /v1/users hang=5']],
  [['--fault', 'PATCH /v1/users html times=often']],
  [['--port', 'http']],
  [['--unknown']],
])('a wrong argument is refused: %j', (argv) => {
  expect(parseArguments(argv)).toMatchObject({ kind: 'wrong', text: expect.stringMatching(/\S/) });
});
