import { expect, test } from 'vitest';
import { onStage, person, replace } from './stage.ts';

/** Secret Server is slow and shared: how often it is asked is part of what is promised. */
test('a create takes two calls, a change of the profile one, a deactivation one', async () => {
  const { okta1, sandbox } = await onStage();
  const calls = async (method: string, path: string, body: object) => {
    sandbox.forgetCalls();
    const answer = await okta1.send(method, path, body);
    expect(answer.status).toBeLessThan(300);
    return { answer, count: sandbox.calls.length };
  };
  const made = await calls('POST', '/Users', person('grace'));
  const path = `/Users/${String(made.answer.body.id)}`;
  expect(made.count).toBe(2);
  expect((await calls('PUT', path, person('grace', { displayName: 'Grace H.' }))).count).toBe(1);
  expect((await calls('PATCH', path, replace({ active: false }))).count).toBe(1);
});
