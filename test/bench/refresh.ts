import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createLoad, type Call, type Measured, type Target } from './load.ts';
import type { Refreshed } from './refresh-host.ts';

const groups = 500;
/** A client that reads all the time, but leaves some of two cores to the rest. */
const connections = 2;
/** Refreshes after which memory must not have grown. */
const rounds = 20;

interface Row {
  readonly what: string;
  readonly reads: Measured | null;
  readonly refreshed: Refreshed | null;
}

/** How reads fare while Secret Server is read again: nothing changed there, one of a hundred, everything. */
export async function benchRefresh(users: number, seconds: number): Promise<readonly Row[]> {
  const server = start('refresh-server.ts', [String(users), String(groups)]);
  const host = start('refresh-host.ts', [], ['--expose-gc']);
  try {
    const target = await ask<Target>(host, await told<object>(server));
    const load = createLoad(target, connections);
    const first = await told<Refreshed>(host);
    const ids = await firstIds(load.ask);
    const next = reads(ids, users);
    const rows: Row[] = [
      { what: 'first import', reads: null, refreshed: first },
      { what: 'no refresh', reads: await load.measure(next, seconds), refreshed: null },
    ];
    for (const [what, share] of [
      ['nothing changed', 0],
      ['1 % changed', 0.01],
      ['all changed', 1],
    ] as const) {
      await ask(server, share);
      const refreshed = ask<Refreshed>(host, 'refresh');
      rows.push({ what, reads: await load.during(next, refreshed), refreshed: await refreshed });
    }
    for (let round = 1; round <= rounds; round += 1) {
      await ask(server, round % 2);
      const refreshed = await ask<Refreshed>(host, 'refresh');
      if (round === 2 || round === rounds)
        rows.push({ what: `memory, round ${String(round)}`, reads: null, refreshed });
    }
    await load.close();
    table(users, rows);
    return rows;
  } finally {
    host.disconnect();
    server.disconnect();
  }
}

function start(script: string, args: readonly string[], execArgv: readonly string[] = []): ChildProcess {
  return fork(join(import.meta.dirname, script), args, { execArgv: [...execArgv] });
}

function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('a process of the benchmark ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T); // our own child
    });
  });
}

function ask<T>(child: ChildProcess, message: object | string | number): Promise<T> {
  const answer = told<T>(child);
  child.send(message);
  return answer;
}

async function firstIds(send: (call: Call) => Promise<string>): Promise<readonly string[]> {
  const page = JSON.parse(await send({ method: 'GET', path: '/Users?startIndex=1&count=200' })) as {
    Resources: readonly { id: string }[];
  };
  return page.Resources.map(({ id }) => id);
}

/** Pages, single users and look-ups, in turns. */
function reads(ids: readonly string[], users: number): (n: number) => Call {
  return (n) => {
    const id = ids[n % ids.length] ?? '1';
    const startIndex = 1 + ((n * 100) % users);
    const paths = [
      `/Users?startIndex=${String(startIndex)}&count=100`,
      `/Users/${id}`,
      `/Users?filter=${encodeURIComponent(`id eq "${id}"`)}`,
    ];
    return { method: 'GET', path: paths[n % paths.length] ?? '/Users' };
  };
}

function table(users: number, rows: readonly Row[]): void {
  const number = (value: number | null | undefined): string => (value?.toFixed(1) ?? '').padStart(9);
  const lines = rows.map(({ what, reads: measured, refreshed }) =>
    [
      what.padEnd(18),
      number(measured?.p50),
      number(measured?.p99),
      number(measured?.max),
      number(refreshed?.loop.p99),
      number(refreshed?.loop.max),
      number(refreshed && refreshed.durationMs / 1000),
      number(refreshed?.heapMb),
      number(refreshed?.rssMb),
      `  ${phaseWords(refreshed)}`,
    ].join(' '),
  );
  const names = ['read p50', 'read p99', 'read max', 'loop p99', 'loop max', 'took s', 'heap MB', 'RSS MB'];
  const head = `${'refresh'.padEnd(18)} ${names.map((name) => name.padStart(9)).join(' ')}   most work in one turn`;
  const title = `${users.toLocaleString('en-GB')} users, ${String(groups)} groups, ${String(connections)} connections; milliseconds`;
  process.stdout.write(`\n${title}\n${head}\n${lines.join('\n')}\n`);
}

function phaseWords(refreshed: Refreshed | null): string {
  const phases = Object.entries(refreshed?.phases ?? {});
  return phases.map(([phase, longest]) => `${phase} ${longest.toFixed(0)}`).join(', ');
}
