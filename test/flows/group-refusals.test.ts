import { describe, expect, test } from 'vitest';
import { switches } from '../sandbox/switches.ts';
import { expectAgreement, groupStage, writes } from './group-stage.ts';

test('a member who is no user refuses the whole push, and nothing is half applied', async () => {
  const stage = await groupStage();
  const { sandbox, idOf } = stage;
  const id = stage.groupId('Help Desk');
  sandbox.forgetCalls();
  for (const value of ['999999', 'nobody', '-1', '0', '007', String(2 ** 40), '']) {
    const members = [{ value: idOf('joanna') }, { value }];
    const answers = [
      await stage.patch(
        id,
        { op: 'remove', path: `members[value eq "${idOf('ann')}"]` },
        { op: 'add', path: 'members', value: members },
        { op: 'replace', value: { displayName: 'Renamed' } },
      ),
      await stage.patch(id, { op: 'replace', path: 'members', value: members }),
      await stage.put(id, 'Renamed', [idOf('joanna'), value]),
      await stage.post('Vault Ops', [idOf('joanna'), value]),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  }
  expect(writes(sandbox)).toEqual([]);
  expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
  expect(sandbox.groupByName('Vault Ops')).toBeUndefined();
  await expectAgreement(stage);
});

test('a group is no member of a group, even where a user has its number', async () => {
  const { app, sandbox, idOf } = await groupStage();
  sandbox.forgetCalls();
  const members = [{ value: idOf('ann'), type: 'Group' }];
  const answer = await app.send('POST', '/Groups', { displayName: 'Nest', members });
  expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  expect(answer.body.detail).toContain('no groups in groups');
  expect(writes(sandbox)).toEqual([]);
});

describe('a group that cannot be changed', () => {
  const forms = ['PATCH', 'PUT', 'DELETE', 'rename'] as const;

  test.each([
    ['a directory fills', { domainId: 1, synchronized: true }, 'from the directory'],
    ['came from a directory', { domainId: 1, synchronized: false }, 'from the directory'],
    ['is built in', { systemGroup: true }, 'built-in'],
  ] as const)(
    'because it %s is refused with the reason, and nothing is written',
    async (_, special, reason) => {
      const { app, sandbox, host, idOf } = await groupStage();
      const { id } = sandbox.addGroup({ name: 'Fixed', ...special });
      await host.calls['import.run']({});
      sandbox.forgetCalls();
      const value = [{ value: idOf('ann') }];
      for (const form of forms) {
        const body = {
          PATCH: { Operations: [{ op: 'add', path: 'members', value }] },
          PUT: { displayName: 'Fixed', members: value },
          rename: { Operations: [{ op: 'replace', value: { displayName: 'Other' } }] },
          DELETE: undefined,
        }[form];
        const answer = await app.send(form === 'rename' ? 'PATCH' : form, `/Groups/${String(id)}`, body);
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
        expect(answer.body.detail).toContain(reason);
      }
      expect(writes(sandbox)).toEqual([]);
    },
  );

  test('because it was taken over by a directory since the last import is refused too', async () => {
    const { app, sandbox, patch, groupId, idOf } = await groupStage();
    const id = groupId('Help Desk');
    await patch(id, { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] });
    sandbox.changeGroup(Number(id), { synchronized: true, domainId: 1 });
    sandbox.forgetCalls();
    const operation = { op: 'remove', path: `members[value eq "${idOf('joanna')}"]` };
    const answer = await patch(id, operation);
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
    expect(answer.body.detail).toContain('from the directory');
    expect(await app.send('DELETE', `/Groups/${id}`)).toMatchObject({ status: 400 });
    expect(writes(sandbox)).toEqual([]);
  });
});

describe('a group with owners of its own', () => {
  test('is refused with the reason, by 400 as by 403, and stays as it was', async () => {
    const stage = await groupStage();
    const { sandbox, idOf, app } = stage;
    const id = stage.groupId('Help Desk');
    sandbox.changeGroup(Number(id), { ownerUserIds: [Number(idOf('ann'))] });
    const value = ['joanna', 'jsmith', 'uma.nair'].map((name) => ({ value: idOf(name) }));
    const operations = [
      { op: 'remove', path: `members[value eq "${idOf('bsmith')}"]` },
      { op: 'add', path: 'members', value },
    ];
    const refused = await stage.patch(id, ...operations);
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain('owners');
    expect((await stage.patch(id, { op: 'add', path: 'members', value })).status).toBe(400);
    expect((await stage.patch(id, { op: 'replace', value: { displayName: 'Other' } })).status).toBe(400);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(400);
    const body = { message: 'You do not have permission.', errorCode: 'API_AccessDenied' };
    sandbox.fault({ method: 'PATCH', effect: { kind: 'status', status: 403, body } });
    const forbidden = await stage.patch(id, ...operations);
    expect(forbidden).toMatchObject({ status: 403 });
    expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
    await expectAgreement(stage);
  });
});

test('a user whom Secret Server does not take, enabled as it is, refuses the push, but no removal', async () => {
  const stage = await groupStage();
  const { sandbox, idOf } = stage;
  const id = stage.groupId('Empty Shelf');
  const names = ['ann', 'joanna', 'jsmith', 'uma.nair'];
  sandbox.changeGroup(Number(id), { inTeam: true });
  for (const name of names) sandbox.change(Number(idOf(name)), { inTeam: name !== 'uma.nair' });
  const value = names.map((name) => ({ value: idOf(name) }));
  sandbox.setMembers(Number(id), [Number(idOf('ann'))]);
  await stage.host.calls['import.run']({});
  sandbox.setRights(['View Users', 'Administer Users', 'View Groups', 'Administer Groups']);
  expect(await stage.shown(id)).toEqual(['ann']);
  const remove = { op: 'remove', path: `members[value eq "${idOf('ann')}"]` };
  const answer = await stage.patch(id, { op: 'add', path: 'members', value: value.slice(1) }, remove);
  expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  expect(stage.inside(id)).toEqual([]);
  expect(await stage.shown(id)).toEqual([]);
});

describe.each(switches.disabledGroupRead)('a disabled group is read as %s', (disabledGroupRead) => {
  test('a group that was removed behind the client is a 404 for every verb, and nothing is written', async () => {
    const { sandbox, patch, put, app, groupId, idOf } = await groupStage({
      sandbox: { switches: { disabledGroupRead } },
    });
    const id = groupId('Help Desk');
    await patch(id, { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] });
    sandbox.changeGroup(Number(id), { enabled: false });
    sandbox.forgetCalls();
    expect(
      (await patch(id, { op: 'add', path: 'members', value: [{ value: idOf('uma.nair') }] })).status,
    ).toBe(404);
    expect((await put(id, 'Help Desk', [])).status).toBe(404);
    expect((await app.send('GET', `/Groups/${id}`)).status).toBe(404);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(404);
    expect(writes(sandbox)).toEqual([]);
  });
});

test('a rename to a name that is taken is a 409; a removal in the same request comes through', async () => {
  const stage = await groupStage();
  const { sandbox, idOf } = stage;
  const id = stage.groupId('Help Desk');
  const rename = { op: 'replace', value: { id, displayName: 'finance' } };
  expect(await stage.patch(id, rename)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  expect(writes(sandbox)).toEqual([]);
  const answer = await stage.patch(
    id,
    rename,
    { op: 'remove', path: `members[value eq "${idOf('ann')}"]` },
    { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] },
  );
  expect(answer.status).toBe(409);
  expect(sandbox.group(Number(id))?.name).toBe('Help Desk');
  expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
  await expectAgreement(stage);
});

test('a rename that Secret Server refuses or ignores is an error; additions wait, removals come through', async () => {
  const stage = await groupStage();
  const { sandbox, idOf } = stage;
  const id = stage.groupId('Help Desk');
  // Made by hand since the last import.
  sandbox.addGroup({ name: 'Taken By Hand' });
  const rename = { op: 'replace', value: { id, displayName: 'Taken By Hand' } };
  const add = { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] };
  expect((await stage.patch(id, rename, add)).status).toBe(409);
  expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
  const remove = { op: 'remove', path: `members[value eq "${idOf('ann')}"]` };
  expect((await stage.patch(id, rename, remove)).status).toBe(409);
  expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
  const body = {
    id: Number(id),
    name: 'Help Desk',
    enabled: true,
    domainId: -1,
    synchronized: false,
    created: null,
  };
  sandbox.fault({ method: 'PATCH', path: `/v1/groups/${id}`, effect: { kind: 'status', status: 200, body } });
  const ignored = await stage.patch(id, { op: 'replace', value: { displayName: 'Ignored' } });
  expect(ignored.status).toBe(400);
  expect(ignored.body.detail).toContain('did not take the new displayName');
  await expectAgreement(stage);
});
