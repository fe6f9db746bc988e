import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

/** Writes that reached Secret Server. */
function writes(): string[] {
  const { calls } = stage.sandbox;
  return calls
    .filter(({ method, path }) => method !== 'GET' && !path.includes('oauth2'))
    .map(({ path }) => path);
}

test('nothing is written before Apply; over the limit the number has to be typed; the result is told', async () => {
  const { page, sandbox, host } = stage;
  const byName = (name: string): number => sandbox.userByName(name)?.id ?? 0;
  const gone = sandbox.users().filter(({ userName }) => /^user\.\d|^[a-c]/.test(userName));
  for (const { id } of gone.slice(0, 8)) sandbox.removeUser(id);
  sandbox.change(byName('vaultadmin'), { displayName: 'Vera Keeper-Hale' });
  sandbox.addUser({ userName: 'new.person', displayName: 'New Person', emailAddress: 'new@example.com' });
  sandbox.forgetCalls();

  await stage.go('import');
  await page.getByRole('button', { name: 'Read from Secret Server' }).click();
  await page.getByRole('button', { name: /New\s*1/ }).waitFor();
  expect(await violations(page)).toEqual([]);

  // The one that changed: attribute by attribute, the changed one first.
  await page.getByRole('button', { name: /Updated/ }).click();
  await page.getByLabel('Search names').fill('Keeper');
  await page.locator('tr[data-index="0"]').getByText('Vera Keeper').first().waitFor();
  await page.locator('tr[data-index="0"] [data-open]').focus();
  await page.keyboard.press('Enter');
  const panel = page.locator('[data-panel]');
  await panel.getByRole('row', { name: /displayName.*Vera Keeper.*Vera Keeper-Hale/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await page.getByLabel('Search names').fill('');

  // Who is gone is never ticked by itself.
  await page.getByRole('button', { name: /Gone\s*8/ }).click();
  await page.locator('tr[data-index="7"]').waitFor();
  const all = page.getByRole('checkbox', { name: 'Tick all of Gone' });
  expect(await all.isChecked()).toBe(false);
  await all.click();
  const apply = page.getByRole('button', { name: 'Mark them anyway…' });
  await apply.click();
  const dialog = page.getByRole('alertdialog');
  await dialog.waitFor();
  expect(await violations(page)).toEqual([]);
  const confirm = dialog.getByRole('button', { name: 'Apply' });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('7');
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('8');
  await confirm.click();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
  await page.getByText('In Okta, run Import now to match these users.').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(writes()).toEqual([]);
  expect((await host.calls['people.list']({ type: 'User', text: 'Keeper-Hale' })).rows).toHaveLength(1);
});

test('what one window ticks is ticked in the other', async () => {
  const { page, context, sandbox } = stage;
  sandbox.change(sandbox.userByName('vaultadmin')?.id ?? 0, { displayName: 'Vera Once-More' });
  await page.getByRole('button', { name: 'Import again' }).click();
  await page.getByRole('button', { name: 'Read from Secret Server' }).click();
  await page.getByRole('button', { name: /Updated\s*1/ }).click();
  const tick = page.getByRole('checkbox', { name: /Once-More/ });
  await tick.waitFor();
  const second = await context.newPage();
  await second.goto(page.url());
  const other = second.getByRole('checkbox', { name: /Once-More/ });
  await other.waitFor();
  expect(await other.isChecked()).toBe(true);
  await tick.click();
  await second.getByText('0 ticked').waitFor();
  await expect.poll(() => other.isChecked()).toBe(false);
  await other.click();
  await page.getByText('1 ticked').waitFor();
  await expect.poll(() => tick.isChecked()).toBe(true);
  await second.close();
  await page.getByRole('button', { name: 'Discard' }).click();
});

test('a preview can be dropped, and the next one starts at Choose', async () => {
  const { page, host } = stage;
  await page.getByRole('button', { name: 'Read from Secret Server' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Read from Secret Server' }).waitFor();
  expect(await host.calls['job.get']()).toBeNull();
  expect(stage.faults).toEqual([]);
});
