import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Okta's published suite with its runner lies beside the repository; a plain clone has neither. */
const suite = process.env['SCIM_TRAY_OKTA_SUITE'] ?? join(import.meta.dirname, '../../../shared/okta-suite');
const runner = join(suite, 'run-okta-suite.mjs');

export const suiteIsThere = existsSync(runner);

interface Run {
  readonly scimBaseUrl: string;
  readonly token: string;
  /** How the token stands in the Authorization header. */
  readonly scheme: string;
}

/** Runs the suite against a listener. */
export async function runSpecSuite({
  scimBaseUrl,
  token,
  scheme,
}: Run): Promise<{ output: string; code: unknown }> {
  const spec = join(suite, 'Okta-SCIM-20-SPEC-Test.json');
  const args = [runner, spec, '--base', scimBaseUrl, '--token', token, '--auth-scheme', scheme];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { output, code };
}
