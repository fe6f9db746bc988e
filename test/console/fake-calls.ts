import type { Calls, EndpointView, NewToken, StatusView } from '../../src/main/ipc/contract.ts';
import { callNames } from '../../src/server/calls/arguments.ts';
import { Problem } from '../../src/server/errors.ts';
import { createEventHub } from '../../src/server/events.ts';

/** A host's calls, answered from a list of endpoints; remembers what it was asked. */
export interface FakeCalls extends Calls {
  readonly asked: { readonly call: string; readonly argument: unknown }[];
}

export const runningStatus: StatusView = {
  state: 'Running',
  since: '2026-01-01T00:00:00.000Z',
  sentence: 'SCIM Tray: running',
  problems: [],
  paused: null,
  scimBaseUrl: 'http://127.0.0.1:8480/scim/v2',
  secretServer: { url: 'https://vault.example.com/SecretServer', account: 'svc-scim', version: '11.7.2' },
  lastImport: null,
  setUp: {
    connected: true,
    endpoints: 1,
    publicUrl: null,
    lastCallAt: null,
    finished: false,
  },
  kept: null,
  pid: 4242,
};

/** A host where nothing happens. */
export const noEvents = createEventHub(() => {});

export const noMetrics = (): Promise<string> => Promise.resolve('# nothing\n');

const none = { scanned: 0, added: 0, updated: 0, unchanged: 0, removed: 0 };

/** The fake is a host in so far as a caller can tell: names are unique, what is missing is a Problem. */
export function fakeCalls(status: StatusView = runningStatus): FakeCalls {
  const asked: FakeCalls['asked'] = [];
  const endpoints = new Map<string, EndpointView>();
  const known = (name: string): EndpointView => {
    const endpoint = endpoints.get(name);
    if (endpoint) return endpoint;
    throw new Problem('APP-INPUT', `There is no endpoint named ${name}`, 'List them');
  };
  const withToken = (endpoint: EndpointView, token: string): NewToken => ({
    endpoint,
    token,
    scimBaseUrl: status.scimBaseUrl,
  });
  const note = (call: string, argument?: unknown): void => void asked.push({ call, argument });
  return {
    ...unanswered(),
    asked,
    'status.get': async () => {
      note('status.get');
      return status;
    },
    'import.run': async (argument) => {
      note('import.run', argument);
      return {
        endedAt: '2026-11-24T02:11:09.000Z',
        durationMs: 900,
        users: { ...none, scanned: 57, added: 57 },
        groups: { ...none, scanned: 19, added: 19 },
        absentUsers: 0,
        held: { usersDisabled: argument.acceptRemovals ? 0 : 30, groupsGone: 0 },
        sentence: '57 users scanned: 57 new. 19 groups scanned: 19 new.',
      };
    },
    'activity.list': async (argument) => {
      note('activity.list', argument);
      return { rows: [], next: null };
    },
    'activity.get': async (argument) => {
      note('activity.get', argument);
      throw new Problem('APP-INPUT', 'Activity has no such row', 'Load the list again');
    },
    'activity.numbers': async () => {
      note('activity.numbers');
      const nothing = { Done: 0, 'No change': 0, Skipped: 0, Failed: 0, Waiting: 0 };
      const nobody = { linked: 0, notLinked: 0 };
      return { today: nothing, week: nothing, readsToday: 0, users: nobody, groups: nobody, hours: [] };
    },
    'activity.export': async (argument) => {
      note('activity.export', argument);
      const { format } = argument;
      const text = format === 'csv' ? 'id\r\n' : '[]';
      return { fileName: `activity.${format}`, mediaType: 'text/csv', text, rows: 0, complete: true };
    },
    'activity.dismiss': async (argument) => {
      note('activity.dismiss', argument);
      return { dismissed: argument.ids?.length ?? 0 };
    },
    'job.get': async () => null,
    'pause.begin': async (argument) => {
      note('pause.begin', argument);
      return { since: '2026-11-24T02:00:00.000Z', until: null, by: argument.by };
    },
    'pause.end': async () => {
      note('pause.end');
      return { resumed: true };
    },
    'endpoints.list': async () => {
      note('endpoints.list');
      return [...endpoints.values()];
    },
    'endpoints.add': async (argument) => {
      note('endpoints.add', argument);
      const madeAt = '2026-11-24T02:00:00.000Z';
      const endpoint = {
        ...argument,
        options: { matchByEmail: true, passwordSync: false, renames: 'refuse' as const },
        lastCallAt: null,
        oldTokenAt: null,
        tokens: [{ madeAt, expiresAt: null, lastUsedAt: null }],
      };
      endpoints.set(argument.name, endpoint);
      return withToken(endpoint, 'first-token');
    },
    'endpoints.configure': async (argument) => {
      note('endpoints.configure', argument);
      return known(argument.name);
    },
    'endpoints.replaceToken': async (argument) => {
      note('endpoints.replaceToken', argument);
      return withToken(known(argument.name), 'second-token');
    },
    'endpoints.remove': async (argument) => {
      note('endpoints.remove', argument);
      endpoints.delete(known(argument.name).name);
      return { removed: true };
    },
    'protection.get': async () => {
      note('protection.get');
      return { users: ['vaultadmin'], groups: [] };
    },
    'protection.set': async (argument) => {
      note('protection.set', argument);
      return { users: [], groups: [] };
    },
    'secretServer.connect': async (argument) => {
      note('secretServer.connect', argument);
      const connected = argument.password === 'right';
      const signIn = connected
        ? ({ name: 'Sign-in', result: 'ok', sentence: 'signed in as svc-scim' } as const)
        : ({
            name: 'Sign-in',
            result: 'failed',
            sentence: 'the sign-in was refused',
            remedy: 'Check it',
          } as const);
      return { connected, checks: [{ name: 'Address', result: 'ok', sentence: 'answers' }, signIn] };
    },
  };
}

/** Whatever no test asks of the fake fails by name. */
function unanswered(): Calls {
  const refuse = (name: string) =>
    [name, () => Promise.reject(new Error(`the fake has no ${name}`))] as const;
  return Object.fromEntries(callNames.map(refuse)) as unknown as Calls; // one for each name of the contract
}
