import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { SecretStore } from '../../src/server/secrets.ts';
import { commits } from './commits.ts';
import type { Gate } from './gate.ts';
import type { JobEnd, JobName } from './run-job.ts';
import type { KillAt } from './scene.ts';

/** What a host does for one request, each of it a moment at which it can be killed. */
export const steps = ['received', ...commits, 'call sent', 'call applied', 'answered'] as const;
export type Step = (typeof steps)[number];

/** Milliseconds after which a client hears 429 while the work goes on: short, so that a slow server is soon too slow. */
export const budgetMs = 200;

export interface Account {
  readonly userName: string;
  readonly password: string;
}

export interface LifeOptions {
  readonly dataDir: string;
  /** Its way to Secret Server. */
  readonly gate: Gate;
  /** A new folder. */
  readonly folder: () => string;
  /** At the first start: sets up the connection and an endpoint. */
  readonly connect?: Account;
  /** What stands for the keychain; of the life before. */
  readonly secrets?: SecretStore;
  /** Called after each step. */
  readonly onStep: (step: Step) => Promise<void> | undefined;
}

/** A host from its start to its end. */
export interface Life {
  readonly scimBaseUrl: string;
  readonly gate: Gate;
  /** Only at the first start; later ones are called with the same. */
  readonly token: string;
  readonly secrets: SecretStore | undefined;
  dataDir(): string;
  /** Where it has to kill itself, if nobody else can see that step. */
  arm(killAt: KillAt | null): Promise<void>;
  isDead(): boolean;
  /** Without a word to anybody, as kill -9. Where it can be, it has happened when this returns. */
  kill(): Promise<void>;
  firstImport(): Promise<void>;
  importNow(): Promise<void>;
  /** @throws Error when the host ends under it */
  job(name: JobName): Promise<JobEnd>;
  connect(account: Account): Promise<void>;
  stop(): Promise<void>;
}

/** Each life has a gate of its own, so the address that the last one kept has to follow. */
export function moveTo(dataDir: string, url: string): void {
  const file = join(dataDir, 'scim-tray.db');
  if (!existsSync(file)) return;
  const db = new Database(file);
  db.prepare("UPDATE settings SET value = json_set(value, '$.url', ?) WHERE name = 'secretServer'").run(url);
  db.close();
}
