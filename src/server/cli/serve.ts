import { serveConsole } from '../console/server.ts';
import type { Host } from '../host.ts';
import { createLog, describeFault, type Log } from '../log.ts';
import { openHost } from '../open-host.ts';
import { openSecrets } from '../secrets/open.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { progressLine } from './progress-line.ts';
import { readyFile, type ReadyFile } from './ready-file.ts';
import { stopSignals, type StopSignals } from './stop-signals.ts';
import { printable } from './text.ts';
import { UsageError } from './usage-error.ts';
import { linkLines } from './window.ts';

/** Runs the listener until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'Run the SCIM listener until SIGTERM or Ctrl+C',
  options: {
    port: { value: 'N', help: 'port on 127.0.0.1 (default 8480); 0 takes any that is free' },
    'console-port': {
      value: 'N',
      help: 'port on 127.0.0.1 of the window and of commands (default: any that is free)',
    },
    'ready-file': {
      value: 'FILE',
      help: 'write {"scimBaseUrl","state","pid"} there after the first import; it goes when serving ends',
    },
  },
  notes: 'Ends with 0 when told to stop; told a second time, it ends at once with 130.',
  async run(args, io) {
    const port = portOf(args, 'port');
    const consolePort = portOf(args, 'console-port');
    const signals = stopSignals();
    try {
      await serveUntil(signals, { args, io, port, consolePort });
    } finally {
      signals.release();
    }
    return exitCodes.ok;
  },
};

interface Serving {
  readonly args: Arguments;
  readonly io: Io;
  readonly port: number | undefined;
  readonly consolePort: number | undefined;
}

async function serveUntil(signals: StopSignals, serving: Serving): Promise<void> {
  const { args, io, port, consolePort } = serving;
  const { dataDir } = args;
  const path = args.text('ready-file');
  const ready = path === undefined ? undefined : await readyFile(path);
  const secrets = await openSecrets(args.secrets, dataDir, io.env);
  const log = createLog(dataDir);
  const host = await openHost({ dataDir, secrets, log, ...(port === undefined ? {} : { port }) });
  try {
    const { scimBaseUrl } = await host.start();
    const onFault = faultLog(log);
    const parts = { ...host, root: host.windowRoot };
    const console = await serveConsole({ ...parts, dataDir, port: consolePort, onFault });
    try {
      io.out(`SCIM base URL: ${scimBaseUrl}\n${linkLines(console.makeLink())}`);
      await announce(host, io, { ready, stopped: signals.asked });
      await signals.asked;
    } finally {
      await ready?.remove();
      await console.close();
    }
  } finally {
    await host.stop();
  }
}

/** A console call that failed for a reason that nobody foresaw. */
function faultLog(log: Log): (call: string, thrown: unknown) => void {
  return (call, thrown) => log.error('console call failed', { call, ...describeFault(thrown) });
}

/** Says how it stands once the first import has ended; not at all when it is stopped before. */
async function announce(
  host: Host,
  io: Io,
  until: { ready: ReadyFile | undefined; stopped: Promise<void> },
): Promise<void> {
  const progress = progressLine(io);
  const unlisten = host.onProgress(progress.show);
  const stopped = until.stopped.then(() => 'stopped' as const);
  const outcome = await Promise.race([host.firstImportEnded, stopped]);
  unlisten();
  progress.clear();
  if (outcome === 'stopped') return;
  const status = await host.calls['status.get']();
  io.out(`${printable(status.sentence)}\n`);
  await until.ready?.write(status);
}

/** @throws UsageError */
function portOf(args: Arguments, option: string): number | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`--${option} takes a number from 0 to 65535`);
}
