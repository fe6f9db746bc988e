import { describe, expect, test } from 'vitest';
import { expectAgreement, groupStage, membersIn, writes, type GroupStage } from './group-stage.ts';

/** A stage with `users` people and the ids of the local ones among them, without the protected. */
async function crowd(
  users: number,
  options: Parameters<typeof groupStage>[0] = {},
): Promise<GroupStage & { ids: readonly string[] }> {
  const stage = await groupStage({
    ...options,
    sandbox: { ...options.sandbox, size: { users: users + 57 } },
  });
  const people = stage.sandbox.users().filter(({ userName }) => userName.startsWith('person.'));
  return { ...stage, ids: people.map(({ id }) => String(id)) };
}

const replacing = (ids: readonly string[]): object => ({
  op: 'replace',
  path: 'members',
  value: ids.map((value) => ({ value, display: null })),
});

describe('a push of 1,000 members', () => {
  test('takes three calls to Secret Server where the group is linked', async () => {
    const stage = await crowd(1000);
    const { ids, sandbox } = stage;
    const id = String((await stage.post('Large', [])).body.id);
    sandbox.forgetCalls();
    expect((await stage.patch(id, replacing(ids))).status).toBe(200);
    expect(sandbox.calls.length).toBeLessThanOrEqual(3);
    expect(sandbox.members(Number(id))).toHaveLength(1000);
    sandbox.forgetCalls();
    expect((await stage.put(id, 'Large', ids.slice(10))).status).toBe(200);
    expect(sandbox.calls.length).toBeLessThanOrEqual(3);
    expect(sandbox.members(Number(id)).map(String)).toEqual(ids.slice(10));
    await expectAgreement(stage);
  });

  test('takes three calls where the group is new', async () => {
    const { ids, sandbox, post } = await crowd(1000);
    sandbox.forgetCalls();
    const answer = await post('Large', ids);
    expect(answer.status).toBe(201);
    expect(membersIn(answer)).toHaveLength(1000);
    expect(sandbox.calls.length).toBeLessThanOrEqual(3);
  });

  test('by ten PATCHes of a hundred operations each ends with everybody in it', async () => {
    const { ids, sandbox, post, patch } = await crowd(1000);
    const id = String((await post('Large')).body.id);
    for (let start = 0; start < ids.length; start += 100) {
      const operations = ids
        .slice(start, start + 100)
        .map((value) => ({ op: 'add', path: 'members', value: [{ value }] }));
      expect((await patch(id, ...operations)).status).toBe(200);
    }
    expect(sandbox.members(Number(id)).map(String)).toEqual(ids);
  });
});

test('5,000 members are pushed, listed by id, emptied again', async () => {
  const stage = await crowd(5000);
  const { ids, sandbox, app } = stage;
  const id = String((await stage.post('Huge', ids)).body.id);
  const listed = await app.send('GET', `/Groups/${id}`);
  expect(membersIn(listed).map(String)).toEqual(ids);
  const [found] = (await app.send('GET', '/Groups?filter=displayName eq "Huge"')).body.Resources ?? [];
  expect(found).toEqual(listed.body);
  expect((await stage.patch(id, replacing([]))).status).toBe(200);
  expect(sandbox.members(Number(id))).toEqual([]);
  await expectAgreement(stage);
});

test.each([5, 400])(
  '%i people who were disabled since the import are left out of a large push, in few calls',
  async (disabled) => {
    const { ids, sandbox, post } = await crowd(1000);
    const step = Math.floor(ids.length / disabled);
    const left = ids.filter((_, n) => n % step === 0).slice(0, disabled);
    for (const id of left) sandbox.change(Number(id), { enabled: false });
    sandbox.forgetCalls();
    const answer = await post('Large', ids);
    expect(answer.status).toBe(201);
    expect(membersIn(answer)).toHaveLength(1000 - disabled);
    expect(sandbox.calls.length).toBeLessThan(25);
  },
);

describe.each(['no-405', 'no-404'] as const)('a server without PATCH (%s)', (patch) => {
  test('gets single calls, few at a time, and only for what is not so yet', async () => {
    const stage = await crowd(300, { sandbox: { switches: { patch } } });
    const { ids, sandbox } = stage;
    const id = String((await stage.post('Large', ids.slice(0, 200))).body.id);
    expect(sandbox.members(Number(id))).toHaveLength(200);
    sandbox.fault({ path: /\/users/, effect: { kind: 'latency', ms: 5 } });
    sandbox.forgetCalls();
    expect((await stage.patch(id, replacing(ids.slice(100)))).status).toBe(200);
    expect(sandbox.members(Number(id)).map(String)).toEqual(ids.slice(100));
    expect(writes(sandbox)).toHaveLength(200);
    expect(together(stage)).toBeLessThanOrEqual(8);
    await expectAgreement(stage);
  });

  test('and one user who was disabled meanwhile leaves the others in', async () => {
    const stage = await crowd(60, { sandbox: { switches: { patch, repeatedMember: '400' } } });
    const { ids, sandbox } = stage;
    sandbox.change(Number(ids[30]), { enabled: false });
    const answer = await stage.post('Large', ids);
    expect(answer.status).toBe(201);
    expect(sandbox.members(Number(answer.body.id)).map(String)).toEqual(ids.filter((_, n) => n !== 30));
  });
});

/** The most calls that were under way at one time. */
function together({ sandbox }: GroupStage): number {
  const spans = sandbox.calls.map(({ startedAt, ms }) => [startedAt, startedAt + (ms ?? 0)] as const);
  return Math.max(...spans.map(([at]) => spans.filter(([from, to]) => from <= at && at < to).length));
}
