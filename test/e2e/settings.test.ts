import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { hasOpenssl, selfSigned } from '../certificate.ts';
import { violations } from './axe.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

test('a section is saved by itself, and what does not fit is said at its field', async () => {
  const { page, host } = stage;
  await stage.go('settings?section=safety');
  const count = page.getByLabel('Users or groups, number');
  await count.fill('40');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect.poll(async () => (await host.calls['settings.get']()).safety.removalCount).toBe(40);
  await count.fill('0');
  await page.getByText('A whole number from 1 to 100,000.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).first().click();
  expect(await count.evaluate((element) => element === document.activeElement)).toBe(true);
  expect((await host.calls['settings.get']()).safety.removalCount).toBe(40);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  expect(await count.inputValue()).toBe('40');
});

test('leaving with edits asks, by section and by screen; Escape stays', async () => {
  const { page } = stage;
  await stage.go('settings?section=safety');
  await page.getByLabel('Users or groups, number').fill('41');
  await page.getByRole('tab', { name: 'Data' }).click();
  const question = page.getByRole('alertdialog', { name: 'Leave without saving' });
  await question.waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'About' }).click();
  await question.getByRole('button', { name: 'Stay' }).click();
  expect(await page.getByLabel('Users or groups, number').inputValue()).toBe('41');
  await page.getByRole('link', { name: 'About' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { level: 1, name: 'About' }).waitFor();
});

test('a person and a group are protected and freed by name; a name that nobody has is refused', async () => {
  const { page, host } = stage;
  await stage.go('settings?section=safety');
  const users = page.getByRole('form', { name: 'Users' });
  await users.getByLabel('User name to protect').fill('bsmith');
  await users.getByRole('button', { name: 'Protect', exact: true }).click();
  await users.getByRole('button', { name: 'bsmith' }).waitFor();
  expect((await host.calls['protection.get']()).users).toContain('bsmith');
  await users.getByLabel('User name to protect').fill('nobody.at.all');
  await users.getByRole('button', { name: 'Protect', exact: true }).click();
  await page.locator('[data-problem="APP-INPUT"]').waitFor();
  expect(await violations(page)).toEqual([]);
  await users.getByRole('button', { name: 'bsmith' }).press('Delete');
  await expect.poll(async () => (await host.calls['protection.get']()).users).not.toContain('bsmith');
});

test('options of an endpoint, and its removal, take effect at once', async () => {
  const { page, host } = stage;
  const client = await stage.client('okta');
  await stage.go('settings?section=okta');
  await page.getByRole('button', { name: 'More for okta' }).click();
  await page.getByRole('menuitem', { name: 'Options…' }).click();
  await page.getByRole('switch', { name: 'Pass passwords on' }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await host.calls['endpoints.list']()).map(({ options }) => options.passwordSync))
    .toEqual([true]);
  await page.getByRole('button', { name: 'More for okta' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No endpoint yet. Make one for Okta.').waitFor();
  expect(await client.send('GET', '/Users?count=1')).toBe(401);
});

test.skipIf(!hasOpenssl)(
  'a certificate that is not trusted is shown, to compare before its issuer is',
  async () => {
    const { page } = stage;
    const { key, cert } = selfSigned('Vault of Example');
    const https = createServer({ key, cert });
    await new Promise<void>((resolve) => void https.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void https.close());
    const { port } = https.address() as AddressInfo; // a TCP server's address is no string
    await stage.go('settings?section=secret-server');
    await page.getByRole('button', { name: 'Change…' }).click();
    await page.getByLabel('Secret Server address').fill(`https://127.0.0.1:${String(port)}`);
    await page.getByLabel('Password').fill('not sent anywhere');
    await page.getByRole('button', { name: 'Test and save' }).click();
    const shown = page.getByRole('region', { name: 'What the server shows' });
    const fingerprint = shown.getByText(new X509Certificate(cert).fingerprint256);
    await fingerprint.waitFor();
    await shown.getByText('Vault of Example, by itself').waitFor();
    expect(await violations(page)).toEqual([]);
    // It is of the address that was tested, whatever is typed since.
    await page.getByLabel('Secret Server address').fill('https://127.0.0.1:1');
    expect(await fingerprint.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Cancel' }).click();
  },
);

test('diagnostics show what they hold before they are saved', async () => {
  const { page } = stage;
  await stage.go('about?focus=diagnostics');
  await page.getByRole('button', { name: 'Save diagnostics…' }).click();
  await page.getByRole('list', { name: 'What the file holds' }).getByRole('listitem').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save diagnostics', exact: true }).click();
  await page.getByText(/^Saved as .*\.$/).waitFor();
});

test('a backup is made, and put back after a question', async () => {
  const { page, host } = stage;
  await stage.go('settings?section=data');
  await page.getByRole('button', { name: 'Back up now' }).click();
  const restore = page.getByRole('button', { name: /^Restore scim-tray-.*\.db…$/ }).first();
  await restore.waitFor();
  await stage.client('made after the backup');
  await restore.click();
  await page.getByText('the present file is kept beside it', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Backup restored', { exact: true }).waitFor();
  await expect
    .poll(async () => (await host.calls['endpoints.list']()).map(({ name }) => name))
    .not.toContain('made after the backup');
  expect(stage.faults).toEqual([]);
});
