import { randomBytes } from 'node:crypto';
import type { Calls } from '../../main/ipc/contract.ts';
import type { EventHub } from '../events.ts';
import { listen, type Listening } from '../listen.ts';
import { createSlowDown } from '../slow-down.ts';
import { createAccess } from './access.ts';
import { removeAddress, writeAddress } from './address.ts';
import { consoleApp, type SignInLink } from './app.ts';
import { createEventStreams } from './event-stream.ts';
import { builtPages } from './pages.ts';

export interface ConsoleOptions {
  readonly calls: Calls;
  readonly events: Pick<EventHub, 'on'>;
  readonly dataDir: string;
  /** "/w/…/", where browsers find the window; another at each start, unless told. */
  readonly root?: string;
  /** Figures in the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  /** 0, or none: any that is free. */
  readonly port?: number | undefined;
  /** The folder of the built page; where it is built to, unless told. */
  readonly pages?: string;
  /** Told of faults that nobody foresaw, for the log. */
  readonly onFault?: (call: string, thrown: unknown) => void;
}

export interface Console {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** A link by which a person signs in to the window, once, within 10 minutes. */
  makeLink(): SignInLink;
  /** Takes the address away, accepts no more, lets running calls end for at most `graceMs` (2000 unless told). */
  close(graceMs?: number): Promise<void>;
}

/**
 * Opens the console port: other processes of the same owner, and browsers, drive the running host through it.
 * Its address and a fresh key are left in the data folder, for the owner alone.
 * @throws Problem APP-PORT
 */
export async function serveConsole(options: ConsoleOptions): Promise<Console> {
  const { dataDir, port = 0 } = options;
  const key = randomBytes(32).toString('base64url');
  let host = '';
  const { app, makeLink, end } = wire(options, key, () => host);
  const handle = app.callback();
  let listening: Listening | undefined;
  try {
    const opened = await listen((request, response) => void handle(request, response), port, {
      where: '',
      command: 'scim-tray serve --console-port',
    });
    listening = opened;
    host = `127.0.0.1:${String(opened.port)}`;
    const address = { url: `http://${host}`, key, pid: process.pid };
    await writeAddress(dataDir, address);
    return {
      url: address.url,
      makeLink,
      async close(graceMs = 2000) {
        await removeAddress(dataDir, address);
        end();
        await opened.close(graceMs);
      },
    };
  } catch (thrown) {
    end();
    await listening?.close(0);
    throw thrown;
  }
}

/** The parts of the console, before it has a port. */
function wire(options: ConsoleOptions, key: string, host: () => string) {
  const { calls, events, metrics, pages = builtPages(), onFault = () => {} } = options;
  const root = options.root ?? `/w/${randomBytes(16).toString('base64url')}/`;
  const monotonic = (): number => performance.now();
  const access = createAccess(monotonic);
  const streams = createEventStreams({
    events,
    snapshot: async () => ({ status: await calls['status.get'](), job: await calls['job.get']() }),
    onHeartbeat: () => access.sweep(),
  });
  const makeLink = (): SignInLink => {
    const { code, lifeMs } = access.makeLink();
    return {
      url: `http://${host()}/sign-in/${code}`,
      expiresAt: new Date(Date.now() + lifeMs).toISOString(),
    };
  };
  const slowDown = createSlowDown(monotonic);
  return {
    app: consoleApp({ calls, metrics, access, streams, slowDown, host, key, root, pages, makeLink, onFault }),
    makeLink,
    end: (): void => {
      streams.close();
      access.close();
    },
  };
}
