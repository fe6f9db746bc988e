import { describe, expect, test } from 'vitest';
import { changesIn, onlyRow, rowsOf, stepsIn, told } from './activity-stage.ts';
import { onStage, patch, person, replace } from './stage.ts';

const done = ['Done', 'Done', 'Done', 'Done'];
const never = ['Done', 'Failed', 'Not reached', 'Not reached'];

/** A stage where Hana, who was there before, is linked, and one where nobody is. */
async function withHana() {
  const stage = await onStage();
  const hana = stage.sandbox.userByName('hana.sato');
  const path = `/Users/${String(hana?.id)}`;
  return { ...stage, path, id: Number(hana?.id) };
}

describe('a user', () => {
  test('is created: the row has who, what, the steps and the calls', async () => {
    const { host, okta1 } = await onStage();
    const { body } = await okta1.send('POST', '/Users', person('grace', { title: 'Admiral' }));
    const row = await onlyRow(host);
    expect(row).toMatchObject({
      source: 'Client',
      endpoint: 'okta-testapp',
      action: 'Create',
      result: 'Done',
      sentence: 'Ada grace was created.',
      type: 'User',
      resourceId: Number(body.id),
      name: 'Ada grace',
      signInName: 'grace@example.com',
      statusSent: 201,
      retryAfter: null,
      attempts: 1,
      problem: null,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(stepsIn(row)).toEqual(done);
    expect(changesIn(row)).toContain('title: null → Admiral');
    expect(row.calls.map(({ method, path, status }) => `${method} ${path} ${String(status)}`)).toEqual([
      'GET /api/v1/users 200',
      'POST /api/v1/users 200',
    ]);
    expect(JSON.stringify(row)).not.toContain('1mz050nq');
  });

  test('is updated: what it was and what it is', async () => {
    const { host, okta1, path } = await withHana();
    await okta1.send('PATCH', path, replace({ displayName: 'Hana Changed', title: 'Admiral' }));
    const row = await onlyRow(host);
    expect(told(row)).toBe('Update Done: Hana Changed was updated.');
    expect(changesIn(row)).toEqual([
      'displayName: Hana Sato → Hana Changed',
      'name.formatted: Hana Sato → Hana Changed',
      'name.familyName: Sato → Changed',
      'title: null → Admiral',
    ]);
  });

  test('is deactivated, and enabled again', async () => {
    const { host, okta1, path } = await withHana();
    await okta1.send('PATCH', path, replace({ active: false }));
    await okta1.send('PATCH', path, replace({ active: true }));
    const rows = await rowsOf(host);
    expect(rows.map(told)).toEqual([
      'Deactivate Done: Hana Sato was deactivated.',
      'Enable again Done: Hana Sato was enabled again.',
    ]);
  });

  test('is deleted, and revived', async () => {
    const { host, okta1 } = await onStage();
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    await okta1.send('DELETE', `/Users/${String(body.id)}`);
    await okta1.send('POST', '/Users', person('grace'));
    const rows = await rowsOf(host);
    expect(rows.map(told)).toEqual([
      'Create Done: Ada grace was created.',
      'Delete Done: Ada grace was deactivated, and is gone for okta-testapp.',
      'Enable again Done: Ada grace was enabled again.',
    ]);
  });

  test('is linked: Secret Server is asked for nothing but who it is', async () => {
    const { host, okta1, path } = await withHana();
    const { body } = await okta1.send('GET', path);
    await okta1.send('PUT', path, { ...body, externalId: '00uHana' });
    const row = await onlyRow(host);
    expect(told(row)).toBe('Link Done: Hana Sato was linked.');
    expect(changesIn(row)).toEqual(['externalId: null → 00uHana']);
  });

  test('is as asked already: an echo is no change, and asks nobody', async () => {
    const { host, okta1, path, sandbox } = await withHana();
    const { body } = await okta1.send('GET', path);
    await okta1.send('PUT', path, { ...body, externalId: '00uHana' });
    sandbox.forgetCalls();
    await okta1.send('PUT', path, { ...body, externalId: '00uHana' });
    const [, row] = await rowsOf(host);
    expect(row && told(row)).toBe('Update No change: Hana Sato was already as asked.');
    const detail = await host.calls['activity.get']({ id: Number(row?.id) });
    expect(stepsIn(detail)).toEqual(['Done', 'Done', 'No change', 'No change']);
    expect(detail).toMatchObject({ calls: [], changes: [], statusSent: 200 });
    expect(sandbox.calls).toEqual([]);
  });

  test('of a directory keeps what belongs to that: the change is skipped', async () => {
    const { host, okta1, sandbox } = await onStage();
    const member = sandbox.users().find(({ domainId, enabled }) => domainId > 0 && enabled);
    const path = `/Users/${String(member?.id)}`;
    await okta1.send('PATCH', path, replace({ displayName: 'Somebody Else' }));
    const row = await onlyRow(host);
    expect(row.result).toBe('Skipped');
    expect(row.sentence).toMatch(
      /was not updated\. Name, display name and e-mail address belong to the directory\.$/,
    );
  });
});

describe('a refused change fails with what to do about it', () => {
  test('of a name that is taken', async () => {
    const { host, okta1 } = await onStage();
    await okta1.send('POST', '/Users', person('x', { userName: 'hana.sato', displayName: 'Hana Two' }));
    const row = await onlyRow(host);
    expect(row).toMatchObject({
      action: 'Create',
      result: 'Failed',
      sentence: 'Hana Two was not created. A Secret Server user with this userName already exists.',
      signInName: 'hana.sato',
      resourceId: null,
      statusSent: 409,
      problem: {
        code: 'SS-DUP',
        title: 'A Secret Server user with this userName already exists',
        remedy: 'Import it in Okta and assign that one, or use another userName.',
      },
    });
    expect(stepsIn(row)).toEqual(never);
  });

  const refusals: [string, object, string, RegExp][] = [
    ['of a new name', { userName: 'other' }, 'OK-DATA', /cannot change the userName/],
    ['with a value that is none', { active: 'perhaps' }, 'OK-DATA', /active/],
  ];
  test.each(refusals)('%s', async (_, value, code, title) => {
    const { host, okta1, path } = await withHana();
    await okta1.send('PATCH', path, replace(value));
    const row = await onlyRow(host);
    expect(row).toMatchObject({ result: 'Failed', name: 'Hana Sato', statusSent: 400, problem: { code } });
    expect(row.problem?.title).toMatch(title);
    expect(row.problem?.remedy).not.toBe('');
    expect(stepsIn(row)).toEqual(never);
  });

  test('that Secret Server refuses: it came as far as being sent', async () => {
    const { host, okta1, path, sandbox } = await withHana();
    const body = { message: 'Not on my watch' };
    sandbox.fault({ method: 'PATCH', path: /^\/v1\/users/, effect: { kind: 'status', status: 400, body } });
    await okta1.send('PATCH', path, replace({ displayName: 'Hana Changed' }));
    const row = await onlyRow(host);
    expect(row).toMatchObject({ result: 'Failed', problem: { code: 'SS-REFUSED' } });
    expect(stepsIn(row)).toEqual(['Done', 'Done', 'Failed', 'Not reached']);
    expect(row.calls).toContainEqual(expect.objectContaining({ method: 'PATCH', status: 400 }));
  });

  test('of nobody, and of what can be nobody', async () => {
    const { host, okta1 } = await onStage();
    await okta1.send('DELETE', '/Users/4711');
    await okta1.send('DELETE', '/Users/nobody');
    expect((await rowsOf(host)).map(told)).toEqual([
      'Delete Failed: User 4711 was not deleted. Secret Server has no such user.',
      'Delete Failed: A user was not deleted. Secret Server has no such user.',
    ]);
  });

  test('whose body is no JSON', async () => {
    const { host, scimBaseUrl, token } = await onStage();
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' };
    await fetch(`${scimBaseUrl}/Users`, { method: 'POST', headers, body: '{' });
    expect(told(await onlyRow(host))).toBe(
      'Create Failed: A user was not created. The body is not valid JSON.',
    );
  });

  test('whose access is taken away although the rest is refused is done', async () => {
    const { host, okta1, path } = await withHana();
    await okta1.send('PATCH', path, patch({ op: 'replace', value: { active: false, userName: 'other' } }));
    expect(told(await onlyRow(host))).toBe('Deactivate Done: Hana Sato was deactivated.');
  });
});

test('who may not call is no change, and reads are none', async () => {
  const { host, okta1, scimBaseUrl } = await onStage();
  await okta1.send('GET', '/Users?count=1');
  await okta1.send('GET', '/Users/4711');
  await fetch(`${scimBaseUrl}/Users`, { method: 'POST', body: '{}' });
  expect(await rowsOf(host)).toEqual([]);
});
