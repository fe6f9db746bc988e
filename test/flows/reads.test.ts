import { describe, expect, test } from 'vitest';
import type { ScimBody } from '../okta/transport.ts';
import { byFilter, onStage, person, replace } from './stage.ts';

type OneStage = Awaited<ReturnType<typeof onStage>>;

const ids = (page: ScimBody): number[] => (page.Resources ?? []).map((user) => Number(user.id));

/** Takes somebody out of this client's list. @returns how many left: 0 for somebody who is protected. */
async function leave(stage: OneStage, id: number): Promise<number> {
  return (await stage.okta1.send('DELETE', `/Users/${String(id)}`)).status === 204 ? 1 : 0;
}

/** A walk as Okta does it, with something happening after each page. */
async function walk(
  stage: OneStage,
  count: number,
  between: (served: readonly number[]) => unknown,
): Promise<number[]> {
  const seen: number[] = [];
  for (let startIndex = 1; ; startIndex += count) {
    const { body } = await stage.okta1.send(
      'GET',
      `/Users?startIndex=${String(startIndex)}&count=${String(count)}`,
    );
    expect(body).toMatchObject({ startIndex, itemsPerPage: body.Resources?.length });
    seen.push(...ids(body));
    if (startIndex + count > (body.totalResults ?? 0)) return seen;
    await between(seen);
  }
}

async function everybody(stage: OneStage): Promise<number[]> {
  return ids((await stage.okta1.send('GET', '/Users?count=1000')).body);
}

describe('a walk through the pages', () => {
  test('gives everybody once, in the order of ids', async () => {
    const stage = await onStage({ sandbox: { size: { users: 330 } } });
    const all = await everybody(stage);
    const seen = await walk(stage, 100, () => undefined);
    expect(seen).toEqual(all);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('skips and doubles nobody while rows that were served leave, more of them than a page', async () => {
    const stage = await onStage({ sandbox: { size: { users: 120 } } });
    const all = await everybody(stage);
    let left = 0;
    const seen = await walk(stage, 20, async (served) => {
      for (const id of served) left += await leave(stage, id);
    });
    expect(seen).toEqual(all);
    expect(left).toBeGreaterThan(90);
  });

  test('skips and doubles nobody while rows that are to come leave', async () => {
    const stage = await onStage({ sandbox: { size: { users: 120 } } });
    const all = await everybody(stage);
    const gone = new Set<number>();
    const seen = await walk(stage, 20, async (served) => {
      const next = all[served.length + gone.size + 3];
      if (next !== undefined && (await leave(stage, next)) === 1) gone.add(next);
    });
    expect(seen).toEqual(all.filter((id) => !gone.has(id)));
    expect(gone.size).toBeGreaterThan(3);
  });

  test('skips and doubles nobody while users become application accounts, which are not listed', async () => {
    const stage = await onStage();
    const all = await everybody(stage);
    const seen = await walk(stage, 20, async (served) => {
      const [first] = served;
      stage.sandbox.change(Number(first), { isApplicationAccount: true });
      await stage.host.calls['import.run']({});
    });
    expect(seen).toEqual(all);
    expect(await everybody(stage)).toEqual(all.slice(1));
  });

  test('keeps those who are disabled meanwhile, as inactive', async () => {
    const stage = await onStage();
    const all = await everybody(stage);
    const seen = await walk(stage, 20, (served) =>
      stage.okta1.send('PATCH', `/Users/${String(served.at(-1))}`, replace({ active: false })),
    );
    expect(seen).toEqual(all);
  });

  test('shows somebody who was made meanwhile at its end', async () => {
    const stage = await onStage();
    const seen = await walk(stage, 50, () => stage.okta1.send('POST', '/Users', person('grace')));
    expect(seen.at(-1)).toBe(stage.sandbox.userByName('grace@example.com')?.id);
  });

  test('is not forgotten for the look-ups of a thousand people between its pages', async () => {
    const stage = await onStage();
    const all = await everybody(stage);
    const seen = await walk(stage, 40, async (served) => {
      for (let n = 0; n < 1_001; n += 1) {
        const filter = `id eq "${String(served[0])}" and userName ne "nobody.${String(n)}"`;
        expect((await stage.okta1.send('GET', byFilter(filter))).body.totalResults).toBe(1);
      }
      for (const id of served) await leave(stage, id);
    });
    expect(seen).toEqual(all);
  });

  test('of one client does not disturb that of another', async () => {
    const stage = await onStage();
    const { okta } = await stage.okta('aiw', 'second client');
    const all = await everybody(stage);
    await okta.send('GET', '/Users?startIndex=1&count=20');
    for (const id of all.slice(0, 10)) await leave(stage, id);
    const own = ids((await stage.okta1.send('GET', '/Users?startIndex=1&count=20')).body);
    expect(own).not.toEqual(all.slice(0, 20));
    expect(ids((await okta.send('GET', '/Users?startIndex=21&count=20')).body)).toEqual(all.slice(20, 40));
    expect(ids((await stage.okta1.send('GET', '/Users?startIndex=21&count=20')).body)).toEqual(
      all.slice(all.indexOf(Number(own.at(-1))) + 1).slice(0, 20),
    );
  });
});

describe('what is listed', () => {
  test('57 active users and 19 groups; disabled users as inactive; accounts that are no persons not at all', async () => {
    const stage = await onStage();
    const { body } = await stage.okta1.send('GET', '/Users?count=1000');
    const active = (body.Resources ?? []).filter((user) => user['active'] === true);
    const inactive = (body.Resources ?? []).filter((user) => user['active'] === false);
    expect([active.length, inactive.length, body.totalResults]).toEqual([57, 5, 62]);
    const names = (body.Resources ?? []).map((user) => user['userName']);
    expect(names).not.toContain(stage.sandbox.account.userName);
    expect(names).not.toContain('svc-reports');
    const groups = await stage.okta1.send('GET', '/Groups?count=1000');
    expect(groups.body.totalResults).toBe(19);
    expect((groups.body.Resources ?? []).map((group) => group['displayName'])).not.toContain('Everyone');
  });

  test.each([
    ['an application account', (stage: OneStage) => Number(stage.sandbox.userByName('svc-reports')?.id)],
    ['the connector’s own account', (stage: OneStage) => stage.sandbox.accountId],
  ])('%s is a 404 by id, and cannot be written to', async (_, idOf) => {
    const stage = await onStage();
    const path = `/Users/${String(idOf(stage))}`;
    expect((await stage.okta1.send('GET', path)).status).toBe(404);
    expect((await stage.okta1.send('PATCH', path, replace({ active: false }))).status).toBe(404);
    expect((await stage.okta1.send('DELETE', path)).status).toBe(404);
    const found = await stage.okta1.send('GET', byFilter(`userName eq "${stage.sandbox.account.userName}"`));
    expect(found.body.totalResults).toBe(0);
  });

  test('no e-mail is made up, and both name parts are always there', async () => {
    const stage = await onStage();
    const { body } = await stage.okta1.send('GET', '/Users?count=1000');
    for (const user of body.Resources ?? []) {
      const truth = stage.sandbox.user(Number(user.id));
      if (truth?.emailAddress)
        expect(user['emails']).toMatchObject([{ value: truth.emailAddress, primary: true }]);
      else expect(user).not.toHaveProperty('emails');
      expect(user['name']).toMatchObject({
        givenName: expect.stringMatching(/./),
        familyName: expect.stringMatching(/./),
      });
    }
  });
});

describe('a look-up that misses the mirror', () => {
  test('finds somebody who was made by hand since the import, by name and by id', async () => {
    const { okta1, sandbox } = await onStage();
    const first = sandbox.addUser({ userName: 'By.Hand@example.com', displayName: 'Bo Hand' });
    const second = sandbox.addUser({ userName: 'by.hand.too', displayName: 'Bo Too' });
    const found = await okta1.send('GET', byFilter('userName eq "by.hand@EXAMPLE.com"'));
    expect(found.body).toMatchObject({
      totalResults: 1,
      Resources: [{ id: String(first.id), userName: 'By.Hand@example.com', displayName: 'Bo Hand' }],
    });
    expect(await okta1.send('GET', `/Users/${String(second.id)}`)).toMatchObject({
      status: 200,
      body: { userName: 'by.hand.too' },
    });
    const third = sandbox.addUser({ userName: 'by.hand.three' });
    expect((await okta1.send('GET', byFilter(`id eq "${String(third.id)}"`))).body.totalResults).toBe(1);
  });

  test('never takes a part of a name for the name', async () => {
    const { okta1, sandbox } = await onStage();
    sandbox.addUser({ userName: 'joann.new' });
    for (const name of ['joann', 'ann.new', 'joann_new', 'j%new', '']) {
      expect((await okta1.send('GET', byFilter(`userName eq "${name}"`))).body.totalResults).toBe(0);
    }
  });

  test('is a 429 while Secret Server is down, never "nobody"', async () => {
    const { okta1, sandbox } = await onStage();
    await sandbox.down();
    for (const path of [
      byFilter('userName eq "nobody"'),
      '/Users/123456',
      byFilter('id eq "123456"'),
      '/Groups/123456',
    ]) {
      expect(await okta1.send('GET', path)).toMatchObject({ status: 429, retryAfter: '300' });
    }
    const known = await okta1.send('GET', byFilter('userName eq "hana.sato"'));
    expect(known).toMatchObject({ status: 200, body: { totalResults: 1 } });
    expect((await okta1.send('GET', '/Users?count=5')).status).toBe(200);
    await sandbox.up();
  });

  test('is a 429 on a page of HTML, never "nobody"', async () => {
    const { okta1, sandbox } = await onStage();
    sandbox.fault({ method: 'GET', effect: { kind: 'html' } });
    expect((await okta1.send('GET', byFilter('userName eq "nobody"'))).status).toBe(429);
    expect((await okta1.send('GET', '/Users/123456')).status).toBe(429);
  });

  test('asks nothing for what the mirror knows', async () => {
    const { okta1, sandbox } = await onStage();
    await okta1.send('GET', byFilter('userName eq "HANA.SATO"'));
    await okta1.send('GET', '/Users?startIndex=1&count=100');
    await okta1.send('GET', '/Groups?startIndex=1&count=100');
    await okta1.send('GET', `/Users/${String(sandbox.userByName('hana.sato')?.id)}`);
    expect(sandbox.calls).toEqual([]);
  });
});
