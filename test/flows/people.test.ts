import { describe, expect, test } from 'vitest';
import type { PersonRow } from '../../src/main/ipc/people.ts';
import { onStage, person, replace } from './stage.ts';

type OneStage = Awaited<ReturnType<typeof onStage>>;
type Request = Parameters<OneStage['host']['calls']['people.list']>[0];

const idOf = (stage: OneStage, name: string): number => Number(stage.sandbox.userByName(name)?.id);

const names = async (stage: OneStage, request: Request): Promise<string[]> =>
  (await stage.host.calls['people.list'](request)).rows.map(({ name }) => name);

/** Everything that the list gives, page by page. */
async function walk(stage: OneStage, request: Request): Promise<PersonRow[]> {
  const found: PersonRow[] = [];
  for (let after: number | undefined; ;) {
    const page = await stage.host.calls['people.list']({ ...request, after });
    found.push(...page.rows);
    expect(page.total).toBeGreaterThanOrEqual(found.length);
    if (page.next === null) return found;
    after = page.next;
  }
}

describe('the list', () => {
  test('is in the order of names and gives everybody once, page by page', async () => {
    const stage = await onStage();
    const whole = await walk(stage, { type: 'User', limit: 500 });
    expect(await walk(stage, { type: 'User', limit: 7 })).toEqual(whole);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    const keys = whole.map(({ name }) => name.toLowerCase());
    expect(keys).toEqual(keys.toSorted((a, b) => (Buffer.from(a) < Buffer.from(b) ? -1 : 1)));
    expect(whole.map(({ signInName }) => signInName)).not.toContain('svc-scim');
  });

  test('tells users from the directory, and how many groups each is in', async () => {
    const stage = await onStage();
    const [alice] = (await stage.host.calls['people.list']({ type: 'User', text: 'alice' })).rows;
    expect(alice).toMatchObject({
      signInName: 'corp.example.com\\alice.corp',
      domain: 'corp.example.com',
      state: 'Not linked',
    });
    const hana = (await stage.host.calls['people.list']({ type: 'User', text: 'hana.sato' })).rows[0];
    expect(hana).toMatchObject({ domain: 'Local', related: 1, note: null });
    const [group] = (await stage.host.calls['people.list']({ type: 'Group', text: 'engineering' })).rows;
    expect(group).toMatchObject({ name: 'Engineering', signInName: null, state: 'Not linked' });
    const inside = stage.sandbox.members(Number(group?.id)).length;
    expect(group?.related).toBe(inside);
  });

  test.for([
    ['a part of the name', 'HANA SA', ['Hana Sato']],
    ['the sign-in name', 'ann_l', ['Ann Lee']],
    ['the e-mail address', 'rates@EXAMPLE', ['Rate Card Desk']],
    ['letters that are no wildcards', '%', ['Rate Card Desk']],
    ['another script', 'ПЁТР', ['Пётр Зимин']],
    ['nobody', 'no such person', []],
  ] as const)('finds by %s', async ([, text, expected]) => {
    const stage = await onStage();
    expect(await names(stage, { type: 'User', text })).toEqual(expected);
  });

  test('finds by number', async () => {
    const stage = await onStage();
    const id = idOf(stage, 'hana.sato');
    expect(await names(stage, { type: 'User', text: String(id) })).toContain('Hana Sato');
  });

  test('knows the state that clients left each in', async () => {
    const stage = await onStage();
    const grace = await stage.okta1.send('POST', '/Users', person('grace'));
    const hopper = await stage.okta1.send('POST', '/Users', person('hopper'));
    await stage.okta1.send('PATCH', `/Users/${String(hopper.body.id)}`, replace({ active: false }));
    expect(await names(stage, { type: 'User', state: 'Active' })).toEqual(['Ada grace']);
    expect(await names(stage, { type: 'User', state: 'Inactive' })).toEqual(['Ada hopper']);
    expect(await names(stage, { type: 'User', state: 'Conflict' })).toEqual([]);
    const all = await stage.host.calls['people.list']({ type: 'User', limit: 1 });
    const free = await stage.host.calls['people.list']({ type: 'User', state: 'Not linked', limit: 1 });
    expect(free.total).toBe(all.total - 2);
    const detail = await stage.host.calls['people.get']({ type: 'User', id: Number(grace.body.id) });
    expect(detail).toMatchObject({
      state: 'Active',
      links: [{ endpoint: 'okta-testapp', externalId: '00u1grace', name: null, deleted: false }],
      relatedNames: [],
    });
    stage.sandbox.change(Number(grace.body.id), { displayName: 'By Hand' });
    await stage.host.calls['import.run']({});
    const drifted = await stage.host.calls['people.get']({ type: 'User', id: Number(grace.body.id) });
    const at = expect.stringMatching(/^\d{4}-/) as string;
    expect(drifted.attributes).toEqual([
      { attribute: 'userName', here: null, there: 'grace@example.com', changed: false, askedAt: null },
      { attribute: 'displayName', here: 'Ada grace', there: 'By Hand', changed: true, askedAt: at },
      {
        attribute: 'emails',
        here: 'grace@example.com',
        there: 'grace@example.com',
        changed: false,
        askedAt: at,
      },
      { attribute: 'active', here: 'true', there: 'true', changed: false, askedAt: at },
    ]);
  });

  test('has nobody of a number that is not there', async () => {
    const stage = await onStage();
    await expect(stage.host.calls['people.get']({ type: 'User', id: 99_999 })).rejects.toMatchObject({
      code: 'APP-INPUT',
    });
  });
});

/** Hana's id means somebody else in Secret Server by now. */
async function replaced() {
  const stage = await onStage();
  const id = idOf(stage, 'hana.sato');
  await stage.okta1.send('PATCH', `/Users/${String(id)}`, replace({ title: 'Engineer' }));
  stage.sandbox.change(id, { userName: 'someone.else', created: Date.now(), displayName: 'Some One' });
  await stage.host.calls['import.run']({});
  return { ...stage, id };
}

/** Ada left, and another person of her name comes. */
async function refused() {
  const stage = await onStage();
  const { body } = await stage.okta1.send('POST', '/Users', person('grace'));
  const id = Number(body.id);
  await stage.okta1.send('PATCH', `/Users/${String(id)}`, replace({ active: false }));
  const another = person('grace', { externalId: '00u2other' });
  expect((await stage.okta1.send('POST', '/Users', another)).status).toBe(409);
  return { ...stage, id, another };
}

test('an unlinked user is linked anew by the next request', async () => {
  const stage = await onStage();
  const { body } = await stage.okta1.send('POST', '/Users', person('grace'));
  const id = Number(body.id);
  const request = { type: 'User', id, endpoint: 'okta-testapp', by: 'kim' } as const;
  expect(await stage.host.calls['people.unlink'](request)).toMatchObject({ state: 'Not linked', links: [] });
  expect((await stage.okta1.send('GET', `/Users/${String(id)}`)).body).not.toHaveProperty('externalId');
  await expect(stage.host.calls['people.unlink'](request)).rejects.toMatchObject({ code: 'APP-INPUT' });
  await stage.okta1.send('PATCH', `/Users/${String(id)}`, replace({ externalId: '00u2', active: true }));
  expect((await stage.host.calls['people.get']({ type: 'User', id })).links).toMatchObject([
    { externalId: '00u2' },
  ]);
});

describe('another account under the id', () => {
  test('is a conflict until a person accepts it', async () => {
    const stage = await replaced();
    const { host, id } = stage;
    expect(await names(stage, { type: 'User', state: 'Conflict' })).toEqual(['Hana Sato']);
    const before = await host.calls['people.get']({ type: 'User', id });
    expect(before).toMatchObject({ state: 'Conflict', notes: [expect.stringContaining('Another account')] });
    const problem = { code: 'LINK-OTHER', title: expect.stringContaining('Hana Sato') };
    expect((await host.calls['status.get']()).problems).toContainEqual(expect.objectContaining(problem));
    const path = `/Users/${String(id)}`;
    expect((await stage.okta1.send('PATCH', path, replace({ displayName: 'X' }))).status).toBe(409);

    expect(await host.calls['people.accept']({ id, by: 'kim' })).toMatchObject({
      state: 'Active',
      name: 'Some One',
      signInName: 'someone.else',
    });
    const codes = (await host.calls['status.get']()).problems.map(({ code }) => code);
    expect(codes).not.toContain('LINK-OTHER');
    expect((await stage.okta1.send('PATCH', path, replace({ displayName: 'Some Two' }))).status).toBe(200);
    expect(stage.sandbox.user(id)?.displayName).toBe('Some Two');
    await expect(host.calls['people.accept']({ id, by: 'kim' })).rejects.toThrow('not in conflict');
  });

  test('stays a conflict while Secret Server cannot be asked', async () => {
    const stage = await replaced();
    await stage.sandbox.down();
    await expect(stage.host.calls['people.accept']({ id: stage.id, by: 'kim' })).rejects.toMatchObject({
      code: 'SS-DOWN',
    });
    expect(await names(stage, { type: 'User', state: 'Conflict' })).toEqual(['Hana Sato']);
    await stage.sandbox.up();
  });
});

describe('another person under the name', () => {
  test('is a conflict that says who, and is the same person once accepted', async () => {
    const { host, okta1, id, another } = await refused();
    const before = await host.calls['people.get']({ type: 'User', id });
    expect(before).toMatchObject({
      state: 'Conflict',
      notes: [expect.stringContaining('okta-testapp meant another person (externalId 00u2other)')],
    });
    expect(await host.calls['people.accept']({ id, by: 'kim' })).toMatchObject({ state: 'Inactive' });
    const { status, body } = await okta1.send('POST', '/Users', another);
    expect({ status, id: Number(body.id), active: body['active'] }).toEqual({
      status: 201,
      id,
      active: true,
    });
  });

  test('or a free name once unlinked', async () => {
    const { host, okta1, id, another } = await refused();
    const request = { type: 'User', id, endpoint: 'okta-testapp', by: 'kim' } as const;
    expect(await host.calls['people.unlink'](request)).toMatchObject({ state: 'Not linked' });
    expect((await okta1.send('POST', '/Users', another)).status).toBe(201);
  });
});
