import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.ts';
import { ask, connect, listen, menuRows, nextTarget } from './ask.ts';
import { launch, real, type Desktop } from './desktop.ts';

/** The app on a sandbox Secret Server with the first import done. */
async function running() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const desktop = await launch();
  const page = await desktop.page();
  await connect(page, sandbox);
  await expect.poll(() => image(desktop), { timeout: 15_000 }).toBe('light/running');
  return { desktop, page, sandbox };
}

async function image(desktop: Desktop): Promise<string | undefined> {
  return (await desktop.see.tray())?.image;
}

test('from set-up to running, icon, tooltip, menu, title and page say the same', async () => {
  const { desktop, page } = await running();
  const status = await ask(page, 'status.get', {});
  const sentence = status.ok ? status.value.sentence : '';
  expect(await desktop.see.tray()).toMatchObject({ tooltip: sentence });
  expect(await menuRows(desktop)).toEqual(
    expect.arrayContaining(['Activity', 'Import from Secret Server…', 'Pause', 'Copy SCIM address']),
  );
  expect(await desktop.see.window()).toMatchObject({ title: 'SCIM Tray' });
});

test('pauses for half an hour, and every surface knows at once; resume ends it', async () => {
  const { desktop, page } = await running();
  await listen(page, 'status');
  await desktop.see.choose(['Pause', '30 minutes']);
  await expect.poll(() => image(desktop)).toBe('light/paused');
  await expect.poll(() => page.evaluate('window.heard.at(-1)')).toMatchObject({ state: 'Paused' });
  const { paused } = (await page.evaluate('window.heard.at(-1)')) as {
    paused: { since: string; until: string };
  };
  expect(Date.parse(paused.until) - Date.parse(paused.since)).toBe(30 * 60_000);
  expect(await desktop.see.window()).toMatchObject({ title: 'Paused - SCIM Tray' });
  expect((await desktop.see.tray())?.tooltip).toMatch(/paused until /);
  const rows = await menuRows(desktop);
  expect(rows).not.toContain('Pause');
  await desktop.see.choose([rows.find((row) => row.startsWith('Resume now')) ?? '']);
  await expect.poll(() => image(desktop)).toBe('light/running');
});

test('a pause without an end is asked about: the safe answer changes nothing', async () => {
  const { desktop } = await running();
  await desktop.see.choose(['Pause', 'Until I resume…']);
  await expect.poll(() => desktop.see.dialogs()).toHaveLength(1);
  expect((await desktop.see.dialogs())[0]).toMatchObject({
    detail: expect.stringContaining('Okta gives up on a change after 10 tries'),
    buttons: ['Pause', 'Cancel'],
    safe: 'Cancel',
  });
  expect(await image(desktop)).toBe('light/running');
  await desktop.see.answerDialogs('Pause');
  await desktop.see.choose(['Pause', 'Until I resume…']);
  await expect.poll(() => image(desktop)).toBe('light/paused');
});

test('rows lead to their screens, and the left click to the window', async () => {
  const { desktop, page } = await running();
  const go = (...labels: string[]) => nextTarget(page, () => desktop.see.choose(labels));
  expect(await go('Open SCIM Tray')).toEqual({ screen: 'status' });
  expect(await go('Activity')).toEqual({ screen: 'activity' });
  expect(await go('Import from Secret Server…')).toEqual({ screen: 'import' });
  expect(await go('Settings…')).toEqual({ screen: 'settings' });
  expect(await go('Help', 'About')).toEqual({ screen: 'about' });
  expect(await go('Help', 'Save diagnostics…')).toEqual({ screen: 'about', focus: 'diagnostics' });
  await desktop.see.closeWindow();
  expect(await desktop.see.window()).toMatchObject({ visible: false });
  await desktop.see.clickTray();
  await expect.poll(() => desktop.see.window()).toMatchObject({ visible: true });
});

test('set-up leads to the wizard', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  await expect.poll(() => menuRows(desktop)).toContain('Finish set-up…');
  expect(await nextTarget(page, () => desktop.see.choose(['Finish set-up…']))).toEqual({ screen: 'setup' });
});

test('a target for a page that is not there yet waits for it', async () => {
  const desktop = await launch({ args: ['--port', '0', '--hidden'] });
  await expect.poll(() => menuRows(desktop)).toContain('Finish set-up…');
  expect(await desktop.see.window()).toBeNull();
  await desktop.see.choose(['Help', 'About']);
  const page = await desktop.page();
  await expect.poll(() => page.evaluate('location.hash')).toBe('#/about');
});

test('copies the address that Okta should call, and opens logs and guide', async () => {
  const { desktop, page } = await running();
  const status = await ask(page, 'status.get', {});
  await desktop.see.choose(['Copy SCIM address']);
  await expect.poll(() => desktop.see.clipboard()).toBe(status.ok ? status.value.scimBaseUrl : '');
  await desktop.see.choose(['Help', 'Open log folder']);
  await desktop.see.choose(['Help', 'Guide']);
  const opened = (await desktop.see.opened()).map((path) => path.replaceAll('\\', '/'));
  expect(opened).toEqual([
    expect.stringMatching(/\/logs$/),
    expect.stringMatching(/\/documents\/guide\.html$/),
  ]);
});

test.skipIf(real)('has a set of icons for a dark taskbar (real Electron: the system decides)', async () => {
  const { desktop } = await running();
  await desktop.see.darkTheme(true);
  await expect.poll(() => image(desktop)).toBe('dark/running');
});

test('compares with Secret Server from the menu, and says when there is something to look at', async () => {
  const { desktop } = await running();
  await desktop.see.closeWindow();
  await desktop.see.choose(['Resync now']);
  await expect
    .poll(async () => (await desktop.see.toasts()).map(({ title }) => title))
    .toEqual(expect.arrayContaining(['SCIM Tray', expect.stringMatching(/^SCIM Tray: Resync /)]));
});

test('a call that fails from the menu says why, as there is no window to say it in', async () => {
  const { desktop, page } = await running();
  const choice = { users: true, groups: true, inactive: true };
  await ask(page, 'import.preview', { choice, by: 'kim' });
  await expect.poll(async () => ask(page, 'job.get', {})).toMatchObject({ value: { stage: 'Review' } });
  await desktop.see.choose(['Resync now']);
  await expect
    .poll(async () => (await desktop.see.toasts()).at(-1))
    .toMatchObject({
      body: 'An import of kim waits for review. Apply it or discard it first',
    });
});
