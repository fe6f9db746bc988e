import { open } from 'node:fs/promises';
import { homedir, uptime, userInfo } from 'node:os';
import { join } from 'node:path';
import type { ConnectionView, StatusView } from '../main/ipc/contract.ts';
import type { AboutView, CheckView, DiagnosticsFile, SettingsView } from '../main/ipc/settings.ts';
import { stampOf } from './backup-folder.ts';
import { logFolder } from './log.ts';
import { redact, type Known } from './redact.ts';
import { writeAtomically } from './write-atomically.ts';

/** So much of the end of the log. Bytes. */
const logBytes = 512 * 1024;

interface DiagnosticsDeps {
  readonly dataDir: string;
  readonly status: () => Promise<StatusView>;
  readonly settings: () => SettingsView;
  readonly checks: () => readonly CheckView[];
  readonly about: () => AboutView;
  readonly connection: () => ConnectionView | null;
  /** Rows of each table. */
  readonly counts: () => Readonly<Record<string, number>>;
  readonly backups: () => Promise<readonly { readonly madeAt: string; readonly bytes: number }[]>;
  /** The password of the account, to be sure that it is not in it; undefined when it cannot be read. */
  readonly password: () => Promise<string | undefined>;
}

export interface Diagnostics {
  /** What the file will hold. */
  list(): Promise<DiagnosticsFile[]>;
  /** Writes it into the data folder, for its owner alone. */
  save(): Promise<{ readonly path: string }>;
}

interface Part {
  readonly name: string;
  readonly holds: string;
  readonly content: unknown;
}

/**
 * What somebody who helps needs to know, as one file. No secret is in it, and nobody's name: passwords and tokens are
 * in nothing that goes in, and whatever looks like one, like a person or like an address is taken out once more.
 */
export function createDiagnostics(deps: DiagnosticsDeps): Diagnostics {
  async function parts(): Promise<Part[]> {
    const known = await knownWords(deps);
    const clean = (content: unknown): unknown => JSON.parse(redact(JSON.stringify(content), known));
    const { account: _account, dataDir: _dataDir, logDir: _logDir, installId, ...versions } = deps.about();
    const log = await endOf(join(logFolder(deps.dataDir), 'main.log'));
    const memory = process.memoryUsage().rss;
    return [
      {
        name: 'versions',
        holds: 'Versions, platform, and how long it runs; no account and no path',
        content: {
          ...versions,
          installId,
          runsForSeconds: Math.round(process.uptime()),
          machineUpForSeconds: Math.round(uptime()),
          memory,
        },
      },
      { name: 'status', holds: 'The state and its problems', content: clean(await deps.status()) },
      { name: 'checks', holds: 'The four checks', content: clean(deps.checks()) },
      { name: 'settings', holds: 'Settings; host names left out', content: clean(deps.settings()) },
      {
        name: 'counts',
        holds: 'How many users, groups, links and changes there are; none of them',
        content: { rows: deps.counts(), backups: await deps.backups() },
      },
      {
        name: 'log',
        holds: 'The end of the log, without names, addresses and anything that looks like a secret',
        content: redact(log, known).split('\n'),
      },
    ];
  }

  return {
    async list() {
      return (await parts()).map(({ name, holds, content }) => ({
        name,
        bytes: Buffer.byteLength(JSON.stringify(content)),
        holds,
      }));
    },
    async save() {
      const made = Date.now();
      const content = Object.fromEntries((await parts()).map((part) => [part.name, part.content]));
      const path = join(deps.dataDir, `diagnostics-${stampOf(made)}.json`);
      await writeAtomically(path, `${JSON.stringify(content, null, 2)}\n`, 0o600);
      return { path };
    },
  };
}

/** What tells of this customer, as far as it is known here. */
async function knownWords({
  connection,
  settings,
  password,
  dataDir,
  about,
}: DiagnosticsDeps): Promise<Known[]> {
  const saved = connection();
  const { listener, proxy } = settings();
  const host = (url: string | null | undefined): string => (url ? (URL.parse(url)?.hostname ?? '') : '');
  const hosts: Known[] = [
    [host(saved?.url), '(secret-server)'],
    [host(listener.publicUrl), '(public)'],
    [host(proxy.url), '(proxy)'],
  ];
  return [
    [(await password()) ?? '', '(secret)'],
    [saved?.userName ?? '', '(account)'],
    [saved?.domain ?? '', '(domain)'],
    ...hosts.filter(([name]) => name !== '127.0.0.1' && name !== 'localhost'),
    [dataDir, '(data folder)'],
    [homedir(), '(home)'],
    [about().account, '(runs as)'],
    [userInfo().username === 'root' ? '' : userInfo().username, '(runs as)'],
  ];
}

/** The last lines of a file that may be long, or not there yet. */
async function endOf(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - logBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.toString('utf8', 0, bytesRead);
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await handle.close();
  }
}
