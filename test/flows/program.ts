import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { createOkta, type Okta } from '../okta/okta-client.ts';

/** The host as a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  readonly token: string;
  readonly okta: Okta;
}

/** Starts it and waits for nothing; it is killed when the test ends. */
export function spawnProgram(input: { readonly dataDir: string; readonly connect?: object }) {
  const script = join(import.meta.dirname, 'child-host.ts');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(JSON.stringify(input));
  return child;
}

/**
 * Starts it; it is killed when the test ends.
 * @param known the token, which only the first start prints
 */
export async function startProgram(
  input: { readonly dataDir: string; readonly connect?: object },
  known?: string,
): Promise<Program> {
  const child = spawnProgram(input);
  for await (const line of createInterface(child.stdout)) {
    const { scimBaseUrl, token = known } = JSON.parse(line) as { scimBaseUrl: string; token?: string };
    if (token === undefined) throw new Error('the first start makes a token');
    return { child, token, okta: createOkta({ scimBaseUrl, token, flavour: 'testapp' }) };
  }
  throw new Error('the host ended before it served');
}
