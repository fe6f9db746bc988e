import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Calls, StatusView } from '../main/ipc/contract.ts';
import type { AboutView, SettingsView } from '../main/ipc/settings.ts';
import { callNames } from './calls/arguments.ts';
import { refusals } from './domain/refusals.ts';
import type { Problem } from './errors.ts';
import { createEventHub } from './events.ts';
import { listen, type Listening } from './listen.ts';
import type { OpenedHost } from './supervise.ts';

interface RescueOptions {
  /** Why there is no data file. */
  readonly problem: Problem;
  readonly about: AboutView;
  /** As far as they can be read. */
  readonly settings: SettingsView;
  /** Of the listener. */
  readonly port: number;
}

/**
 * Stands in for the host while its data file is damaged or gone: every client is put off (D2), so that nobody takes an
 * empty list for removals, and every surface says what to do.
 */
export function rescueHost({ problem, about, settings, port }: RescueOptions): OpenedHost {
  const since = new Date().toISOString();
  let listening: Listening | undefined;
  const refused = Object.fromEntries(callNames.map((name) => [name, () => Promise.reject(problem)]));
  const status = (): StatusView => ({
    state: 'Blocked',
    since,
    sentence: `SCIM Tray: blocked. ${problem.title}`,
    problems: [problem.view()],
    paused: null,
    scimBaseUrl: listening ? baseUrl(listening) : null,
    secretServer: null,
    lastImport: null,
    kept: null,
    setUp: { connected: false, endpoints: 0, publicUrl: null, lastCallAt: null, finished: false },
    pid: process.pid,
  });
  return {
    calls: {
      ...(refused as unknown as Calls), // one for each name of the contract
      'status.get': async () => status(),
      'job.get': async () => null,
      'about.get': async () => about,
      'settings.get': async () => settings,
    },
    events: createEventHub(() => {}),
    metrics: async () => `# ${problem.title}\n`,
    windowRoot: `/w/${randomBytes(16).toString('base64url')}/`,
    firstImportEnded: Promise.resolve(),
    async start() {
      listening = await listen(putOff, port);
      return { scimBaseUrl: baseUrl(listening) };
    },
    onProgress: () => () => {},
    stop: async () => listening?.close(0),
  };
}

function baseUrl({ port }: Listening): string {
  return `http://127.0.0.1:${String(port)}/scim/v2`;
}

const putOff: RequestListener = (request, response) => {
  request.resume();
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname.endsWith('/healthz')) answer(response, 200, { status: 'alive' });
  else if (pathname === '/readyz') answer(response, 503, { state: 'Blocked' });
  else {
    const refusal = refusals.dataLost();
    response.setHeader('Retry-After', String(refusal.retryAfter));
    answer(response, refusal.status, refusal.body(), 'application/scim+json; charset=utf-8');
  }
};

function answer(
  response: Parameters<RequestListener>[1],
  status: number,
  body: object,
  type = 'application/json; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));
}
