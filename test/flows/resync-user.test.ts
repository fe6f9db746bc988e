import { expect, test } from 'vitest';
import type { UserResync } from '../../src/main/ipc/jobs.ts';
import { onStage, person, replace, writes } from './stage.ts';

type OneStage = Awaited<ReturnType<typeof onStage>>;

async function linked() {
  const stage = await onStage();
  const id = Number((await stage.okta1.send('POST', '/Users', person('grace'))).body.id);
  stage.sandbox.forgetCalls();
  return { ...stage, id };
}

/** The answer, and every state of the steps that was told on the way. */
async function resync({ host }: OneStage, id: number) {
  const told: UserResync[] = [];
  const unlisten = host.events.on('resyncUser', (step) => told.push(step));
  const answer = await host.calls['resync.user']({ id, by: 'kim' });
  unlisten();
  return { answer, told, results: answer.steps.map(({ result }) => result) };
}

test('a user is repaired live, step by step', async () => {
  const stage = await linked();
  stage.sandbox.change(stage.id, { displayName: 'By Hand' });
  const { answer, told, results } = await resync(stage, stage.id);
  expect(results).toEqual(['Done', 'Done', 'Done', 'Done']);
  expect(answer.steps.map(({ name }) => name)).toEqual([
    'Read what was asked',
    'Read Secret Server',
    'Compare',
    'Repair',
  ]);
  expect(answer.steps[0]?.sentence).toMatch(
    /^Asked for on \d{4}-\d\d-\d\d: active, Ada grace, grace@example\.com\.$/,
  );
  expect(answer.changes).toEqual([{ attribute: 'displayName', before: 'By Hand', after: 'Ada grace' }]);
  expect(told.at(-1)).toEqual(answer);
  const running = told.flatMap(({ steps }) =>
    steps.filter(({ result }) => result === 'Running').map(({ name }) => name),
  );
  expect(running).toEqual(answer.steps.map(({ name }) => name));
  expect(stage.sandbox.user(stage.id)?.displayName).toBe('Ada grace');
  const { rows } = await stage.host.calls['activity.list']({ filter: { sources: ['Resync'] } });
  expect(rows).toMatchObject([{ action: 'Update', result: 'Done', resourceId: stage.id }]);
});

test('one who is as asked is left as it is', async () => {
  const stage = await linked();
  const { results } = await resync(stage, stage.id);
  expect(results).toEqual(['Done', 'Done', 'No change', 'Skipped']);
  expect(writes(stage)).toEqual([]);
});

test('one whom no client knows is not even read', async () => {
  const stage = await linked();
  const { results } = await resync(stage, Number(stage.sandbox.userByName('hana.sato')?.id));
  expect(results).toEqual(['Skipped', 'Skipped', 'Skipped', 'Skipped']);
  expect(stage.sandbox.calls).toEqual([]);
});

test('access is taken away, and never given', async () => {
  const stage = await linked();
  stage.sandbox.change(stage.id, { enabled: false, displayName: 'By Hand' });
  const given = await resync(stage, stage.id);
  expect(given.answer.steps[3]).toMatchObject({
    result: 'Done',
    sentence: expect.stringMatching(/stays disabled/),
  });
  expect(stage.sandbox.user(stage.id)).toMatchObject({ enabled: false, displayName: 'Ada grace' });

  await stage.okta1.send('PATCH', `/Users/${String(stage.id)}`, replace({ active: false }));
  stage.sandbox.change(stage.id, { enabled: true });
  expect((await resync(stage, stage.id)).results).toEqual(['Done', 'Done', 'Done', 'Done']);
  expect(stage.sandbox.user(stage.id)?.enabled).toBe(false);
});

test('the step that fails says why', async () => {
  const stage = await linked();
  stage.sandbox.change(stage.id, { displayName: 'By Hand' });
  await stage.host.calls['pause.begin']({ by: 'kim' });
  const paused = await resync(stage, stage.id);
  expect(paused.answer.steps[3]).toMatchObject({
    result: 'Failed',
    sentence: expect.stringMatching(/paused/),
  });
  await stage.host.calls['pause.end']();
  await stage.sandbox.down();
  const down = await resync(stage, stage.id);
  expect(down.results).toEqual(['Done', 'Failed', 'Skipped', 'Skipped']);
  await stage.sandbox.up();
});
