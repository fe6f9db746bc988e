import { expect, test } from 'vitest';
import { ask, menuRows } from './ask.ts';
import { launch, preload } from './desktop.ts';

test('opens its window on the page, which reaches the host by the bridge alone', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  expect(await ask(page, 'status.get', {})).toMatchObject({ ok: true, value: { state: 'Not set up' } });
  await expect
    .poll(() => desktop.see.window())
    .toMatchObject({ visible: true, title: 'Not set up - SCIM Tray', hasMenu: false });
  expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual(
    Array(3).fill('undefined'),
  );
});

test('shows set-up in the tray from the first moment', async () => {
  const desktop = await launch();
  await expect.poll(() => menuRows(desktop)).toContain('Finish set-up…');
  expect(await desktop.see.tray()).toMatchObject({
    image: 'light/not-set-up',
    tooltip: 'SCIM Tray: set-up not finished',
  });
});

test('the bridge has no way to name a channel, and cannot be changed by the page', async () => {
  const page = await (await launch()).page();
  const seen = await page.evaluate(`({
    keys: Object.keys(window.scimTray).concat(Object.keys(window.scimTray.shell)),
    frozen: Object.isFrozen(window.scimTray) && Object.isFrozen(window.scimTray.shell),
    wrongEvent: (() => { try { window.scimTray.on('scim-tray:call', () => {}); } catch { return 'refused'; } })(),
  })`);
  expect(seen).toEqual({
    keys: ['call', 'on', 'shell', 'call', 'on'],
    frozen: true,
    wrongEvent: 'refused',
  });
});

test('a call that there is not, and a value that does not fit, are refused with a reason', async () => {
  const page = await (await launch()).page();
  const bad = await ask(page, 'pause.begin', { minutes: 'ten', by: '' });
  expect(bad).toMatchObject({ ok: false, error: { code: 'APP-INPUT' } });
  const none = await page.evaluate('window.scimTray.call("constructor", {})');
  expect(none).toMatchObject({ ok: false, error: { title: 'SCIM Tray has no such call' } });
  const shell = await page.evaluate('window.scimTray.shell.call("folder.open", { folder: "C:" })');
  expect(shell).toMatchObject({ ok: false, error: { code: 'APP-INPUT' } });
});

test('another window with the same preload, on the same page, gets no answer', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  expect(await desktop.see.strangerAsks(preload)).toMatchObject({
    ok: false,
    error: { title: 'This page may not ask' },
  });
  expect(await ask(page, 'status.get', {})).toMatchObject({ ok: true });
});

test('the page stays where it is, and nothing from elsewhere gets into it', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  const [before] = page.url().split('#'); // the page has places of its own
  await page.evaluate('location.href = "https://example.com/"');
  await page.evaluate('location.href = "app://scim-tray/other.html"');
  const tried = await page.evaluate(`Promise.all([
    fetch('https://example.com/').then(() => 'loaded', () => 'refused'),
    // Later, as what the test itself evaluates may evaluate more.
    new Promise((resolve) => setTimeout(() => {
      try { new Function('return 1')(); resolve('ran'); } catch { resolve('refused'); }
    })),
    new Promise((resolve) => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
      resolve(window.inlineRan ? 'ran' : 'refused');
    }),
  ])`);
  expect(tried).toEqual(['refused', 'refused', 'refused']);
  expect(page.url().split('#')[0]).toBe(before);
  expect(await page.evaluate('typeof window.scimTray')).toBe('object');
});

test('a link to the web opens in the browser of the person, any other link nowhere', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  // What must not open goes first: by the end of the other it would have.
  await page.evaluate('void window.open("http://example.com/")');
  await page.evaluate('void window.open("https://help.okta.com/")');
  await expect.poll(() => desktop.see.opened()).toEqual(['https://help.okta.com/']);
});

test('no permission is given', async () => {
  const page = await (await launch()).page();
  const states = await page.evaluate(
    `Promise.all(['geolocation', 'notifications', 'midi'].map((name) =>
      navigator.permissions.query({ name }).then(({ state }) => state)))`,
  );
  expect(states).not.toContain('granted');
});
