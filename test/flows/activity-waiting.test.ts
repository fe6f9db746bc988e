import { describe, expect, test } from 'vitest';
import { changesIn, onlyRow, rowsOf, stepsIn, told } from './activity-stage.ts';
import { onStage, person, replace } from './stage.ts';

const off = replace({ active: false });

async function withHana(options: Parameters<typeof onStage>[0] = {}) {
  const stage = await onStage(options);
  const path = `/Users/${String(stage.sandbox.userByName('hana.sato')?.id)}`;
  return { ...stage, path };
}

describe('while paused', () => {
  test('a change waits, and the client is told how long', async () => {
    const { host, okta1, path } = await withHana();
    await host.calls['pause.begin']({ by: 'kim' });
    await okta1.send('PATCH', path, replace({ displayName: 'Hana Changed' }));
    const row = await waitingRow(host);
    expect(told(row)).toBe(
      'Update Waiting: Hana Sato is not updated yet. SCIM Tray is paused by its admin. Told okta-testapp to try again in 300 s.',
    );
    expect(row).toMatchObject({ statusSent: 429, retryAfter: 300, attempts: 1, problem: null });
    expect(stepsIn(row)).toEqual(['Done', 'Done', 'Waiting', 'Not reached']);
  });

  test('a retry goes on with the row, and its success ends it', async () => {
    const { host, okta1, path } = await withHana();
    await host.calls['pause.begin']({ by: 'kim' });
    const body = replace({ displayName: 'Hana Changed' });
    await okta1.send('PATCH', path, body);
    await okta1.send('PATCH', path, body);
    expect(await waitingRow(host)).toMatchObject({ result: 'Waiting', attempts: 2 });
    await host.calls['pause.end']();
    await okta1.send('PATCH', path, body);
    const row = await onlyRow(host);
    expect(told(row)).toBe('Update Done: Hana Changed was updated.');
    expect(row).toMatchObject({ attempts: 3, statusSent: 200, retryAfter: null });
    expect(changesIn(row)).toContain('displayName: Hana Sato → Hana Changed');
    expect(row.steps[0]?.sentence).toBe('From okta-testapp, 3 times.');
  });

  test('the same change of another client has a row of its own', async () => {
    const { host, okta, okta1, path } = await withHana();
    const other = await okta('testapp', 'entra');
    await host.calls['pause.begin']({ by: 'kim' });
    for (const client of [okta1, other.okta])
      await client.send('PATCH', path, replace({ displayName: 'Hana B' }));
    const rows = await rowsOf(host);
    expect(rows.map(({ endpoint, result }) => `${String(endpoint)} ${result}`)).toEqual([
      'okta-testapp Waiting',
      'entra Waiting',
    ]);
  });

  test('a create is known by its name, and is one row to the end', async () => {
    const { host, okta1 } = await onStage();
    await host.calls['pause.begin']({ by: 'kim' });
    await okta1.send('POST', '/Users', person('grace'));
    await okta1.send('POST', '/Users', person('grace'));
    await host.calls['pause.end']();
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    expect(await onlyRow(host)).toMatchObject({
      result: 'Done',
      sentence: 'Ada grace was created.',
      attempts: 3,
      resourceId: Number(body.id),
    });
  });

  test('a removal of access is kept, and done when somebody resumes: without the client', async () => {
    const { host, okta1, path, sandbox } = await withHana();
    await host.calls['pause.begin']({ by: 'kim' });
    await okta1.send('PATCH', path, off);
    const waiting = await waitingRow(host);
    expect(told(waiting)).toBe(
      'Deactivate Waiting: Hana Sato is not deactivated yet. SCIM Tray is paused by its admin. It is kept here and applied first.',
    );
    expect(stepsIn(waiting)).toEqual(['Done', 'Done', 'Waiting', 'Waiting']);
    await host.calls['pause.end']();
    await expect.poll(() => sandbox.userByName('hana.sato')?.enabled).toBe(false);
    await expect.poll(async () => (await onlyRow(host)).result).toBe('Done');
    const row = await onlyRow(host);
    expect(row).toMatchObject({ id: waiting.id, at: waiting.at, attempts: 1, statusSent: 429 });
    expect(told(row)).toBe('Deactivate Done: Hana Sato was deactivated.');
    expect(changesIn(row)).toEqual(['active: true → false']);
    expect(row.calls).toContainEqual(expect.objectContaining({ method: 'PATCH', status: 200 }));
  });

  test('a removal that waits is skipped once a later change turns it back', async () => {
    const { host, okta1, path } = await withHana();
    await host.calls['pause.begin']({ by: 'kim' });
    await okta1.send('PATCH', path, off);
    await host.calls['pause.end']();
    await okta1.send('PATCH', path, replace({ active: true }));
    const rows = await rowsOf(host);
    const [removal] = rows;
    // Either it was carried out first, or it never was.
    expect(['Done', 'Skipped']).toContain(removal?.result);
    expect(rows.filter(({ result }) => result === 'Waiting')).toEqual([]);
  });
});

describe('while Secret Server is down', () => {
  test('everything waits in one row for each change, and what is kept is done when it is back', async () => {
    const { host, okta1, path, sandbox } = await withHana();
    await okta1.send('PATCH', path, replace({ title: 'Admiral' }));
    await sandbox.down();
    for (let tries = 0; tries < 3; tries += 1) {
      await okta1.send('PATCH', path, off);
      await okta1.send('POST', '/Users', person('grace'));
    }
    const [, removal, create] = await rowsOf(host);
    expect(removal).toMatchObject({ action: 'Deactivate', result: 'Waiting' });
    expect(create).toMatchObject({ action: 'Create', result: 'Waiting', signInName: 'grace@example.com' });
    expect(await host.calls['activity.get']({ id: Number(removal?.id) })).toMatchObject({ attempts: 3 });
    await sandbox.up();
    await host.calls['import.run']({});
    expect((await rowsOf(host)).map(told)).toEqual([
      'Update Done: Hana Sato was updated.',
      'Deactivate Done: Hana Sato was deactivated.',
      expect.stringMatching(
        /^Create Waiting: Ada grace is not created yet\. Secret Server does not answer\./,
      ),
    ]);
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
    expect((await rowsOf(host)).at(-1)).toMatchObject({ result: 'Done', sentence: 'Ada grace was created.' });
  });
});

describe('work that takes longer than the client waits', () => {
  test('is Waiting, then Done in the background; the retry that hears of it is in the same row', async () => {
    const { host, okta1, sandbox } = await onStage({ budgetMs: 300 });
    const slow = sandbox.fault({
      method: 'POST',
      path: '/v1/users',
      times: 1,
      effect: { kind: 'latency', ms: 900 },
    });
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
    expect(slow.hits).toBe(1);
    expect(await onlyRow(host)).toMatchObject({ result: 'Waiting', statusSent: 429, retryAfter: 30 });
    await expect.poll(async () => (await onlyRow(host)).result).toBe('Done');
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
    expect(await onlyRow(host)).toMatchObject({ result: 'Done', statusSent: 201, attempts: 2 });
  });
});

type Stage = Awaited<ReturnType<typeof onStage>>;

async function waitingRow(host: Stage['host']) {
  const row = await onlyRow(host);
  expect(row.result).toBe('Waiting');
  return row;
}
