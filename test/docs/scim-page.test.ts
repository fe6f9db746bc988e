import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makePage, pagePath } from './scim-page/page.ts';

test('the page on SCIM says what the service does now; else: npm run docs', async () => {
  expect(readFileSync(pagePath, 'utf8')).toBe(await makePage());
});
