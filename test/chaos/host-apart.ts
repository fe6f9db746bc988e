import { join } from 'node:path';
import { createHost, type Host } from '../../src/server/host.ts';
import { openEncryptedFile } from '../../src/server/secrets/encrypted-file.ts';
import { watchCommits } from './commits.ts';
import { budgetMs, type Account, type Step } from './life.ts';
import { watchRequests } from './requests.ts';
import { runJob, type JobEnd, type JobName } from './run-job.ts';
import type { KillAt } from './scene.ts';

/** What the process that looks on may ask. */
export interface ToHost {
  readonly number: number;
  readonly ask:
    | { readonly what: 'start'; readonly dataDir: string; readonly url: string; readonly connect?: Account }
    | { readonly what: 'arm'; readonly killAt: KillAt | null }
    | ({ readonly what: 'connect'; readonly url: string } & Account)
    | { readonly what: 'job'; readonly job: JobName }
    | { readonly what: 'import' | 'firstImport' };
}

export type FromHost =
  | { readonly is: 'started'; readonly scimBaseUrl: string; readonly token: string }
  | { readonly is: 'step'; readonly step: Step }
  | { readonly is: 'answer'; readonly to: number; readonly fault?: string; readonly end?: JobEnd };

let host: Host | undefined;
let killAt: KillAt | null = null;
let seen = 0;
/** Requests whose answers are not out yet. */
const open = { count: 0 };

const tell = (message: FromHost): void => void process.send?.(message);

function step(name: Step): void {
  if (name === 'received') open.count += 1;
  if (name === 'answered') open.count -= 1;
  if (name === killAt?.step) seen += 1;
  if (name === killAt?.step && seen === killAt.nth) process.kill(process.pid, 'SIGKILL');
  tell({ is: 'step', step: name });
}

async function start({ dataDir, url, connect }: Extract<ToHost['ask'], { what: 'start' }>): Promise<void> {
  const secrets = await openEncryptedFile(dataDir, 'a key for these tests only');
  host = await createHost({ dataDir, secrets, port: 0, budgetMs });
  if (connect) await signIn(host, { url, ...connect });
  const added = connect && (await host.calls['endpoints.add']({ name: 'okta', kind: 'okta' }));
  const { scimBaseUrl } = await host.start();
  if (connect) await host.firstImportEnded;
  watchCommits(join(dataDir, 'scim-tray.db'), step);
  watchRequests(Number(new URL(scimBaseUrl).port), step);
  tell({ is: 'started', scimBaseUrl, token: added?.token ?? '' });
}

async function signIn({ calls }: Host, account: Account & { readonly url: string }): Promise<void> {
  const { connected, checks } = await calls['secretServer.connect'](account);
  if (!connected) throw new Error(`not connected: ${JSON.stringify(checks)}`);
}

/** @returns how a job ended, where one was asked for. */
async function answer({ ask }: ToHost): Promise<JobEnd | undefined> {
  if (ask.what === 'start') {
    await start(ask);
    return undefined;
  }
  if (!host) throw new Error('not started');
  switch (ask.what) {
    case 'arm':
      // The client may have the answer to the last request before this process knows that it is out.
      while (open.count > 0) await new Promise(setImmediate);
      killAt = ask.killAt;
      seen = 0;
      return undefined;
    case 'connect':
      await signIn(host, { url: ask.url, userName: ask.userName, password: ask.password });
      return undefined;
    case 'import':
      await host.calls['import.run']({});
      return undefined;
    case 'firstImport':
      await host.firstImportEnded;
      return undefined;
    case 'job':
      return runJob(host.calls, ask.job);
  }
}

process.on('message', (message: ToHost) => {
  void answer(message).then(
    (end) => tell({ is: 'answer', to: message.number, ...(end ? { end } : {}) }),
    (thrown: unknown) => tell({ is: 'answer', to: message.number, fault: String(thrown) }),
  );
});
process.on('disconnect', () => process.exit());
