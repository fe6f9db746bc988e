import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Calls } from '../../src/main/ipc/contract.ts';
import { main } from '../../src/server/cli/main.ts';
import { serveConsole } from '../../src/server/console/server.ts';
import { noEvents, noMetrics } from '../console/fake-calls.ts';
import { dataFolder } from '../data-folder.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Input {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command line in this process. */
export async function runMain(argv: readonly string[], { stdin = '', env = {} }: Input = {}): Promise<Ended> {
  const written = { out: '', err: '' };
  const code = await main(argv, {
    stdin: Readable.from([stdin]),
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    env: { ...env },
    interactive: false,
  });
  return { code, ...written };
}

/** A data folder whose console answers with these calls, and a way to run commands on it. */
export async function runningHost(
  calls: Calls,
): Promise<(argv: readonly string[], input?: Input) => Promise<Ended>> {
  const dataDir = await dataFolder();
  const served = await serveConsole({ calls, events: noEvents, metrics: noMetrics, dataDir });
  onTestFinished(() => served.close());
  return (argv, input) => runMain([...argv, '--data-dir', dataDir], input);
}
