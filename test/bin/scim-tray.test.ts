import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const windows = process.platform === 'win32';

/** Loaded first, it makes the door believe that an older Node runs it; the process it starts is not touched. */
const pretendOld = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})';

/** Stands in for the command line: says what it got and ends as told. */
const program = `
export async function main(argv: readonly string[]): Promise<number> {
  const [what, value] = argv;
  const said = JSON.stringify({ argv, node: process.versions.node, pid: process.pid }) + '\\n';
  if (what !== 'wait') process.stdout.write(said);
  if (what === 'exit') return Number(value);
  if (what === 'kill') process.kill(process.pid, value);
  if (what === 'echo') {
    for await (const chunk of process.stdin) process.stdout.write(chunk);
    return 0;
  }
  const alive = setInterval(() => {}, 1_000);
  return await new Promise<number>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.once(signal, () => {
        clearInterval(alive);
        process.stdout.write(signal);
        resolve(3);
      });
    }
    process.stdout.write(said);
  });
}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scim-tray-bin-'));
  mkdirSync(join(folder, 'src/server/cli'), { recursive: true });
  cpSync(join(repository, 'bin'), join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'src/server/cli/main.ts'), program);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true });
  const node = join(folder, 'node_modules/node/bin', windows ? 'node.exe' : 'node');
  // A link to a file takes a privilege on Windows.
  if (windows) copyFileSync(process.execPath, node);
  else symlinkSync(process.execPath, node);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ReturnType<typeof spawn>;
  readonly started: Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: string | null; out: string; err: string }>;
}

function run(old: boolean, ...argv: readonly string[]): Run {
  const file = join(folder, 'bin/scim-tray.mjs');
  const child = spawn(process.execPath, [...(old ? ['--import', pretendOld] : []), file, ...argv], {
    stdio: 'pipe',
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const started = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve();
    });
  });
  const ended: Run['ended'] = new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, out, err })),
  );
  return { child, started, ended };
}

test.each([
  ['Node 24', false],
  ['an older Node', true],
])('under %s, arguments and the exit code pass', async (_name, old) => {
  const { child, ended } = run(old, 'exit', '5', 'a b', '');
  const { code, out, err } = await ended;
  const heard = JSON.parse(out) as { argv: string[]; node: string; pid: number };
  expect(heard.argv).toEqual(['exit', '5', 'a b', '']);
  expect(heard.node).toBe(process.versions.node);
  expect(heard.pid === child.pid).toBe(!old);
  expect({ code, err }).toEqual({ code: 5, err: '' });
});

test('under an older Node, standard input passes', async () => {
  const { child, ended } = run(true, 'echo');
  child.stdin?.end('a secret from a pipe');
  const { code, out } = await ended;
  expect(out).toContain('a secret from a pipe');
  expect(code).toBe(0);
});

test.skipIf(windows).each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'under an older Node, %s reaches the program, which ends in its own way',
  async (signal) => {
    const { child, started, ended } = run(true, 'wait');
    await started;
    child.kill(signal);
    const { code, out } = await ended;
    expect(out).toContain(signal);
    expect(code).toBe(3);
  },
);

test.skipIf(windows)(
  'under an older Node, a program that a signal killed is reported as killed by it',
  async () => {
    const { signal } = await run(true, 'kill', 'SIGKILL').ended;
    expect(signal).toBe('SIGKILL');
  },
);

test('without a Node 24 at hand it says in one sentence what to do', async () => {
  rmSync(join(folder, 'node_modules'), { recursive: true });
  for (const old of [true, false]) {
    const { code, out, err } = await run(old, 'exit', '0').ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]*npm run setup[^\n]*\n$/);
  }
});
