import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { newUser, openStage, type Client, type Stage } from './stage.ts';

let stage: Stage;
let okta: Client;
beforeAll(async () => {
  stage = await openStage();
  okta = await stage.client();
}, 60_000);
afterAll(() => stage.close());

test('a change shows live, and new rows wait behind a button while the list is read', async () => {
  const { page } = stage;
  await stage.go('activity');
  await okta.send('POST', '/Users', newUser('ada.sample@example.com', 'Ada Sample'));
  await page.getByRole('button', { name: '1 new' }).click();
  const first = page.locator('tr[data-index="0"]');
  await first.getByText('Ada Sample').waitFor();
  await okta.send('POST', '/Users', newUser('ben.sample@example.com', 'Ben Sample'));
  await page.getByRole('button', { name: '1 new' }).waitFor();
  expect(await first.textContent()).toContain('Ada Sample');
});

test('filters stay in the address and survive a reload', async () => {
  const { page } = stage;
  await stage.go('activity');
  await page.getByLabel('Search name, id or request').fill('ada');
  await page.getByLabel('All results').selectOption('Done');
  await expect.poll(() => page.url()).toContain('results=Done');
  await expect.poll(() => page.url()).toContain('text=ada');
  await page.reload();
  await page.locator('tr[data-index="0"]').getByText('Ada Sample').waitFor();
  expect(await page.getByLabel('Search name, id or request').inputValue()).toBe('ada');
  await page.getByLabel('All results').selectOption('Failed');
  await page.getByText('No rows match.').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('from and to are days that a person chooses', async () => {
  const { page } = stage;
  await stage.go('activity');
  await page.getByLabel('Any time').selectOption('From and to…');
  const [from, to] = [page.getByLabel('From', { exact: true }), page.getByLabel('To', { exact: true })];
  const now = new Date();
  const day = (offset: number): string =>
    new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + offset)).toISOString().slice(0, 10);
  await from.fill(day(-3));
  await to.fill(day(0));
  await page.locator('tr[data-index="0"]').getByText('Ben Sample').waitFor();
  expect(await violations(page)).toEqual([]);
  await to.fill(day(-1));
  await page.getByText('No rows match.').waitFor();
  await page.reload();
  await page.getByText('No rows match.').waitFor();
  expect(await to.inputValue()).toBe(day(-1));
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await page.locator('tr[data-index="0"]').getByText('Ben Sample').waitFor();
});

test('a number of Status counts changes, and opens the rows behind it', async () => {
  const { page, host } = stage;
  await host.calls['settings.set']({ data: { retentionDays: 91 } });
  await stage.go('status');
  await page.getByText('2 changes today').first().waitFor();
  const done = page.getByRole('link', { name: /^Done/ });
  await expect.poll(() => done.textContent()).toBe('Done2today · 2 in 7 days');
  await done.click();
  await page.locator('tr[data-index="1"]').waitFor();
  await page.getByText('2 rows').waitFor();
});

test('a failed change names its cause and remedy, and is a problem until somebody deals with it', async () => {
  const { page } = stage;
  expect(await okta.send('POST', '/Users', newUser('ada.sample@example.com', 'Ada Other'))).toBe(409);
  await stage.go('status');
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  await page.getByRole('button', { name: 'Show failed changes' }).click();
  await page.locator('tr[data-index="0"] [data-open]').focus();
  await page.keyboard.press('Enter');
  const block = page.locator('[data-panel] [data-problem]');
  await block.waitFor();
  await page.getByText('Retry in Okta: Dashboard → Tasks.').waitFor();
  for (const step of ['Received', 'Matched', 'Sent to Secret Server', 'Saved'])
    await page.locator('[data-panel]').getByText(step, { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Mark as dealt with' }).click();
  await stage.go('status');
  await page.getByRole('heading', { name: 'Running' }).waitFor();
});

test('pause and resume: the banner is on every screen, and the client is told to wait', async () => {
  const { page } = stage;
  await stage.go('status');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: 'Until I resume…' }).click();
  await page.getByText('Okta gives up on a change after 10 tries', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  // Escape is the safe answer.
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect((await stage.host.calls['status.get']()).state).toBe('Running');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: '30 minutes' }).click();
  await page.getByText("Okta's changes wait.", { exact: false }).waitFor();
  expect(await okta.send('POST', '/Users', newUser('cara.sample@example.com', 'Cara Sample'))).toBe(429);
  expect(await okta.send('GET', '/Users?count=1')).toBe(200);
  await stage.go('people');
  await page.getByRole('button', { name: 'Resume now' }).click();
  await page.getByRole('button', { name: 'Resume now' }).waitFor({ state: 'detached' });
  expect(await okta.send('POST', '/Users', newUser('cara.sample@example.com', 'Cara Sample'))).toBe(201);
});

test('Secret Server refuses the sign-in: Blocked says so everywhere, until a new secret is proved', async () => {
  const { page, sandbox, host } = stage;
  await stage.go('status');
  sandbox.setPassword(sandbox.accountId, 'Changed-meanwhile_1!');
  sandbox.expireTokens();
  await host.calls['import.run']({}).catch(() => {});
  await page.getByRole('heading', { name: 'Blocked' }).waitFor();
  expect(await violations(page)).toEqual([]);
  const banner = page.getByRole('region', { name: 'Notice' });
  await banner.getByText('Secret Server refused the sign-in', { exact: false }).waitFor();
  await banner.getByRole('button', { name: 'Enter new secret' }).click();
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByLabel('Password').fill('still wrong');
  await page.getByRole('button', { name: 'Test and save' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Sign-in' }).getByText('Failed').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Password').fill('Changed-meanwhile_1!');
  await page.getByRole('button', { name: 'Test and save' }).click();
  await banner.waitFor({ state: 'detached' });
  await stage.go('status');
  await page.getByRole('heading', { name: 'Running' }).waitFor();
  expect(await page.locator('[data-problem="SS-AUTH"]').count()).toBe(0);
});

test('a browser that is signed out says so, and how to get in again', async () => {
  const { page } = stage;
  await stage.go('status');
  await page.evaluate(() => fetch('api/sign-out', { method: 'POST' }));
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  expect(await violations(page)).toEqual([]);
});

test('nothing broke the content security policy', () => expect(stage.faults).toEqual([]));
