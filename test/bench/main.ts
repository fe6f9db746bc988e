/**
 * `npm run bench [-- --sizes 1000,10000 --seconds 3 --only reads|refresh]`: how fast the listener answers, beside two
 * references that run in the same minutes on the same machine, and while it reads Secret Server again. A report, not a
 * test: compare the ratios, not the figures.
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLoad, measureByTurns, type Call, type Load, type Measured, type Target } from './load.ts';
import { benchRefresh } from './refresh.ts';
import type { ServerKind } from './server.ts';

const { values } = parseArgs({
  options: { sizes: { type: 'string' }, seconds: { type: 'string' }, only: { type: 'string' } },
});
const sizes = (values.sizes ?? '1000,10000,50000').split(',').map(Number);
const seconds = Number(values.seconds ?? 3);
const connections = 8;

interface Result extends Measured {
  readonly users: number;
  readonly workload: string;
  readonly server: ServerKind;
}

const results: Result[] = [];
for (const users of values.only === 'refresh' ? [] : sizes) {
  await bench(users);
  table(users);
}
const refreshes = values.only === 'reads' ? [] : await benchRefresh(Math.max(...sizes), seconds);
const out = join(import.meta.dirname, '../../dist');
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, 'bench.json'),
  `${JSON.stringify({ seconds, connections, results, refreshes }, null, 2)}\n`,
);

async function bench(users: number): Promise<void> {
  const servers: Server[] = [];
  const stop = (): Promise<unknown> => Promise.all(servers.map((server) => server.stop()));
  try {
    for (const kind of ['node:http', 'koa+sqlite', 'scim-tray'] as const)
      servers.push(await start(kind, users));
    const random = (below: number): number => 1 + Math.floor(Math.random() * below);
    const measure = async (
      workload: string,
      some: readonly Server[],
      next: (server: Server, n: number) => Call,
    ): Promise<void> => {
      const contestants = some.map((server) => ({ ...server, next: (n: number) => next(server, n) }));
      const each = await measureByTurns(contestants, seconds);
      some.forEach(({ kind }, index) => {
        const measured = each[index];
        if (measured) results.push({ users, workload, server: kind, ...measured });
      });
    };
    await measure('pages of 100', servers, () =>
      get(`/Users?startIndex=${String(random(users / 100) * 100 - 99)}&count=100`),
    );
    const [, ...both] = servers;
    const any = ({ known }: Server): Known => known[random(known.length) - 1] ?? { id: '1', userName: 'x' };
    await measure('userName eq', both, (server) => {
      const filter = `userName eq ${JSON.stringify(any(server).userName)}`;
      return get(`/Users?filter=${encodeURIComponent(filter)}`);
    });
    await measure('get by id', both, (server) => get(`/Users/${any(server).id}`));
    const [tray] = servers.slice(-1);
    if (tray) await writes(tray, (workload, next) => measure(workload, [tray], (_, n) => next(n)));
  } finally {
    await stop();
  }
}

interface Server {
  readonly kind: ServerKind;
  readonly load: Load;
  readonly cpu: () => Promise<number>;
  readonly known: readonly Known[];
  readonly stop: () => Promise<void>;
}

async function start(kind: ServerKind, users: number): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [kind, String(users)]);
  const target = await new Promise<Target>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Target)); // our own child
    child.once('exit', () => reject(new Error(`${kind} did not start`)));
  });
  const load = createLoad(target, connections);
  const stop = async (): Promise<void> => {
    await load.close();
    child.disconnect();
  };
  const cpu = (): Promise<number> =>
    new Promise((resolve) => {
      child.once('message', (used) => resolve(Number(used)));
      child.send('cpu');
    });
  const known = kind === 'scim-tray' ? await knownUsers(load, users) : plainUsers(users);
  return { kind, load, cpu, known, stop };
}

interface Known {
  readonly id: string;
  readonly userName: string;
}

function get(path: string): Call {
  return { method: 'GET', path };
}

/** The whole walk of an import, timed once. */
async function knownUsers(load: Load, users: number): Promise<Known[]> {
  const began = performance.now();
  const found: Known[] = [];
  let requests = 0;
  for (let startIndex = 1; ; startIndex += 100) {
    const page = JSON.parse(await load.ask(get(`/Users?startIndex=${String(startIndex)}&count=100`)));
    requests += 1;
    found.push(...page.Resources);
    if (startIndex + 99 >= page.totalResults) break;
  }
  const ms = performance.now() - began;
  const each = ms / requests;
  const walk = { perSecond: 1000 / each, p50: each, p99: each, max: each, requests };
  results.push({ users, workload: 'import walk', server: 'scim-tray', ...walk });
  return found;
}

function plainUsers(users: number): Known[] {
  return Array.from({ length: users }, (_, index) => ({
    id: String(index + 1),
    userName: `person.${String(index + 1)}`,
  }));
}

async function writes(
  { load, known }: Pick<Server, 'load' | 'known'>,
  measure: (workload: string, next: (n: number) => Call) => Promise<void>,
): Promise<void> {
  const local = known.filter(({ userName }) => userName.startsWith('person.')).slice(0, 5_000);
  const [first] = local;
  if (!first) return;
  const echoes = await Promise.all(local.slice(0, 50).map(({ id }) => load.ask(get(`/Users/${id}`))));
  const bodies = local.slice(0, 50).map(({ id }, index) => ({ id, body: echoes[index] ?? '' }));
  const echo = (n: number): Call => {
    const { id, body } = bodies[n % bodies.length] ?? { id: first.id, body: '' };
    return { method: 'PUT', path: `/Users/${id}`, body };
  };
  await measure('PUT echo', echo);
  await measure('PATCH active', (n) =>
    patch(`/Users/${local[n % 50]?.id ?? first.id}`, { op: 'replace', value: { active: n % 100 < 50 } }),
  );
  const [group] = JSON.parse(
    await load.ask(get(`/Groups?filter=${encodeURIComponent('displayName eq "Empty Shelf"')}`)),
  ).Resources;
  const members = local.slice(0, 5_000).map(({ id }) => ({ value: id }));
  const path = `/Groups/${String(group.id)}`;
  await load.ask(patch(path, { op: 'add', path: 'members', value: members }));
  const hundred = members.slice(0, 100);
  const remove = hundred.map(({ value }) => ({ op: 'remove', path: `members[value eq "${value}"]` }));
  await measure(`members ∓100 of ${String(members.length)}`, (n) =>
    n % 2 === 0 ? patch(path, { op: 'add', path: 'members', value: hundred }) : patch(path, ...remove),
  );
}

function patch(path: string, ...Operations: object[]): Call {
  const body = JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
  return { method: 'PATCH', path, body };
}

function table(users: number): void {
  const lines = results
    .filter((result) => result.users === users)
    .map(({ workload, server, perSecond, p50, p99, cpu }) => {
      const reference = results.find(
        (r) => r.users === users && r.workload === workload && r.server === 'koa+sqlite',
      );
      const isCompared = server === 'scim-tray' && reference?.cpu !== undefined && cpu !== undefined;
      const ratio = isCompared ? `${String(Math.round((reference.cpu / cpu) * 100))} %` : '';
      return [
        workload.padEnd(24),
        server.padEnd(11),
        perSecond.toFixed(0).padStart(8),
        p50.toFixed(2).padStart(8),
        p99.toFixed(2).padStart(8),
        (cpu?.toFixed(0) ?? '').padStart(8),
        ratio.padStart(8),
      ].join(' ');
    });
  const head = [
    'workload'.padEnd(24),
    'server'.padEnd(11),
    '/s'.padStart(8),
    'p50 ms'.padStart(8),
    'p99 ms'.padStart(8),
    'CPU µs'.padStart(8),
    'of koa+s'.padStart(8),
  ].join(' ');
  process.stdout.write(
    `\n${users.toLocaleString('en-GB')} users, ${String(connections)} connections\n${head}\n${lines.join('\n')}\n`,
  );
}
