import { copyFileSync, existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createHost } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { watchCommits } from './commits.ts';
import { budgetMs, moveTo, type Account, type Life, type LifeOptions } from './life.ts';
import { watchRequests } from './requests.ts';
import { runJob } from './run-job.ts';

/**
 * A host in this process. It is killed by taking its files as they are at that very moment, and by cutting it off:
 * whatever it goes on to do, it does to nobody.
 */
export async function liveHere(options: LifeOptions): Promise<Life> {
  const { gate, connect, onStep, secrets = createMemorySecrets() } = options;
  let { dataDir } = options;
  let isDead = false;
  moveTo(dataDir, gate.url);
  const host = await createHost({ dataDir, secrets, port: 0, budgetMs });
  const signIn = async (account: Account): Promise<void> => {
    const { connected, checks } = await host.calls['secretServer.connect']({ url: gate.url, ...account });
    if (!connected) throw new Error(`not connected: ${JSON.stringify(checks)}`);
  };
  if (connect) await signIn(connect);
  const { scimBaseUrl } = await host.start();
  if (connect) await host.firstImportEnded;
  const token = connect ? (await host.calls['endpoints.add']({ name: 'okta', kind: 'okta' })).token : '';
  const sockets = new Set<Socket>();
  const unwatch = [
    watchCommits(join(dataDir, 'scim-tray.db'), (commit) => void onStep(commit)),
    watchRequests(Number(new URL(scimBaseUrl).port), (what, socket) => {
      sockets.add(socket);
      void onStep(what);
    }),
  ];
  const stopped = Promise.withResolvers<void>();
  const died = Promise.withResolvers<never>();
  died.promise.catch(() => {}); // most lives end without anybody waiting for that
  let isStopping = false;

  function cutOff(): void {
    for (const end of unwatch) end();
    gate.cut();
    for (const socket of sockets) socket.destroy();
  }

  function stop(): Promise<void> {
    if (!isStopping) void host.stop().finally(() => stopped.resolve());
    isStopping = true;
    return stopped.promise;
  }

  return {
    scimBaseUrl,
    gate,
    token,
    secrets,
    dataDir: () => dataDir,
    arm: () => Promise.resolve(),
    isDead: () => isDead,
    kill() {
      isDead = true;
      died.reject(new Error('the host ended'));
      cutOff();
      const next = options.folder();
      for (const file of ['scim-tray.db', 'scim-tray.db-wal']) {
        if (existsSync(join(dataDir, file))) copyFileSync(join(dataDir, file), join(next, file));
      }
      dataDir = next;
      // Not within the call of the host that is being killed.
      setImmediate(() => void stop());
      return Promise.resolve();
    },
    firstImport: () => host.firstImportEnded,
    async importNow() {
      await host.calls['import.run']({});
    },
    job: (name) => Promise.race([runJob(host.calls, name), died.promise]),
    connect: signIn,
    stop() {
      if (!isDead) cutOff();
      return stop();
    },
  };
}
