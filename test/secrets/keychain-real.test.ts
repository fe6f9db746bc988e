import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { hasProgram, testNeeding } from '../needing.ts';

const run = promisify(execFile);
const probe = join(import.meta.dirname, 'use-keychain.ts');

/** Why the operating system's keychain cannot be tested here; undefined when it can. */
function missing(): string | undefined {
  if (process.platform !== 'linux') return 'not Linux';
  const program = ['dbus-run-session', 'gnome-keyring-daemon'].find((name) => !hasProgram(name));
  if (program) return `no ${program}`;
  try {
    execFileSync(process.execPath, ['-e', "require('keytar')"], {
      cwd: import.meta.dirname,
      stdio: 'ignore',
    });
  } catch {
    return 'no libsecret';
  }
  return undefined;
}

/** Runs the probe in a session of its own, after the shell commands of `before`. */
async function inSession(dataDir: string, before: string, expected: string): Promise<unknown> {
  const script = `${before} exec "$NODE" "$PROBE" "$DATA" ${expected}`;
  const { stdout } = await run('dbus-run-session', ['--', 'bash', '-c', script], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: dataDir,
      NODE: process.execPath,
      PROBE: probe,
      DATA: dataDir,
    },
  });
  return JSON.parse(stdout);
}

const keychainTest = testNeeding('keychain', missing());
const locked = 'gnome-keyring-daemon --start --components=secrets >/dev/null &&';
const unlocked = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null &&';

keychainTest('the keychain of this machine keeps, gives back and removes secrets', async () => {
  const dataDir = await dataFolder();
  expect(await inSession(dataDir, unlocked, 'round-trip')).toEqual({
    before: null,
    kept: 'pä$$ w0rd',
    changed: 'other',
    elsewhere: null,
    removed: null,
  });
});

keychainTest('the keychain of this machine that was never unlocked is a problem with a remedy', async () => {
  const dataDir = await dataFolder();
  expect(await inSession(dataDir, locked, 'write')).toMatchObject({ code: 'APP-KEYS' });
  expect(await inSession(dataDir, locked, 'read')).toMatchObject({ code: 'APP-KEYS' });
});

keychainTest('the keychain of this machine that is locked again does not pass for an empty one', async () => {
  const dataDir = await dataFolder();
  expect(await inSession(dataDir, unlocked, 'write')).toEqual({ done: null });
  const problem = { code: 'APP-KEYS', title: 'The keychain is locked' };
  expect(await inSession(dataDir, locked, 'read')).toMatchObject(problem);
  expect(await inSession(dataDir, locked, 'remove')).toMatchObject(problem);
  expect(await inSession(dataDir, unlocked, 'read')).toEqual({ done: 'hunter2' });
});

test.skipIf(process.platform !== 'linux')(
  'without a session bus the keychain is a problem with a remedy',
  async () => {
    const dataDir = await dataFolder();
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: dataDir,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    };
    const { stdout } = await run(process.execPath, [probe, dataDir, 'read'], { env });
    expect(JSON.parse(stdout)).toMatchObject({
      code: 'APP-KEYS',
      remedy: expect.stringContaining('--secrets file'),
    });
  },
);
