import { describe, expect, test } from 'vitest';
import { switches } from '../sandbox/switches.ts';
import { expectAgreement, groupStage, writes } from './group-stage.ts';

describe('a POST', () => {
  test('creates the group with its members', async () => {
    const stage = await groupStage();
    const { idOf, sandbox } = stage;
    sandbox.forgetCalls();
    const answer = await stage.post('Vault Ops', [idOf('ann'), idOf('joanna'), idOf('ann')]);
    const id = String(answer.body.id);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        displayName: 'Vault Ops',
        members: [
          { value: idOf('ann'), display: 'ann' },
          { value: idOf('joanna'), display: 'joanna' },
        ],
      },
    });
    expect(sandbox.group(Number(id))).toMatchObject({ name: 'Vault Ops', enabled: true });
    expect(stage.inside(id)).toEqual(['ann', 'joanna']);
    expect(writes(sandbox)).toHaveLength(2);
    await expectAgreement(stage);
  });

  test.each([
    ['with an empty list', []],
    ['without members', undefined],
  ] as const)('%s creates an empty group by one write', async (_, members) => {
    const stage = await groupStage();
    stage.sandbox.forgetCalls();
    const answer = await stage.post('Vault Ops', members);
    expect(answer).toMatchObject({ status: 201, body: { members: [] } });
    expect(stage.inside(String(answer.body.id))).toEqual([]);
    expect(writes(stage.sandbox)).toEqual(['POST /v1/groups {"name":"Vault Ops","enabled":true}']);
    await expectAgreement(stage);
  });

  test('for a name that is there, in any case, is a 409 and writes nothing', async () => {
    const { post, sandbox, idOf, inside, groupId } = await groupStage();
    sandbox.forgetCalls();
    for (const name of ['Help Desk', 'HELP desk']) {
      expect(await post(name, [idOf('joanna')])).toMatchObject({
        status: 409,
        body: { scimType: 'uniqueness' },
      });
    }
    expect(writes(sandbox)).toEqual([]);
    expect(inside(groupId('Help Desk'))).toEqual(['amelia.stone', 'ann', 'bsmith']);
  });

  test('for a name that was made in Secret Server since the last import is a 409', async () => {
    const { post, sandbox } = await groupStage();
    sandbox.addGroup({ name: 'By Hand' });
    sandbox.forgetCalls();
    expect((await post('by hand')).status).toBe(409);
    expect(writes(sandbox)).toEqual([]);
  });

  test('for the name of a directory group makes a local one', async () => {
    const { post, sandbox } = await groupStage();
    const answer = await post('Testers');
    expect(answer.status).toBe(201);
    expect(sandbox.group(Number(answer.body.id))).toMatchObject({ name: 'Testers', domainId: -1 });
  });

  test('for a disabled group enables it with exactly the members sent', async () => {
    const stage = await groupStage();
    const id = stage.groupId('Retired Project');
    const answer = await stage.post('retired project', [stage.idOf('joanna')]);
    expect(answer).toMatchObject({ status: 201, body: { id, displayName: 'Retired Project' } });
    expect(stage.sandbox.group(Number(id))?.enabled).toBe(true);
    expect(stage.inside(id)).toEqual(['joanna']);
    await expectAgreement(stage);
  });

  test('for Everyone, which nobody manages, is a 409 that says so', async () => {
    const { post, sandbox } = await groupStage();
    sandbox.forgetCalls();
    const answer = await post('everyone', []);
    expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    expect(answer.body.detail).toContain('does not see or manage');
    expect(writes(sandbox)).toEqual([]);
  });

  test.each(switches.duplicateName)(
    'for the name of a group that the account cannot see is an error without a second try (%s)',
    async (duplicateName) => {
      const { post, sandbox, groupId, inside, idOf } = await groupStage({
        sandbox: { switches: { duplicateName } },
      });
      const hidden = sandbox.addGroup({ name: 'Hidden Team', inTeam: false });
      sandbox.setRights(rightsWithoutTeams);
      sandbox.forgetCalls();
      const answer = await post('Hidden Team', [idOf('ann')]);
      expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
      expect(answer.body.detail).toContain('If it is disabled, enable it there');
      expect(writes(sandbox)).toEqual(['POST /v1/groups {"name":"Hidden Team","enabled":true}']);
      expect(inside(String(hidden.id))).toEqual([]);
      expect(groupId('Hidden Team')).toBe(String(hidden.id));
    },
  );

  test('with a name that Secret Server does not take tells its reason', async () => {
    const { post, sandbox } = await groupStage();
    const answer = await post('x'.repeat(252));
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect(answer.body.detail).toContain('250 characters');
    expect(sandbox.groupByName('x'.repeat(252))).toBeUndefined();
  });

  test('that Secret Server answers with another name or a disabled group is no 201', async () => {
    const { post, sandbox } = await groupStage();
    const made = { id: 900, name: 'Vault', enabled: true, domainId: -1, synchronized: false, created: null };
    sandbox.fault({
      method: 'POST',
      path: '/v1/groups',
      times: 1,
      effect: { kind: 'status', status: 200, body: made },
    });
    expect((await post('Vault Ops')).status).toBe(400);
    const disabled = { ...made, name: 'Vault Ops', enabled: false };
    sandbox.fault({
      method: 'POST',
      path: '/v1/groups',
      times: 1,
      effect: { kind: 'status', status: 200, body: disabled },
    });
    expect((await post('Vault Ops')).status).toBe(400);
  });

  test('by two at the same time makes one group', async () => {
    const { post, sandbox, idOf } = await groupStage();
    const answers = await Promise.all([
      post('Vault Ops', [idOf('ann')]),
      post('VAULT OPS', [idOf('joanna')]),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(sandbox.groups().filter(({ name }) => name.toLowerCase() === 'vault ops')).toHaveLength(1);
  });
});

const rightsWithoutTeams = ['View Users', 'Administer Users', 'View Groups', 'Administer Groups'];
