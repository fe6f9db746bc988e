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

const idOf = (userName: string): string => String(stage.sandbox.userByName(userName)?.id);
const active = (value: boolean): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', value: { active: value } }],
});

describe('administrators of Secret Server', () => {
  test('are proposed by set-up: through a group, and by a role of their own', async () => {
    const list = await stage.host.calls['protection.get']();
    expect(list.users).toContain('user.manager');
    expect(list.groups).toContain('Vault Administrators');
    expect(await stage.host.calls['secretServer.test']()).toMatchObject({
      checks: expect.arrayContaining([
        { name: 'Protection', result: 'ok', sentence: '2 users and 1 group administer Secret Server' },
      ]),
    });
  });

  test.each(['vaultadmin', 'user.manager'])(
    '%s cannot be disabled, renamed or deleted through SCIM',
    async (name) => {
      stage.sandbox.forgetCalls();
      const path = `/Users/${idOf(name)}`;
      expect(await okta.send('PATCH', path, active(false))).toMatchObject({ status: 403 });
      expect(await okta.send('DELETE', path)).toMatchObject({ status: 403 });
      const current = await okta.send('GET', path);
      const put = { ...current.body, emails: [{ value: 'attacker@example.com', primary: true }] };
      expect(await okta.send('PUT', path, put)).toMatchObject({ status: 403 });
      expect(stage.sandbox.userByName(name)?.enabled).toBe(true);
      expect(stage.sandbox.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    },
  );

  test('can be linked by an update that changes nothing', async () => {
    const path = `/Users/${idOf('vaultadmin')}`;
    const current = await okta.send('GET', path);
    const linked = await okta.send('PUT', path, { ...current.body, externalId: '00u1admin' });
    expect(linked).toMatchObject({ status: 200, body: { externalId: '00u1admin' } });
  });

  test('stay in the groups that a client overwrites, and their own groups are not changed', async () => {
    const ops = stage.sandbox.addGroup({ name: 'Ops' });
    const admin = Number(idOf('vaultadmin'));
    stage.sandbox.setMembers(ops.id, [admin, Number(idOf('ann'))]);
    const overwrite = { op: 'replace', path: 'members', value: [{ value: idOf('joanna') }] };
    const patch = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [overwrite] };
    expect(await okta.send('PATCH', `/Groups/${String(ops.id)}`, patch)).toMatchObject({ status: 200 });
    expect(stage.sandbox.members(ops.id)).toEqual([admin, Number(idOf('joanna'))].toSorted((a, b) => a - b));
    const own = stage.sandbox.groupByName('Vault Administrators');
    expect(await okta.send('PATCH', `/Groups/${String(own?.id)}`, patch)).toMatchObject({ status: 403 });
    expect(stage.sandbox.members(own?.id ?? 0)).toEqual([admin]);
  });

  test('can be disabled once a person has ended their protection', async () => {
    await stage.host.calls['protection.set']({ remove: { users: ['user.manager'] } });
    const answer = await okta.send('PATCH', `/Users/${idOf('user.manager')}`, active(false));
    expect(answer).toMatchObject({ status: 200, body: { active: false } });
    expect(stage.sandbox.userByName('user.manager')?.enabled).toBe(false);
  });
});

test('an account that may not read roles is set up with a warning, and protects itself', async () => {
  await stage.close();
  stage = await setStage({
    sandbox: {
      rights: ['View Users', 'Administer Users', 'View Groups', 'Administer Groups', 'Unrestricted by Teams'],
    },
  });
  expect(await stage.host.calls['protection.get']()).toEqual({ users: [], groups: [] });
  ({ okta } = await stage.okta('testapp'));
  expect(await okta.send('DELETE', `/Users/${String(stage.sandbox.accountId)}`)).toMatchObject({
    status: 404,
  });
});
