import { execFileSync } from 'node:child_process';
import { test } from 'vitest';

/** What some tests need and not every machine has. */
export type Need = 'keychain' | 'nginx';

/**
 * `test` where the machine has what is needed; else one that skips and says so in its name. A run that has to prove
 * everything names its needs in SCIM_TRAY_REQUIRE ("keychain,nginx"): there a skip is a failure.
 * @param why what the machine lacks; undefined: nothing
 */
export function testNeeding(
  need: Need,
  why: string | undefined,
): (name: string, body: () => Promise<void>) => void {
  const required = (process.env['SCIM_TRAY_REQUIRE'] ?? '').split(',').includes(need);
  return (name, body) => {
    if (why === undefined) test(name, body);
    else if (required) {
      test(`${name} (${why})`, () => {
        throw new Error(`SCIM_TRAY_REQUIRE asks for ${need}, and this machine has ${why}`);
      });
    } else test.skip(`${name} (${why})`, body);
  };
}

/** This process's environment; servers are looked for too, which are not in everybody's PATH. */
export const withServers: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${process.env['PATH'] ?? ''}:/usr/sbin`,
};

/** Whether a program can be started by its name in the environment `withServers`. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { stdio: 'ignore', env: withServers });
    return true;
  } catch {
    return false;
  }
}
