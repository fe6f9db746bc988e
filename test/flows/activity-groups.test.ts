import { describe, expect, test } from 'vitest';
import { changesIn, onlyRow, rowsOf, told } from './activity-stage.ts';
import { adding, groupStage, removing, type GroupStage } from './group-stage.ts';

async function withHelpDesk(): Promise<GroupStage & { readonly id: string }> {
  const stage = await groupStage();
  return { ...stage, id: stage.groupId('Help Desk') };
}

describe('a group', () => {
  test('is made with its members', async () => {
    const { host, post, idOf } = await groupStage();
    const { body } = await post('Late Shift', [idOf('hana.sato'), idOf('ann')]);
    const row = await onlyRow(host);
    expect(told(row)).toBe('Create Done: Late Shift was created.');
    expect(row).toMatchObject({
      type: 'Group',
      resourceId: Number(body.id),
      signInName: null,
      statusSent: 201,
    });
    expect(changesIn(row)).toEqual(['displayName: null → Late Shift', 'members: null → +2']);
  });

  test('gets members and loses some: counted, not listed', async () => {
    const { host, patch, id, idOf } = await withHelpDesk();
    await patch(id, adding(idOf('hana.sato')), removing(idOf('ann')), removing(idOf('bsmith')));
    const row = await onlyRow(host);
    expect(told(row)).toBe('Change members Done: Help Desk: 1 member added, 2 members removed.');
    expect(changesIn(row)).toEqual(['members: null → +1 −2']);
  });

  test('is renamed', async () => {
    const { host, patch, id } = await withHelpDesk();
    await patch(id, { op: 'replace', value: { displayName: 'Service Desk' } });
    const row = await onlyRow(host);
    expect(told(row)).toBe('Update Done: Service Desk was updated.');
    expect(changesIn(row)).toEqual(['displayName: Help Desk → Service Desk']);
  });

  test('waits for a disabled user: the change is skipped', async () => {
    const { host, patch, id, sandbox } = await withHelpDesk();
    const disabled = sandbox.users().find(({ enabled, domainId }) => !enabled && domainId === -1);
    await patch(id, adding(String(disabled?.id)));
    expect(told(await onlyRow(host))).toBe(
      'Update Skipped: Help Desk was not updated. 1 disabled user joins once enabled.',
    );
  });

  test('is as asked already', async () => {
    const { host, app, put, id, idOf, sandbox } = await withHelpDesk();
    const members = ['amelia.stone', 'ann', 'bsmith'].map(idOf);
    await put(id, 'Help Desk', members);
    sandbox.forgetCalls();
    await put(id, 'Help Desk', members);
    expect(sandbox.calls).toEqual([]);
    expect((await rowsOf(host)).map(told)).toEqual([
      'Update No change: Help Desk was already as asked.',
      'Update No change: Help Desk was already as asked.',
    ]);
    await app.send('PATCH', `/Groups/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'add', path: 'externalId', value: '00gDesk' }],
    });
    const last = (await rowsOf(host)).at(-1);
    expect(last && changesIn(await host.calls['activity.get']({ id: last.id }))).toEqual([
      'externalId: null → 00gDesk',
    ]);
  });

  test('is deleted', async () => {
    const { host, app, id } = await withHelpDesk();
    await app.send('DELETE', `/Groups/${id}`);
    expect(told(await onlyRow(host))).toBe('Delete Done: Help Desk was deleted.');
  });

  test('is pushed again with the members that it had: it is there again', async () => {
    const { host, app, post, id, inside, idOf } = await withHelpDesk();
    await app.send('DELETE', `/Groups/${id}`);
    await post('Help Desk', inside(id).map(idOf));
    expect((await rowsOf(host)).map(told)).toEqual([
      'Delete Done: Help Desk was deleted.',
      'Enable again Done: Help Desk was enabled again.',
    ]);
  });

  test('keeps its name when that is taken, but loses members: failed, with what was done', async () => {
    const { host, patch, id, idOf, sandbox } = await withHelpDesk();
    const other = sandbox.groups().find(({ name, enabled }) => enabled && name !== 'Help Desk');
    await patch(id, { op: 'replace', value: { displayName: other?.name } }, removing(idOf('ann')));
    const row = await onlyRow(host);
    expect(row).toMatchObject({ result: 'Failed', statusSent: 409, problem: { code: 'SS-DUP' } });
    expect(changesIn(row)).toEqual(['members: null → −1']);
  });

  test('whose member is nobody fails', async () => {
    const { host, patch, id } = await withHelpDesk();
    await patch(id, adding('4711'));
    expect(told(await onlyRow(host))).toBe(
      'Update Failed: Help Desk was not updated. Secret Server has no user with the id 4711 for this group.',
    );
  });

  test('loses a member while Secret Server is down: kept, and done when it is back', async () => {
    const { host, patch, id, idOf, sandbox } = await withHelpDesk();
    await sandbox.down();
    await patch(id, removing(idOf('ann')));
    expect(told(await onlyRow(host))).toMatch(
      /^Change members Waiting: .* It is kept here and applied first\.$/,
    );
    await sandbox.up();
    await host.calls['import.run']({});
    const row = await onlyRow(host);
    expect(told(row)).toBe('Change members Done: Help Desk: 1 member removed.');
    expect(row.attempts).toBe(1);
  });
});

test('each operation of a bulk request is a change of its own', async () => {
  const { host, app, idOf } = await groupStage();
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  await app.send('POST', '/Bulk', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: [
      { method: 'POST', path: '/Groups', bulkId: 'g', data: { schemas, displayName: 'Late Shift' } },
      { method: 'PATCH', path: `/Users/${idOf('hana.sato')}`, data: { active: false } },
      { method: 'DELETE', path: '/Users/4711' },
      { method: 'DELETE', path: '/Groups/bulkId:g' },
    ],
  });
  const rows = await rowsOf(host);
  expect(rows.map(({ action, result }) => `${action} ${result}`).toSorted()).toEqual([
    'Create Done',
    'Deactivate Failed',
    'Delete Done',
    'Delete Failed',
  ]);
});
