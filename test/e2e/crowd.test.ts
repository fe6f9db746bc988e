import { afterAll, beforeAll, expect, test } from 'vitest';
import { longestTask } from './longest-task.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ sandbox: { size: { users: 50_000, groups: 200 } } });
}, 120_000);
afterAll(() => stage.close());

/** How many rows the page holds, of those that the table has. */
async function rows(): Promise<{ drawn: number; last: string }> {
  return await stage.page.evaluate(() => {
    const found = [...document.querySelectorAll('tr[data-index]')];
    return { drawn: found.length, last: found.at(-1)?.textContent ?? '' };
  });
}

test('50,000 users: only the rows in view are drawn, and scrolling brings the next pages without a freeze', async () => {
  const { page } = stage;
  await stage.go('people');
  await page.getByText(/of 50,0\d\d shown/).waitFor();
  expect((await rows()).drawn).toBeLessThan(60);
  const box = page.locator('div:has(> table)');
  const longest = await longestTask(page, async () => {
    for (const shown of ['400', '600', '800', '1,000', '1,200']) {
      await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await page.getByText(`${shown} of 50,0`, { exact: false }).waitFor();
    }
    await page.getByLabel('Search name, e-mail or id').fill('ann');
    await page.getByText(/^\d+ of \d+ shown/).waitFor();
  });
  expect(longest).toBeLessThan(100);
  expect((await rows()).drawn).toBeLessThan(60);
});

test('the keyboard goes through rows that are not drawn yet, and the focus is never lost', async () => {
  const { page } = stage;
  await stage.go('people');
  await page.locator('tr[data-index="0"] [data-open]').focus();
  for (let pressed = 0; pressed < 30; pressed += 1) await page.keyboard.press('PageDown');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex')))
    .toMatch(/^\d{3}$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Attributes' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('tr') !== null)).toBe(true);
});

test('an import of 50,000 is reviewed without drawing them all, and a whole kind is ticked at once', async () => {
  const { page } = stage;
  await stage.go('import');
  await page.getByRole('button', { name: 'Read from Secret Server' }).click();
  await page.getByRole('button', { name: /No change\s*50,/ }).waitFor({ timeout: 60_000 });
  await page.locator('tr[data-index="0"]').waitFor();
  expect((await rows()).drawn).toBeLessThan(60);
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Read from Secret Server' }).waitFor();
}, 90_000);
