import { expect, test } from 'vitest';
import { jobIn, preview, rowOf } from './job-stage.ts';
import { onStage, read, replace } from './stage.ts';

const size = { users: 1_500, groups: 40 };

type OneStage = Awaited<ReturnType<typeof onStage>>;

/** Everybody gets another name, and every group another member: more than is written in one go. */
function changeAll({ sandbox }: OneStage, word: string): void {
  for (const { id, userName } of sandbox.users()) sandbox.change(id, { displayName: `${word} ${userName}` });
  const someone = Number(sandbox.userByName('hana.sato')?.id);
  for (const { id } of sandbox.groups().filter(({ name }) => name.startsWith('Team '))) {
    sandbox.setMembers(id, [...sandbox.members(id).slice(1), someone]);
  }
}

/** A refresh that has begun, and whether it still runs. */
function refreshing({ host }: OneStage) {
  let isOver = false;
  const running = host.calls['import.run']({}).finally(() => (isOver = true));
  return { running, goesOn: () => !isOver };
}

async function walk({ okta1 }: OneStage): Promise<readonly Record<string, unknown>[]> {
  const { body } = await okta1.send('GET', '/Users?startIndex=1&count=1000');
  return body.Resources ?? [];
}

test('thousands of changes become visible in one step, while the listener answers', async () => {
  const stage = await onStage({ sandbox: { size } });
  changeAll(stage, 'New');
  const { running, goesOn } = refreshing(stage);
  const seen = new Set<string>();
  while (goesOn()) {
    const users = await walk(stage);
    const changed = users.filter(({ displayName }) => String(displayName).startsWith('New ')).length;
    seen.add(changed === 0 ? 'none' : changed === users.length ? 'all' : `${String(changed)} of them`);
  }
  const result = await running;
  expect(result.users).toMatchObject({ scanned: 1_500, updated: 1_500 });
  expect([...seen].filter((word) => word !== 'none' && word !== 'all')).toEqual([]);
  expect(seen).toContain('none');
  const hana = await stage.okta1.send('GET', `/Users/${String(stage.sandbox.userByName('hana.sato')?.id)}`);
  expect((hana.body['groups'] as unknown[]).length).toBeGreaterThan(20);
  // Users and groups tell of the same memberships.
  const pairs = read<{ pair: string }>(
    stage.dataDir,
    `SELECT u.id || ' ' || json_extract(g.value, '$.value') AS pair FROM users u, json_each(u.groups_json) g
     WHERE u.listed = 1 ORDER BY pair`,
  );
  const others = read<{ pair: string }>(
    stage.dataDir,
    `SELECT json_extract(m.value, '$.value') || ' ' || g.id AS pair FROM groups g, json_each(g.members_json) m
     WHERE g.listed = 1 ORDER BY pair`,
  );
  expect(pairs).toEqual(others);
  expect((await stage.host.calls['import.run']({})).users).toMatchObject({ updated: 0, unchanged: 1_500 });
});

test('what clients write while thousands of changes are brought in stands', async () => {
  const stage = await onStage({ sandbox: { size } });
  const ids = stage.sandbox
    .users()
    .filter(({ userName }) => userName.startsWith('person.'))
    .map(({ id }) => id);
  changeAll(stage, 'New');
  const written = new Map<number, string>();
  const { running, goesOn } = refreshing(stage);
  for (let n = 0; goesOn() && n < ids.length; n += 1) {
    const id = ids[(n * 7) % ids.length] ?? 0;
    const displayName = `Okta ${String(n)}`;
    const answer = await stage.okta1.send('PATCH', `/Users/${String(id)}`, replace({ displayName }));
    expect(answer.status).toBe(200);
    written.set(id, displayName);
  }
  await running;
  expect(written.size).toBeGreaterThan(3);
  const shown = read<{ id: number; display_name: string }>(
    stage.dataDir,
    `SELECT id, display_name FROM users WHERE id IN (${[...written.keys()].join(', ')})`,
  );
  expect(new Map(shown.map(({ id, display_name }) => [id, display_name]))).toEqual(written);
});

test('a preview that waits learns what a refresh brought in meanwhile', async () => {
  const stage = await onStage({ sandbox: { size } });
  changeAll(stage, 'New');
  await preview(stage.host);
  expect(await rowOf(stage.host, 'hana.sato').catch(() => null)).toMatchObject({ stale: false });
  await stage.host.calls['import.run']({});
  const job = await jobIn(stage.host, 'Review');
  expect(job.plan).toMatchObject({ ticked: 0 });
  expect(job.plan?.stale).toBeGreaterThan(1_500);
});

test('twenty refreshes with thousands of changes leave one copy of each table', async () => {
  const stage = await onStage({ sandbox: { size } });
  for (let round = 1; round <= 20; round += 1) {
    changeAll(stage, `Round${String(round)}`);
    expect((await stage.host.calls['import.run']({})).users).toMatchObject({ updated: 1_500 });
  }
  const tables = read<{ name: string }>(
    stage.dataDir,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*_[a-z]*' AND (name GLOB 'next_*' OR name GLOB 'old_*')",
  );
  expect(tables).toEqual([]);
  const [pages] = read<{ free: number; all_pages: number }>(
    stage.dataDir,
    'SELECT f.freelist_count AS free, p.page_count AS all_pages FROM pragma_freelist_count f, pragma_page_count p',
  );
  expect(pages?.free).toBeLessThan((pages?.all_pages ?? 0) * 0.75);
}, 120_000);
