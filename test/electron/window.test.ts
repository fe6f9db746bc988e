import { expect, test } from 'vitest';
import { ask, askShell } from './ask.ts';
import { folder, launch } from './desktop.ts';

test('closing hides the window and says so, the first time only', async () => {
  const desktop = await launch();
  await desktop.page();
  const stillRunning = { title: 'SCIM Tray', body: 'Still running. Quit from the tray menu.' };
  await desktop.see.closeWindow();
  expect(await desktop.see.window()).toMatchObject({ visible: false });
  expect(await desktop.see.toasts()).toMatchObject([stillRunning]);
  await desktop.see.clickTray();
  await desktop.see.closeWindow();
  expect(await desktop.see.toasts()).toHaveLength(1);
});

test('a second start shows the window of the first and ends', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  await desktop.see.closeWindow();
  await desktop.startAgain();
  await expect.poll(() => desktop.see.window()).toMatchObject({ visible: true });
  expect(await ask(page, 'status.get', {})).toMatchObject({ ok: true });
});

test('the next start finds the window where it was, and remembers what it has said', async () => {
  const profile = await folder();
  const first = await launch({ profile });
  await first.page();
  const before = (await first.see.window())?.bounds;
  await first.see.closeWindow();
  await first.see.quit();
  expect(await first.exited).toBe(0);
  const second = await launch({ profile });
  await second.page();
  expect((await second.see.window())?.bounds).toMatchObject({ width: before?.width, height: before?.height });
  await second.see.closeWindow();
  expect(await second.see.toasts()).toEqual([]);
});

test('started at sign-in, only the tray shows', async () => {
  const desktop = await launch({ args: ['--port', '0', '--hidden'] });
  await expect.poll(() => desktop.see.tray()).toMatchObject({ image: 'light/not-set-up' });
  expect(await desktop.see.window()).toBeNull();
});

test('copies for the page', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  expect(await askShell(page, 'clipboard.copy', { text: 'a token', secret: true })).toMatchObject({
    ok: true,
  });
  expect(await desktop.see.clipboard()).toBe('a token');
});

test('tells the page what the desktop can do', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  expect(await askShell(page, 'desktop.get', {})).toMatchObject({
    ok: true,
    // Not installed: there is nothing that could be started at sign-in.
    value: { attachedTo: null, startsAtSignIn: null },
  });
  await page.evaluate("location.hash = '#/settings?section=startup'");
  await page.getByText('SCIM Tray starts by itself only where it is installed').waitFor();
  await askShell(page, 'folder.open', { folder: 'data' });
  expect(await desktop.see.opened()).toEqual([desktop.dataDir]);
});
