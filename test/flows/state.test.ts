import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Okta } from '../okta/okta-client.ts';
import { setStage, type Stage } from './world.ts';

let stage: Stage;
let okta: Okta;
beforeEach(async () => {
  stage = await setStage();
  ({ okta } = await stage.okta('testapp'));
});
afterEach(() => stage.close());

const ids = (): string[] =>
  stage.sandbox
    .users()
    .slice(4, 12)
    .map(({ id }) => String(id));
const off = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', value: { active: false } }],
};
const stateNow = async () => (await stage.host.calls['status.get']()).state;

describe('the state follows the calls, not the next import', () => {
  test('Secret Server that answers nobody blocks after five failures about different things, and leaves by itself', async () => {
    await stage.sandbox.down();
    const [first = '', second = ''] = ids();
    for (let tries = 0; tries < 5; tries += 1) await okta.send('PATCH', `/Users/${first}`, off);
    expect(await stateNow()).toBe('Running');
    await okta.send('PATCH', `/Users/${second}`, off);
    expect(await stateNow()).toBe('Blocked');
    await stage.sandbox.up();
    expect((await okta.send('PATCH', `/Users/${second}`, off)).status).toBe(200);
    expect(await stateNow()).toBe('Running');
  });

  test('a refused sign-in blocks at once', async () => {
    stage.sandbox.setPassword(stage.sandbox.accountId, 'Changed-By-Hand_5519!');
    stage.sandbox.expireTokens();
    expect((await okta.send('PATCH', `/Users/${String(ids()[0])}`, off)).status).toBe(429);
    const status = await stage.host.calls['status.get']();
    expect(status).toMatchObject({ state: 'Blocked', problems: [{ code: 'SS-AUTH' }] });
    for (const id of ids()) await okta.send('PATCH', `/Users/${id}`, off);
    expect(stage.sandbox.conduct()).toEqual([]);
  });

  test('refusals about single things never count against Secret Server', async () => {
    for (const id of ids()) {
      stage.sandbox.fault({
        method: 'PATCH',
        path: `/v1/users/${id}`,
        times: 1,
        effect: { kind: 'status', status: 400, body: { message: 'no' } },
      });
      await okta.send('PATCH', `/Users/${id}`, off);
    }
    const { state, problems } = await stage.host.calls['status.get']();
    expect(state).toBe('Needs attention');
    expect(problems).toMatchObject([{ code: 'OK-FAILED', title: `${String(ids().length)} changes failed` }]);
  });
});
