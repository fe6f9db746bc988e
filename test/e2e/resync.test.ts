import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { newUser, openStage, type Client, type Stage } from './stage.ts';

let stage: Stage;
let okta: Client;
beforeAll(async () => {
  stage = await openStage();
  okta = await stage.client();
  await okta.send('POST', '/Users', newUser('ada.sample@example.com', 'Ada Sample'));
  await okta.send('POST', '/Users', newUser('ben.sample@example.com', 'Ben Sample'));
}, 60_000);
afterAll(() => stage.close());

const idOf = (name: string): number => stage.sandbox.userByName(name)?.id ?? 0;

test('what drifted in Secret Server is shown, and repaired only after a question', async () => {
  const { page, sandbox } = stage;
  sandbox.change(idOf('ada.sample@example.com'), { displayName: 'Somebody Else' });
  sandbox.change(idOf('ben.sample@example.com'), { enabled: false });
  await stage.go('resync');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('button', { name: /Update\s*1/ }).waitFor();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: /Update\s*1/ }).click();
  await page.locator('tr[data-index="0"] [data-open]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-panel]').getByText('Somebody Else').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // Enabling gives access: it is never ticked for you.
  await page.getByRole('button', { name: /Enable\s*1/ }).click();
  const tick = page.getByRole('checkbox', { name: 'Ben Sample' });
  await tick.waitFor();
  expect(await tick.isChecked()).toBe(false);
  await page.locator('tr[data-index="0"] [data-open]').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => tick.isChecked()).toBe(true);

  expect(sandbox.user(idOf('ada.sample@example.com'))?.displayName).toBe('Somebody Else');
  await page.getByRole('button', { name: 'Change 2 accounts in Secret Server…' }).click();
  const question = page.getByRole('alertdialog');
  await question.waitFor();
  expect(await violations(page)).toEqual([]);
  await question.getByRole('button', { name: 'Change 2 accounts in Secret Server' }).click();
  await page.getByRole('heading', { name: 'Resync done' }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(sandbox.user(idOf('ada.sample@example.com'))?.displayName).toBe('Ada Sample');
  expect(sandbox.user(idOf('ben.sample@example.com'))?.enabled).toBe(true);
});

test('one user is repaired live, step by step', async () => {
  const { page, sandbox } = stage;
  const id = idOf('ada.sample@example.com');
  sandbox.change(id, { displayName: 'Drifted Again' });
  await stage.go(`people?open=${String(id)}`);
  await page.getByRole('button', { name: 'Resync this user' }).click();
  const steps = page.getByRole('list', { name: 'Steps of the resync' });
  await steps.getByRole('listitem').nth(3).waitFor();
  await expect.poll(() => sandbox.user(id)?.displayName).toBe('Ada Sample');
  expect(await violations(page)).toEqual([]);
});

test('unlinking says what stays, and the account is linked anew by the next call', async () => {
  const { page, host } = stage;
  const id = idOf('ben.sample@example.com');
  await stage.go(`people?open=${String(id)}`);
  await page.getByRole('button', { name: 'Unlink from okta…' }).click();
  await page.getByText('The account in Secret Server stays as it is.', { exact: false }).waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink' }).click();
  await page.getByRole('button', { name: 'Unlink from okta…' }).waitFor({ state: 'detached' });
  expect((await host.calls['people.get']({ type: 'User', id })).links).toEqual([]);
  expect(stage.faults).toEqual([]);
});
