import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ready, spawnBin } from '../cli/spawn-bin.ts';
import { ask, askShell, menuRows } from './ask.ts';
import { violations } from '../e2e/axe.ts';
import { folder, launch, secretsKey } from './desktop.ts';

/** A host without a desktop, in a process of its own, as a scheduled task starts it. */
async function headless(dataDir: string) {
  const file = join(await folder(), 'ready.json');
  const argv = ['serve', '--port', '0', '--data-dir', dataDir, '--secrets', 'file', '--ready-file', file];
  const spawned = spawnBin(argv, '', { SCIM_TRAY_KEY: secretsKey });
  const { pid, scimBaseUrl } = await ready(file, spawned);
  return { ...spawned, pid, scimBaseUrl };
}

test('attaches to the host that runs, says so, and leaves it running when it closes', async () => {
  const dataDir = await folder();
  const host = await headless(dataDir);
  const desktop = await launch({ dataDir });
  const page = await desktop.page();
  await expect.poll(() => menuRows(desktop)).toContain('Finish set-up…');
  expect(await menuRows(desktop)).toEqual(
    expect.arrayContaining([`(Served in the background by process ${String(host.pid)})`, 'Close this icon']),
  );
  expect(await desktop.see.window()).toMatchObject({
    title: 'Not set up - SCIM Tray - served in the background',
  });
  expect(await askShell(page, 'desktop.get', {})).toMatchObject({ value: { attachedTo: host.pid } });
  expect(await ask(page, 'status.get', {})).toMatchObject({
    ok: true,
    value: { pid: host.pid, scimBaseUrl: host.scimBaseUrl },
  });

  await desktop.see.choose(['Close this icon']);
  expect(await desktop.exited).toBe(0);
  expect(await desktop.see.dialogs()).toEqual([]);
  const again = await launch({ dataDir });
  expect(await ask(await again.page(), 'status.get', {})).toMatchObject({ value: { pid: host.pid } });
  expect((await fetch(host.scimBaseUrl.replace('/scim/v2', '/healthz'))).status).toBe(200);
  expect(host.child.exitCode).toBeNull();
});

test('shows that the host went away and does not take its place; its return is noticed', async () => {
  const dataDir = await folder();
  const first = await headless(dataDir);
  const desktop = await launch({ dataDir });
  const page = await desktop.page();
  await expect.poll(() => menuRows(desktop)).toContain('Close this icon');
  // While the window is in front nothing pops up.
  await desktop.see.closeWindow();
  first.child.kill('SIGTERM');
  await first.ended;
  await expect.poll(() => desktop.see.tray()).toMatchObject({ image: 'light/blocked' });
  expect(await ask(page, 'status.get', {})).toMatchObject({
    ok: false,
    error: { code: 'APP-GONE', title: 'The SCIM Tray that ran in the background has stopped' },
  });
  const heading = page.getByRole('heading', { level: 1 });
  expect(await heading.textContent()).toBe('The SCIM Tray that ran in the background has stopped');
  await page.getByText(process.platform === 'win32' ? 'Start-ScheduledTask' : 'systemctl start').waitFor();
  await page.getByRole('button', { name: 'Restart SCIM Tray here' }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect((await desktop.see.toasts()).at(-1)).toMatchObject({ title: 'SCIM Tray: Blocked', stays: true });
  // The data folder is free for it.
  const second = await headless(dataDir);
  await expect
    .poll(() => menuRows(desktop), { timeout: 25_000 })
    .toContain(`(Served in the background by process ${String(second.pid)})`);
  expect(await ask(page, 'status.get', {})).toMatchObject({ ok: true, value: { pid: second.pid } });
  await page.getByRole('navigation').waitFor();
}, 60_000);
