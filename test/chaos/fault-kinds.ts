import { startSandbox } from '../sandbox/sandbox.ts';
import type { Effect, Fault } from '../sandbox/faults.ts';
import { connectorRights } from '../sandbox/rights.ts';
import { person, well } from './said.ts';
import { budgetMs } from './life.ts';
import type { Scene } from './scene.ts';

/** Which calls a fault of the connection strikes. */
export type Scope = 'the write once' | 'all calls' | 'the first read';

/** Something that goes wrong, and comes right again. */
export interface FaultKind {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** A no for good may come of it. */
  readonly refuses: boolean;
  /** Afterwards a person has to sign in again, with this password. */
  readonly person?: string;
  /** Sign-ins get no answer: after three of them a person may have to sign in, as the next one waits too long. */
  readonly losesSignIns?: true;
  /** What has to be so before anything is compared. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  /** @returns puts it right again. */
  readonly begin: (scene: Scene, scope: Scope) => Promise<() => Promise<void>>;
}

const everywhere: readonly Scope[] = ['the write once', 'all calls', 'the first read'];

function strikes(scope: Scope): Omit<Fault, 'effect'> {
  switch (scope) {
    case 'the write once':
      return { path: /^\/v\d/, writes: true, times: 1 };
    case 'the first read':
      return { path: /^\/v\d/, method: 'GET', times: 1 };
    case 'all calls':
      return { path: /^\/v\d/ };
  }
}

function ofCalls(name: string, effect: Effect, refuses = false, scopes = everywhere): FaultKind {
  return {
    name,
    scopes,
    refuses,
    begin({ sandbox }, scope) {
      const fault = sandbox.fault({ ...strikes(scope), effect });
      return Promise.resolve(() => Promise.resolve(fault.lift()));
    },
  };
}

/** A state of Secret Server itself. */
function ofServer(
  name: string,
  begin: (scene: Scene) => (() => void | Promise<void>) | Promise<() => void | Promise<void>>,
  more: Partial<Pick<FaultKind, 'refuses' | 'person' | 'prepare'>> = {},
): FaultKind {
  return {
    name,
    scopes: ['all calls'],
    refuses: false,
    ...more,
    async begin(scene) {
      const end = await begin(scene);
      return async () => end();
    },
  };
}

/** The token runs out, and no other one is to be had. */
function ofSignIn(name: string, effect: Effect): FaultKind {
  const begin = ({ sandbox }: Scene): (() => void) => {
    sandbox.expireTokens();
    const fault = sandbox.fault({ path: '/oauth2/token', effect });
    return () => fault.lift();
  };
  return { ...ofServer(name, begin), losesSignIns: true };
}

/** The sandbox's own, unless a fault changes it. */
const accountPassword = 'Sandbox-Vault_7391!';
const changedPassword = 'Changed-Meanwhile_1';

/** Somebody who is not in an older backup. */
async function addWitness(scene: Scene): Promise<void> {
  const userName = 'newest@example.com';
  await well(scene, 'POST', '/Users', { ...person({ userName, externalId: '00u1newest', emails: [] }) });
}

const writeOnly: readonly Scope[] = ['the write once', 'all calls'];
const spoilt = (
  ['untyped', 'empty', 'other-json', 'half-json', 'cut', 'drip', 'reset', 'unsuccessful'] as const
).map((how) => ofCalls(`answer ${how}`, { kind: 'spoil', how }, how === 'unsuccessful'));
const refusing = [400, 403, 404, 405];
const statuses = [400, 401, 403, 404, 405, 409, 429, 500, 502, 503].map((status) =>
  ofCalls(`status ${String(status)}`, { kind: 'status', status }, [...refusing, 409].includes(status)),
);

export const faultKinds: readonly FaultKind[] = [
  ofServer('none', () => () => {}),
  ofCalls('slow before', { kind: 'latency', ms: budgetMs + 150 }),
  ofCalls('slow after', { kind: 'latency', ms: budgetMs + 150, after: true }, false, writeOnly),
  // Longer than a client that hurries is put off.
  ofCalls('slow for long', { kind: 'latency', ms: 6 * budgetMs }),
  ofCalls('drop before', { kind: 'dropBefore' }),
  ofCalls('drop after', { kind: 'dropAfter' }, false, writeOnly),
  ofCalls('done late', { kind: 'doneLate', ms: 300 }, false, writeOnly),
  ofCalls('hang', { kind: 'hang' }),
  ...statuses,
  ofCalls('rate limit', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }),
  ofCalls('rate limit page', { kind: 'html', status: 429 }),
  ofCalls('502 after it was done', { kind: 'status', status: 502, after: true }, false, writeOnly),
  ofCalls('504 page after it was done', { kind: 'html', status: 504, after: true }, false, writeOnly),
  ofCalls('web page', { kind: 'html' }),
  ofCalls('web page after it was done', { kind: 'html', after: true }, false, writeOnly),
  ofCalls('404 page', { kind: 'html', status: 404 }),
  ofCalls('success false', { kind: 'status', status: 200, body: { success: false } }, true),
  ...spoilt,
  ofCalls('expired token', { kind: 'expiredToken' }, false, ['the write once', 'the first read']),
  // A token that was refused as soon as it was given is not replaced for a minute, unless a person signs in.
  { ...ofCalls('expired tokens', { kind: 'expiredToken' }, false, ['all calls']), person: accountPassword },
  ofSignIn('sign-in down', { kind: 'status', status: 503 }),
  ofSignIn('sign-in limited', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }),
  ofSignIn('sign-in page', { kind: 'html' }),
  ofSignIn('sign-in lost', { kind: 'dropAfter' }),
  ofSignIn('sign-in slow', { kind: 'latency', ms: budgetMs + 150, after: true }),
  ofSignIn('sign-in hangs', { kind: 'hang' }),
  ofServer('down', async (scene) => {
    await scene.reach(false);
    return () => scene.reach(true);
  }),
  ofServer('read-only', ({ sandbox }) => {
    sandbox.setReadOnly(true);
    return () => sandbox.setReadOnly(false);
  }),
  ofServer('read-only, 403', ({ sandbox }) => {
    sandbox.setSwitches({ readOnlyWrite: '403' });
    sandbox.setReadOnly(true);
    return () => sandbox.setReadOnly(false);
  }),
  ofServer(
    'right to write lost',
    ({ sandbox }) => {
      sandbox.setRights(connectorRights.filter((right) => !right.startsWith('Administer')));
      return () => sandbox.setRights(connectorRights);
    },
    { refuses: true },
  ),
  ofServer(
    'partial view',
    ({ sandbox }) => {
      sandbox.setRights(connectorRights.filter((right) => !right.startsWith('Unrestricted')));
      return () => sandbox.setRights(connectorRights);
    },
    { refuses: true },
  ),
  ofServer(
    'no right at all',
    ({ sandbox }) => {
      sandbox.setRights([]);
      return () => sandbox.setRights(connectorRights);
    },
    { refuses: true },
  ),
  ofServer(
    'sign-in refused',
    ({ sandbox }) => {
      sandbox.setPassword(sandbox.accountId, changedPassword);
      sandbox.expireTokens();
      return () => {};
    },
    { person: changedPassword },
  ),
  ofServer(
    'licences used up',
    ({ sandbox }) => {
      sandbox.configure({ licences: 1 });
      return () => sandbox.configure({ licences: null });
    },
    { refuses: true },
  ),
  ofServer(
    'licences used up, silently',
    ({ sandbox }) => {
      sandbox.setSwitches({ licenceExhausted: 'silently-disabled' });
      sandbox.configure({ licences: 1 });
      return () => sandbox.configure({ licences: null });
    },
    { refuses: true },
  ),
  ofServer(
    'restored server',
    async (scene) => {
      const older = await startSandbox();
      scene.lead(older);
      return async () => {
        scene.lead(scene.sandbox);
        await older.stop();
      };
    },
    { person: accountPassword, prepare: addWitness },
  ),
  ofServer(
    'other server',
    async (scene) => {
      const other = await startSandbox();
      for (const { id } of other.users()) {
        if (id !== other.accountId)
          other.change(id, { userName: `stranger${String(id)}`, created: Date.UTC(2001, 1, 1) });
      }
      scene.lead(other);
      return async () => {
        scene.lead(scene.sandbox);
        await other.stop();
      };
    },
    { person: accountPassword, prepare: addWitness },
  ),
];
