import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.ts';
import { ask, connect, menuRows, nextTarget } from './ask.ts';
import { launch, real } from './desktop.ts';

/** A port that another program has, until `close`. */
async function takenPort(): Promise<{ port: number; close: () => Promise<void> }> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, close };
}

test('a port that is taken blocks, is said once, and leaves by itself when it is free', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const { port, close } = await takenPort();
  const desktop = await launch({ args: ['--port', String(port)] });
  const page = await desktop.page();
  await desktop.see.closeWindow();
  await connect(page, sandbox);
  const title = `Port ${String(port)} is in use`;
  await expect
    .poll(() => desktop.see.tray())
    .toMatchObject({
      image: 'light/blocked',
      tooltip: `SCIM Tray: blocked. ${title}`,
    });
  expect(await menuRows(desktop)).toContain(`Fix: ${title}…`);
  const blocked = async () =>
    (await desktop.see.toasts()).filter((toast) => toast.title === 'SCIM Tray: Blocked');
  await expect
    .poll(blocked)
    .toMatchObject([{ body: expect.stringContaining(title), stays: true, closed: false }]);
  const target = await nextTarget(page, () => desktop.see.clickToast(-1));
  expect(target).toEqual({ screen: 'status', focus: 'APP-PORT' });
  expect(await desktop.see.window()).toMatchObject({ visible: true });
  await desktop.see.closeWindow();

  await close();
  await expect.poll(() => desktop.see.tray(), { timeout: 20_000 }).toMatchObject({ image: 'light/running' });
  await expect
    .poll(async () => (await desktop.see.toasts()).at(-1))
    .toMatchObject({
      body: expect.stringMatching(/^Working again after 1 min/),
      stays: false,
    });
  // The newer one takes the place of the older one.
  expect(await blocked()).toMatchObject([{ closed: true }]);
}, 60_000);

// Without a window manager, as in Xvfb, no window is ever in front.
test.skipIf(real && process.platform === 'linux')(
  'while the window is in front nothing pops up',
  async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.stop());
    const { port } = await takenPort();
    const desktop = await launch({ args: ['--port', String(port)] });
    const page = await desktop.page();
    await connect(page, sandbox);
    await expect.poll(() => desktop.see.tray()).toMatchObject({ image: 'light/blocked' });
    expect(await desktop.see.toasts()).toEqual([]);
  },
);

test('a preview that is ready is said, and leads to its screen', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const desktop = await launch();
  const page = await desktop.page();
  await desktop.see.closeWindow();
  await connect(page, sandbox);
  await expect.poll(() => desktop.see.tray()).toMatchObject({ image: 'light/running' });
  const choice = { users: true, groups: true, inactive: true };
  expect(await ask(page, 'import.preview', { choice, by: 'kim' })).toMatchObject({ ok: true });
  await expect
    .poll(async () => (await desktop.see.toasts()).at(-1))
    .toMatchObject({
      title: 'SCIM Tray: Import preview is ready',
    });
  expect(await nextTarget(page, () => desktop.see.clickToast(-1))).toEqual({ screen: 'import' });
});
