import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createOkta } from '../okta/okta-client.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { openGate, type Gate } from './gate.ts';
import { liveApart } from './life-apart.ts';
import { liveHere } from './life-here.ts';
import type { Life, LifeOptions, Step } from './life.ts';
import type { JobName } from './run-job.ts';

/** Where the host is killed: after a step of this name, the how manieth since the request was sent. */
export interface KillAt {
  readonly step: Step;
  readonly nth: number;
}

/** A Secret Server, a host that can be killed at any step, and a client. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly dataDir: () => string;
  /** The passwords that went to Secret Server. */
  readonly passwords: ReadonlySet<string>;
  /** @returns the answer, or null: the connection broke. */
  send(method: string, path: string, body?: unknown): Promise<Answer | null>;
  /** The same of what a person begins; null: the host ended under it. */
  job(name: JobName): Promise<Answer | null>;
  /** From now on the steps of the host are counted. */
  watch(killAt: KillAt | null): Promise<void>;
  /** @returns the steps since then, and counts no more. */
  unwatch(): Promise<readonly Step[]>;
  /** Which Secret Server answers; the first one unless said otherwise. */
  lead(to: Sandbox): void;
  /** Whether anything answers at all. */
  reach(isReachable: boolean): Promise<void>;
  /** Whether the host was killed and is not back yet. */
  isDead(): boolean;
  /** Starts the host again on what it left behind. Resolves when it answers; its first import goes on. */
  restart(): Promise<void>;
  /** Resolves when the first import of the last start has ended, however it ended. */
  firstImport(): Promise<void>;
  /** @throws Error when it fails */
  importNow(): Promise<void>;
  /** A person enters the secret. @throws Error when it is not accepted */
  connect(password: string): Promise<void>;
  /** How often a person signed in since the first start. */
  signIns(): number;
  /** Resolves when no call to Secret Server is under way, and nothing is being done. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: { readonly [name: string]: unknown };
  readonly retryAfter: string | null;
}

/** @param where the host lives in this process, where a kill costs little, or in one of its own, where it is kill -9. */
export async function openScene(where: 'here' | 'apart'): Promise<Scene> {
  const sandbox = await startSandbox();
  const passwords = new Set<string>();
  const folders: string[] = [];
  const lives: Life[] = [];
  const { userName, password } = sandbox.account;
  let answering = sandbox;
  let isReachable = true;
  let steps: Step[] = [];
  let killAt: KillAt | null = null;
  let watching = false;
  let people = 0;

  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'scim-chaos-'));
    folders.push(made);
    return made;
  }

  /** @returns what there is to wait for, since the host is to be killed now. */
  function step(name: Step): Promise<void> | undefined {
    if (!watching) return undefined;
    steps.push(name);
    const isIt = name === killAt?.step && steps.filter((one) => one === name).length === killAt.nth;
    return isIt ? current.kill() : undefined;
  }

  async function live(options: Omit<LifeOptions, 'gate' | 'onStep' | 'folder'>): Promise<Life> {
    const gate: Gate = await openGate(() => answering);
    if (!isReachable) await gate.down();
    const life = await (where === 'here' ? liveHere : liveApart)({ ...options, gate, onStep: step, folder });
    lives.push(life);
    return life;
  }

  let current = await live({ dataDir: folder(), connect: { userName, password } });
  const { token, secrets } = current;

  sandbox.watch(async (moment, { method, path, bodyText }) => {
    if (path === '/oauth2/token') return;
    const sent = /"password":(?:\{[^}]*"value":)?"((?:[^"\\]|\\.)*)"/.exec(bodyText)?.[1];
    if (sent) passwords.add(sent);
    if (method === 'GET') return;
    const killing = step(moment === 'arrived' ? 'call sent' : 'call applied');
    if (!killing) return;
    await killing;
    // The host that sent it is gone: nothing of the call happens any more.
    throw new Error('killed');
  });

  return {
    sandbox,
    passwords,
    dataDir: () => current.dataDir(),
    send(method, path, body) {
      const okta = createOkta({ scimBaseUrl: current.scimBaseUrl, token, flavour: 'testapp' });
      return okta.send(method, path, body).catch(() => null);
    },
    async job(name) {
      const end = await current.job(name).catch(() => null);
      return end && { status: end.status, body: { detail: end.detail.slice(0, 200) }, retryAfter: '1' };
    },
    async watch(next) {
      // What a host of its own tells of earlier requests comes in before this is answered.
      await current.arm(next);
      steps = [];
      killAt = next;
      watching = true;
    },
    async unwatch() {
      // One that is dying does not hear it; then this waits for its end.
      if (!current.isDead()) await current.arm(null).catch(() => undefined);
      watching = false;
      return steps;
    },
    lead: (to) => void (answering = to),
    async reach(next) {
      if (next !== isReachable && !current.isDead()) await (next ? current.gate.up() : current.gate.down());
      isReachable = next;
    },
    isDead: () => current.isDead(),
    async restart() {
      watching = false;
      current = await live({ dataDir: current.dataDir(), ...(secrets ? { secrets } : {}) });
    },
    firstImport: () => current.firstImport(),
    importNow: () => current.importNow(),
    connect(secret) {
      people += 1;
      return current.connect({ userName, password: secret });
    },
    signIns: () => people,
    async quiet() {
      const isBusy = (): boolean => sandbox.calls.some(({ ms, fault }) => ms === null && fault !== 'hang');
      for (let still = 0, seen = -1, polls = 0; still < 3 && polls < 300; polls += 1) {
        const now = sandbox.calls.length + steps.length;
        still = !isBusy() && seen === now ? still + 1 : 0;
        seen = now;
        await delay(8);
      }
    },
    async close() {
      watching = false;
      sandbox.clearFaults();
      await Promise.all(lives.map((life) => life.stop()));
      await sandbox.stop();
      for (const one of folders) rmSync(one, { recursive: true, force: true });
    },
  };
}
