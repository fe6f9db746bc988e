import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { tabTo, typeInto } from './keyboard.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ connected: false });
}, 60_000);
afterAll(() => stage.close());

test('first run to first import by keyboard alone', async () => {
  const { page, sandbox, scimBaseUrl, host } = stage;
  const { keyboard } = page;
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  await heading('Connect Okta to Secret Server');
  expect(await violations(page)).toEqual([]);
  await tabTo(page, 'Start');
  await keyboard.press('Enter');

  await heading('Where is Secret Server?');
  await typeInto(page, 'Secret Server address', 'http://secrets.example.com');
  await keyboard.press('Enter');
  await page.getByText('Plain http would show the secret', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  await typeInto(page, 'Secret Server address', sandbox.url);
  await keyboard.press('Enter');
  await page.getByText('Secret Server answers', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  await tabTo(page, 'Next');
  await keyboard.press('Enter');

  await heading('Who is SCIM Tray in Secret Server?');
  await typeInto(page, 'Application account', sandbox.account.userName);
  await typeInto(page, 'Password', 'wrong');
  await keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: 'Sign-in' }).getByText('Failed').waitFor();
  expect(await violations(page)).toEqual([]);
  expect((await host.calls['status.get']()).setUp.connected).toBe(false);
  await typeInto(page, 'Password', sandbox.account.password);
  await keyboard.press('Enter');
  await page.getByText('Unrestricted by Teams', { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await tabTo(page, 'Next');
  await keyboard.press('Enter');

  await heading('A token for Okta');
  await tabTo(page, 'Make token');
  await keyboard.press('Enter');
  const token = await page.getByRole('textbox', { name: 'Token of okta' }).inputValue();
  expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await tabTo(page, 'I saved it');
  await keyboard.press('Space');
  await tabTo(page, 'Next');
  await keyboard.press('Enter');

  await heading('What does Okta call?');
  await typeInto(page, 'Public address', scimBaseUrl);
  await keyboard.press('Enter');
  await page.getByText('SCIM Tray answered through', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  await tabTo(page, 'Next');
  await keyboard.press('Enter');

  await heading('Connect Okta');
  await page.getByText('users scanned', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: 'Finish' }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  const called = await fetch(`${scimBaseUrl}/Users?startIndex=1&count=2`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  await called.arrayBuffer();
  await page.getByText(/^Okta called at \d\d:\d\d:\d\d\.$/).waitFor();
  await tabTo(page, 'Finish');
  await keyboard.press('Enter');
  await heading('Status');
  await page.getByRole('heading', { name: 'Running' }).waitFor();

  // And an import by hand, from the screen that Alt+3 opens.
  await keyboard.press('Alt+3');
  await heading('Import');
  await tabTo(page, 'Read from Secret Server');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: /No change/ }).waitFor();
  await tabTo(page, 'Discard');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Read from Secret Server' }).waitFor();
  expect(stage.faults).toEqual([]);
}, 90_000);

test('what was typed is still there after Back, and the secret is not once it is saved', async () => {
  const { page } = stage;
  await stage.go('setup?step=address');
  await page.getByLabel('Secret Server address').fill('https://typed.example.com');
  await stage.go('setup?step=account');
  await page.getByLabel('Application account').fill('svc-typed');
  await page.goBack();
  expect(await page.getByLabel('Secret Server address').inputValue()).toBe('https://typed.example.com');
  await page.goForward();
  expect(await page.getByLabel('Application account').inputValue()).toBe('svc-typed');
  expect(await page.getByLabel('Password').inputValue()).toBe('');
});

test('F6 goes round navigation and content, Escape closes the panel, and focus follows the screen', async () => {
  const { page, host } = stage;
  await host.firstImportEnded;
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  await stage.go('people');
  await expect.poll(focused).toBe('Users & groups');
  await page.keyboard.press('F6');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('#nav') !== null)).toBe(true);
  await page.keyboard.press('F6');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('#main') !== null)).toBe(true);
  await page.keyboard.press('Control+f');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-search]') !== null))
    .toBe(true);
  const row = page.locator('tr[data-index="1"] [data-open]');
  await row.focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-panel] h2').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => row.evaluate((element) => element === document.activeElement)).toBe(true);
});
