import { existsSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.ts';
import { ask, connect } from './ask.ts';
import { folder, launch } from './desktop.ts';

/** Whether somebody listens on a loopback port. */
async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connectTo(port, '127.0.0.1');
    socket.once('connect', () => resolve(true) ?? socket.destroy());
    socket.once('error', () => resolve(false));
  });
}

test('asks before it quits, and the safe answer keeps it running', async () => {
  const desktop = await launch();
  const page = await desktop.page();
  await desktop.see.choose(['Quit SCIM Tray…']);
  await expect.poll(() => desktop.see.dialogs()).toHaveLength(1);
  expect((await desktop.see.dialogs())[0]).toMatchObject({
    detail: 'Okta cannot reach Secret Server while SCIM Tray is closed.',
    buttons: ['Quit', 'Keep running'],
    safe: 'Keep running',
  });
  expect(await ask(page, 'status.get', {})).toMatchObject({ ok: true });
});

test('quits in order: listener, console, data file and tray are gone, and the folder is free', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const dataDir = await folder();
  const desktop = await launch({ dataDir });
  const page = await desktop.page();
  await connect(page, sandbox);
  const status = await ask(page, 'status.get', {});
  const port = Number(new URL((status.ok && status.value.scimBaseUrl) || 'http://none').port);
  expect(await answers(port)).toBe(true);
  expect(existsSync(join(dataDir, 'console.json'))).toBe(true);

  await desktop.see.answerDialogs('Quit');
  await desktop.see.choose(['Quit SCIM Tray…']);
  expect(await desktop.exited).toBe(0);

  expect(await answers(port)).toBe(false);
  expect(existsSync(join(dataDir, 'console.json'))).toBe(false);
  // SQLite removes it when the last connection has closed in order.
  expect(existsSync(join(dataDir, 'scim-tray.db-wal'))).toBe(false);
  const again = await launch({ dataDir });
  expect(await ask(await again.page(), 'status.get', {})).toMatchObject({
    ok: true,
    value: { secretServer: { account: sandbox.account.userName } },
  });
});

test('quits while it still starts', async () => {
  const desktop = await launch();
  await vi.waitUntil(() => desktop.see.tray(), { interval: 1 });
  await desktop.see.quit();
  expect(await desktop.exited).toBe(0);
  expect(existsSync(join(desktop.dataDir, 'scim-tray.db-wal'))).toBe(false);
});
