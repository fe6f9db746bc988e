import { expect, test } from 'vitest';
import { onStage, person, replace, writes } from '../flows/stage.ts';
import { runningHost } from './run-main.ts';

async function drifted() {
  const stage = await onStage();
  const made = await stage.okta1.send('POST', '/Users', person('grace'));
  const left = await stage.okta1.send('POST', '/Users', person('left'));
  const ids = { grace: Number(made.body.id), left: Number(left.body.id) };
  await stage.okta1.send('PATCH', `/Users/${String(ids.left)}`, replace({ active: false }));
  stage.sandbox.change(ids.grace, { displayName: 'By Hand' });
  stage.sandbox.change(ids.left, { enabled: true });
  stage.sandbox.forgetCalls();
  return { ...stage, ...ids, run: await runningHost(stage.host.calls) };
}

test('shows what differs and changes nothing', async () => {
  const stage = await drifted();
  const shown = await stage.run(['resync']);
  expect(shown).toMatchObject({ code: 0, err: '' });
  expect(shown.out).toMatch(/^Update +User +grace@example\.com/m);
  expect(shown.out).toMatch(/^Deactivate +User +left@example\.com +Takes access away/m);
  expect(shown.out).toContain('0 Create, 1 Update, 1 Deactivate, 0 Enable, 0 Membership');
  expect(shown.out).toMatch(/Nothing was changed\.\n$/);
  expect(writes(stage)).toEqual([]);
  // It leaves no preview behind that would hold up others.
  expect(await stage.host.calls['job.get']()).toBeNull();
});

test('--apply repairs, and takes access only with its number', async () => {
  const stage = await drifted();
  const repaired = await stage.run(['resync', '--apply']);
  expect(repaired).toMatchObject({ code: 0, err: '' });
  expect(repaired.out).toMatch(/1 account or group changed in Secret Server\.\n$/);
  expect(stage.sandbox.user(stage.grace)?.displayName).toBe('Ada grace');
  expect(stage.sandbox.user(stage.left)?.enabled).toBe(true);

  const wrong = await stage.run(['resync', '--apply', '--removals', '2']);
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('confirm the number 1') });
  expect(await stage.host.calls['job.get']()).toBeNull();
  const right = await stage.run(['resync', '--apply', '--removals', '1', '--json']);
  expect(JSON.parse(right.out)).toMatchObject({ result: { done: 1, failed: 0 } });
  expect(stage.sandbox.user(stage.left)?.enabled).toBe(false);
});

test.for([
  [['resync', '--removals', '1'], '--removals belongs to --apply'],
  [['resync', '--apply', '--removals', 'all'], '--removals takes a number'],
] as const)('%j is refused', async ([argv, text]) => {
  const { run } = await drifted();
  expect(await run([...argv])).toMatchObject({ code: 2, err: expect.stringContaining(text) });
});
