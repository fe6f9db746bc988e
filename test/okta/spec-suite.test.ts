import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setStage, type Stage } from '../flows/world.ts';
import { runSpecSuite, suiteIsThere } from './spec-suite.ts';

describe.skipIf(!suiteIsThere)(
  "Okta's SPEC suite (skipped where the suite is not beside the repository)",
  () => {
    let stage: Stage;
    beforeAll(async () => void (stage = await setStage()));
    afterAll(() => stage.close());

    test.each(['bearer', 'raw'])('passes with the %s scheme', async (scheme) => {
      const { token } = await stage.okta('testapp', `suite ${scheme}`);
      const { output, code } = await runSpecSuite({ scimBaseUrl: stage.scimBaseUrl, token, scheme });
      expect(output).toContain('12 passed, 0 failed');
      expect(code).toBe(0);
    });
  },
);
