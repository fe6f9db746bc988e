import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { FromHost, ToHost } from './host-apart.ts';
import { moveTo, type Account, type Life, type LifeOptions } from './life.ts';
import type { JobEnd } from './run-job.ts';

/** What it may take a host to do one thing, on a busy machine. */
const patienceMs = 60_000;

/** A host as a process of its own, which is really killed. */
export async function liveApart({ dataDir, gate, connect, onStep }: LifeOptions): Promise<Life> {
  moveTo(dataDir, gate.url);
  const child = fork(join(import.meta.dirname, 'host-apart.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // Not by once of node:events, which would end this process where a message finds the host gone already.
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const waiting = new Map<number, PromiseWithResolvers<JobEnd | undefined>>();
  let asked = 0;
  let isDead = false;
  const started = Promise.withResolvers<{ scimBaseUrl: string; token: string }>();
  child.on('message', (message: FromHost) => {
    if (message.is === 'started') started.resolve(message);
    else if (message.is === 'step') void onStep(message.step);
    else if (message.fault === undefined) waiting.get(message.to)?.resolve(message.end);
    else waiting.get(message.to)?.reject(new Error(message.fault));
  });
  // A message to one that has just ended; its exit says so.
  child.on('error', () => {});
  child.once('exit', () => {
    isDead = true;
    gate.cut();
    started.reject(new Error('the host ended'));
    for (const { reject } of waiting.values()) reject(new Error('the host ended'));
  });

  function ask(request: ToHost['ask']): Promise<JobEnd | undefined> {
    asked += 1;
    const answer = Promise.withResolvers<JobEnd | undefined>();
    waiting.set(asked, answer);
    child.send({ number: asked, ask: request } satisfies ToHost, (fault) => fault && answer.reject(fault));
    return within(answer.promise, child);
  }

  const told = async (request: ToHost['ask']): Promise<void> => void (await ask(request));
  const signIn = (account: Account): Promise<void> => told({ what: 'connect', url: gate.url, ...account });
  void ask({ what: 'start', dataDir, url: gate.url, ...(connect ? { connect } : {}) });
  const { scimBaseUrl, token } = await within(started.promise, child);

  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await exited;
  }

  return {
    scimBaseUrl,
    gate,
    token,
    secrets: undefined,
    dataDir: () => dataDir,
    arm: (killAt) => told({ what: 'arm', killAt }),
    isDead: () => isDead,
    kill,
    firstImport: () => told({ what: 'firstImport' }),
    importNow: () => told({ what: 'import' }),
    async job(job) {
      const end = await ask({ what: 'job', job });
      if (!end) throw new Error('the host does not say how it ended');
      return end;
    },
    connect: signIn,
    async stop() {
      if (!isDead) await kill();
      gate.cut();
    },
  };
}

async function within<T>(work: Promise<T>, child: ChildProcess): Promise<T> {
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  return work.finally(() => clearTimeout(timer));
}
