import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setStage, type Stage } from '../flows/world.ts';

/** Okta's published suite with its runner lies beside the repository; a plain clone has neither. */
const suite = process.env['SCIM_TRAY_OKTA_SUITE'] ?? join(import.meta.dirname, '../../../shared/okta-suite');
const runner = join(suite, 'run-okta-suite.mjs');
const spec = join(suite, 'Okta-SCIM-20-SPEC-Test.json');

describe.skipIf(!existsSync(runner))(
  "Okta's SPEC suite (skipped where the suite is not beside the repository)",
  () => {
    let stage: Stage;
    beforeAll(async () => void (stage = await setStage()));
    afterAll(() => stage.close());

    test.each(['bearer', 'raw'])('passes with the %s scheme', async (scheme) => {
      const { token } = await stage.okta('testapp', `suite ${scheme}`);
      const args = [runner, spec, '--base', stage.scimBaseUrl, '--token', token, '--auth-scheme', scheme];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect(output).toContain('12 passed, 0 failed');
      expect(code).toBe(0);
    });
  },
);
