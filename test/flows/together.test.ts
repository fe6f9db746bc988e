import { describe, expect, test } from 'vitest';
import type { Exchange } from '../okta/transport.ts';
import { expectAgreement, groupStage, type GroupStage } from './group-stage.ts';
import { patch, person, replace } from './stage.ts';

/** Nobody may wait for ever: every test here ends within this, or something holds something up. */
const watchdogMs = 20_000;
const many = Array.from({ length: 50 }, (_, n) => n);

/** Two clients, in turns. */
async function withTwo(options: Parameters<typeof groupStage>[0] = {}) {
  const stage = await groupStage(options);
  const { okta: other } = await stage.okta('testapp', 'other');
  const turns = (n: number) => (n % 2 === 0 ? stage.app : other);
  return { ...stage, turns };
}

function counts(answers: readonly Exchange[]): Record<number, number> {
  const found: Record<number, number> = {};
  for (const { status } of answers) found[status] = (found[status] ?? 0) + 1;
  return found;
}

/** Some calls are slow, some are lost on their way, some after they were done. */
function trouble({ sandbox }: GroupStage): void {
  sandbox.fault({ path: /^\/v1/, effect: { kind: 'latency', ms: 3 } });
  for (const kind of ['dropBefore', 'dropAfter'] as const)
    sandbox.fault({ path: /^\/v1/, writes: true, times: 4, effect: { kind } });
}

describe('fifty at the same time', { timeout: watchdogMs }, () => {
  test.each(['without trouble', 'with trouble'] as const)('make one user of a new name, %s', async (how) => {
    const stage = await withTwo();
    if (how === 'with trouble') trouble(stage);
    const answers = await Promise.all(
      many.map((n) =>
        stage.turns(n).send('POST', '/Users', person('grace', { externalId: `00u${String(n)}` })),
      ),
    );
    const found = counts(answers);
    expect(found[201] ?? 0).toBeLessThanOrEqual(1);
    expect(Object.keys(found).every((status) => ['201', '409', '429'].includes(status))).toBe(true);
    expect(stage.sandbox.users().filter(({ userName }) => userName === 'grace@example.com')).toHaveLength(1);
    if (how === 'without trouble') expect(found).toEqual({ 201: 1, 409: 49 });
    await expectAgreement(stage);
  });

  test.each(['without trouble', 'with trouble'] as const)('make one group of a new name, %s', async (how) => {
    const stage = await withTwo();
    if (how === 'with trouble') trouble(stage);
    const answers = await Promise.all(
      many.map((n) =>
        stage.turns(n).send('POST', '/Groups', { displayName: n % 3 === 0 ? 'Vault Ops' : 'VAULT ops' }),
      ),
    );
    const found = counts(answers);
    expect(found[201] ?? 0).toBeLessThanOrEqual(1);
    expect(Object.keys(found).every((status) => ['201', '409', '429'].includes(status))).toBe(true);
    expect(stage.sandbox.groups().filter(({ name }) => name.toLowerCase() === 'vault ops')).toHaveLength(1);
    if (how === 'without trouble') expect(found).toEqual({ 201: 1, 409: 49 });
    await expectAgreement(stage);
  });

  test('give one group a name that pushes of a new group want too', async () => {
    const stage = await withTwo();
    const groups = stage.sandbox
      .groups()
      .filter(({ enabled, domainId, systemGroup }) => enabled && domainId === -1 && !systemGroup);
    const answers = await Promise.all(
      many.map((n) => {
        const { id } = groups[n % groups.length] ?? { id: 0 };
        return n % 5 === 0
          ? stage.turns(n).send('POST', '/Groups', { displayName: 'Vault Ops' })
          : stage.turns(n).send('PATCH', `/Groups/${String(id)}`, replace({ displayName: 'Vault Ops' }));
      }),
    );
    expect(stage.sandbox.groups().filter(({ name }) => name === 'Vault Ops')).toHaveLength(1);
    expect(
      Object.keys(counts(answers)).every((status) => ['200', '201', '403', '409'].includes(status)),
    ).toBe(true);
    await expectAgreement(stage);
  });

  test.each(['without trouble', 'with trouble'] as const)(
    'put fifty people into one group, %s',
    async (how) => {
      const stage = await withTwo({ sandbox: { size: { users: 120 } } });
      const id = stage.groupId('Contractors');
      const people = stage.sandbox
        .users()
        .filter(
          ({ domainId, enabled, isApplicationAccount }) =>
            enabled && domainId === -1 && !isApplicationAccount,
        )
        .slice(0, 50);
      expect(people).toHaveLength(50);
      if (how === 'with trouble') trouble(stage);
      const add = (n: number) => {
        const value = [{ value: String(people[n]?.id) }];
        return stage.turns(n).send('PATCH', `/Groups/${id}`, patch({ op: 'add', path: 'members', value }));
      };
      const first = await Promise.all(many.map(add));
      const again = many.filter((n) => first[n]?.status === 429);
      for (const n of again) expect((await add(n)).status).toBe(200);
      expect(first.filter(({ status }) => status !== 200 && status !== 429)).toEqual([]);
      const inside = new Set(stage.sandbox.members(Number(id)));
      expect(people.filter((user) => !inside.has(user.id))).toEqual([]);
      await expectAgreement(stage);
    },
  );

  test('change one user by every verb, and the last answer is the truth', async () => {
    const stage = await withTwo();
    const made = await stage.app.send('POST', '/Users', person('grace'));
    const path = `/Users/${String(made.body.id)}`;
    trouble(stage);
    const answers = await Promise.all(
      many.map((n) => {
        const displayName = `Grace ${String(n)}`;
        if (n % 5 === 0) return stage.app.send('PATCH', path, replace({ active: n % 2 === 0, displayName }));
        if (n % 5 === 1) return stage.app.send('PUT', path, person('grace', { displayName }));
        if (n === 48) return stage.app.send('DELETE', path);
        return stage.turns(n).send('PATCH', path, replace({ title: displayName }));
      }),
    );
    expect(answers.filter(({ status }) => ![200, 204, 404, 409, 429].includes(status))).toEqual([]);
    stage.sandbox.clearFaults();
    await stage.host.calls['import.run']({});
    const shown = await stage.turns(1).send('GET', path);
    const user = stage.sandbox.user(Number(made.body.id));
    expect(shown.body).toMatchObject({ displayName: user?.displayName, active: user?.enabled });
  });
});

test(
  'beyond the places in the queue a client is put off at once, and those inside are served in order',
  async () => {
    const stage = await groupStage();
    const path = `/Users/${stage.idOf('joanna')}`;
    // The first holds the queue until all have come, on a busy machine too.
    stage.sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'latency', ms: 2500 } });
    const answers = await Promise.all(
      Array.from({ length: 130 }, (_, n) =>
        stage.app.send('PATCH', path, replace({ displayName: `Joanna ${String(n)}` })),
      ),
    );
    const found = counts(answers);
    expect(found[429]).toBeGreaterThanOrEqual(20);
    expect((found[200] ?? 0) + (found[429] ?? 0)).toBe(130);
    const putOff = answers.find(({ status }) => status === 429);
    expect(putOff).toMatchObject({ retryAfter: '30' });
    const names = stage.sandbox.calls.flatMap(({ method, body }) =>
      method === 'PATCH' ? [JSON.stringify(body)] : [],
    );
    expect(names).toHaveLength(found[200] ?? 0);
    expect(new Set(names).size).toBe(names.length);
  },
  watchdogMs,
);

test('while one change holds a user for long, those behind it hear 429 in time, and all of it is done', async () => {
  const stage = await groupStage({ budgetMs: 200 });
  const path = `/Users/${stage.idOf('joanna')}`;
  stage.sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'latency', ms: 900 } });
  const began = performance.now();
  const answers = await Promise.all(
    ['A', 'B', 'C'].map((displayName) => stage.app.send('PATCH', path, replace({ displayName }))),
  );
  expect(performance.now() - began).toBeLessThan(850);
  expect(counts(answers)).toEqual({ 429: 3 });
  await expect
    .poll(() => stage.sandbox.user(Number(stage.idOf('joanna')))?.displayName, { timeout: 5_000 })
    .toBe('C');
});

test('who leaves while waiting in the queue has the work done once', async () => {
  const stage = await groupStage();
  const { token } = await stage.okta('testapp', 'hasty');
  stage.sandbox.fault({ method: 'POST', path: '/v1/users', times: 1, effect: { kind: 'latency', ms: 300 } });
  const post = (signal?: AbortSignal) =>
    fetch(`${stage.scimBaseUrl}/Users`, {
      method: 'POST',
      headers: { Authorization: token, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify(person('grace')),
      ...(signal ? { signal } : {}),
    });
  // The first holds the name; the second waits behind it; both leave.
  const left = [post(AbortSignal.timeout(60)), post(AbortSignal.timeout(120))];
  for (const one of left) await expect(one).rejects.toThrow();
  expect((await post()).status).toBe(201);
  expect((await post()).status).toBe(409);
  const creates = stage.sandbox.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/users');
  expect(creates).toHaveLength(1);
});
