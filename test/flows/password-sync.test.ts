import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Okta } from '../okta/okta-client.ts';
import { setStage, type Stage } from './world.ts';

const fromOkta = 'Correct-Horse_Battery/7391!';
const another = 'Another-Lamp_Window/8264?';

let stage: Stage;
let okta: Okta;
beforeEach(async () => {
  stage = await setStage();
  ({ okta } = await stage.okta('testapp'));
});
afterEach(() => stage.close());

const body = { userName: 'sync@example.com', externalId: '00u1sync', password: fromOkta };
const patch = (password: string): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', value: { password } }],
});
const switchOn = () =>
  stage.host.calls['endpoints.configure']({ name: 'okta-testapp', options: { passwordSync: true } });

test('what Okta sends is dropped while password sync is off: it is a placeholder', async () => {
  const made = await okta.send('POST', '/Users', body);
  expect(made.status).toBe(201);
  const id = Number(made.body.id);
  expect(stage.sandbox.hasPassword(id, fromOkta)).toBe(false);
  stage.sandbox.forgetCalls();
  expect((await okta.send('PATCH', `/Users/${String(id)}`, patch(another))).status).toBe(200);
  expect(stage.sandbox.hasPassword(id, another)).toBe(false);
  expect(stage.sandbox.calls).toEqual([]);
});

describe('with password sync on', () => {
  test.each(['PATCH', 'PUT'])('a create and a later %s set it, and no answer holds it', async (verb) => {
    await switchOn();
    const made = await okta.send('POST', '/Users', body);
    const path = `/Users/${String(made.body.id)}`;
    expect(stage.sandbox.hasPassword(Number(made.body.id), fromOkta)).toBe(true);
    const request = verb === 'PUT' ? { ...made.body, password: another } : patch(another);
    const changed = await okta.send(verb, path, request);
    expect(changed.status).toBe(200);
    expect(stage.sandbox.hasPassword(Number(made.body.id), another)).toBe(true);
    expect(JSON.stringify([made.body, changed.body])).not.toMatch(/Horse|Lamp/);
  });

  test('one that breaks the policy is refused, not replaced by another', async () => {
    await switchOn();
    const refused = await okta.send('POST', '/Users', { ...body, password: 'short' });
    expect(refused.status).toBe(400);
    expect(stage.sandbox.userByName(body.userName)).toBeUndefined();
    const made = await okta.send('POST', '/Users', body);
    const answer = await okta.send('PATCH', `/Users/${String(made.body.id)}`, patch('short'));
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain('short');
    expect(stage.sandbox.hasPassword(Number(made.body.id), fromOkta)).toBe(true);
  });
});
