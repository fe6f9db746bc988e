import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { newUser, openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

async function shownToken(): Promise<string> {
  return await stage.page.getByRole('textbox', { name: 'Token of okta' }).inputValue();
}

test('a new endpoint shows its token once, masked, and cannot be closed before it is kept', async () => {
  const { page } = stage;
  await stage.go('settings?section=okta');
  await page.getByRole('button', { name: 'New endpoint' }).click();
  await page.getByLabel('Name').fill('okta');
  await page.getByRole('button', { name: 'Make token' }).click();
  const field = page.getByRole('textbox', { name: 'Token of okta' });
  await field.waitFor();
  expect(await field.getAttribute('type')).toBe('password');
  expect(await violations(page)).toEqual([]);
  const done = page.getByRole('button', { name: 'Done' });
  expect(await done.isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await field.isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Show' }).click();
  expect(await field.getAttribute('type')).toBe('text');
  await page.getByRole('button', { name: 'Copy token' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await field.inputValue());
  await done.click();
});

test('replaced with overlap: both tokens work, and the window says when the old one ends', async () => {
  const { page, scimBaseUrl } = stage;
  const client = await stage.client('second');
  await stage.go('settings?section=okta');
  await page.getByRole('button', { name: 'Replace token of second…' }).click();
  await page.getByText('The old token works 24 hours more.', { exact: false }).waitFor();
  // The safe button has the focus: Enter changes nothing.
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(
    (await stage.host.calls['endpoints.list']()).find(({ name }) => name === 'second')?.tokens,
  ).toHaveLength(1);
  await page.getByRole('button', { name: 'Replace token of second…' }).click();
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'Token of second' });
  const token = await field.inputValue();
  await page.getByRole('checkbox', { name: 'I saved it' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  expect(await client.send('GET', '/Users?count=1')).toBe(200);
  const answer = await fetch(`${scimBaseUrl}/Users?count=1`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  await answer.arrayBuffer();
  expect(answer.status).toBe(200);
  await expect
    .poll(() => page.getByRole('table', { name: 'Tokens of second' }).getByRole('row').count())
    .toBe(3);
});

test('a token is nowhere after it was shown: page, storage, data folder, export', async () => {
  const { page, dataDir, host } = stage;
  await stage.go('settings?section=okta');
  await page.getByRole('button', { name: 'More for okta' }).click();
  await page.getByRole('menuitem', { name: 'Replace token at once…' }).click();
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  const token = await shownToken();
  expect(token.length).toBeGreaterThan(30);
  await page.getByRole('checkbox', { name: 'I saved it' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  const used = await fetch(`${stage.scimBaseUrl}/Users`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
    body: JSON.stringify(newUser('tess.token@example.com', 'Tess Token')),
  });
  expect(used.status).toBe(201);
  const shown = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      document.cookie,
    ].join('\n'),
  );
  const { text } = await host.calls['activity.export']({ format: 'json' });
  const folder = filesIn(dataDir).map((path) => readFileSync(path, 'latin1'));
  for (const [where, held] of Object.entries({ shown, text, folder: folder.join('\n') })) {
    expect(held.length, where).toBeGreaterThan(0);
    expect(held.includes(token), where).toBe(false);
  }
  await page.reload();
  await page.locator('h1').waitFor();
  expect((await page.content()).includes(token)).toBe(false);
  expect(stage.faults).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
