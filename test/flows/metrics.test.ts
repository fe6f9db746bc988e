import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveConsole } from '../../src/server/console/server.ts';
import { onStage, replace } from './stage.ts';

async function scraped(stage: Awaited<ReturnType<typeof onStage>>) {
  const console = await serveConsole({ ...stage.host, dataDir: stage.dataDir });
  onTestFinished(() => console.close(0));
  const { key } = JSON.parse(await readFile(join(stage.dataDir, 'console.json'), 'utf8'));
  const scrape = (headers: Record<string, string>) => fetch(`${console.url}/metrics`, { headers });
  return { scrape, asOwner: { Authorization: `Bearer ${String(key)}` } };
}

test('the console port tells figures of what really happened, to the owner alone', async () => {
  const stage = await onStage();
  const { host, okta1, sandbox } = stage;
  const path = `/Users/${String(sandbox.userByName('hana.sato')?.id)}`;
  await okta1.send('GET', path);
  await host.calls['pause.begin']({ by: 'kim' });
  await okta1.send('PATCH', path, replace({ active: false }));
  const { scrape, asOwner } = await scraped(stage);
  expect((await scrape({})).status).toBe(401);
  expect((await scrape({ Authorization: 'Bearer wrong' })).status).toBe(401);
  const answer = await scrape(asOwner);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  expect(text).toContain('scim_requests_total{endpoint="okta-testapp",kind="read",outcome="done"} 1');
  expect(text).toContain('scim_requests_total{endpoint="okta-testapp",kind="change",outcome="put off"} 1');
  expect(text).toMatch(/secret_server_calls_total\{method="GET",outcome="2xx"\} [1-9]/);
  expect(text).toContain('scim_tray_state{state="Paused"} 1');
  expect(text).toContain('scim_tray_removals_kept 1');
  expect(text).toMatch(/scim_tray_import_seconds 0\.\d+/);
});

test('kept removals are told with their age, until they are done', async () => {
  const { host, okta1, sandbox } = await onStage();
  const before = Date.now();
  expect((await host.calls['status.get']()).kept).toBeNull();
  await host.calls['pause.begin']({ by: 'kim' });
  await okta1.send(
    'PATCH',
    `/Users/${String(sandbox.userByName('hana.sato')?.id)}`,
    replace({ active: false }),
  );
  const { kept } = await host.calls['status.get']();
  expect(kept?.count).toBe(1);
  expect(Date.parse(kept?.oldestAt ?? '')).toBeGreaterThanOrEqual(before);
  await host.calls['pause.end']();
  await expect.poll(async () => (await host.calls['status.get']()).kept).toBeNull();
});
