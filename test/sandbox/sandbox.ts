import type { IncomingMessage, ServerResponse } from 'node:http';

import { CallLog } from './call-log.ts';
import type { Call } from './calls.ts';
import type { Conduct } from './conduct-case.ts';
import { findConduct, type Allowed } from './conduct.ts';
import { FaultBook, type Fault, type FaultHandle } from './faults.ts';
import { createHands, type Hands } from './hands.ts';
import { BASE } from './http/incoming.ts';
import { createListener } from './http/listener.ts';
import { serve, type Service, type Witness } from './http/serve.ts';
import { createRouter } from './http/router.ts';
import { freshSettings, type Settings } from './model.ts';
import { connectorRights } from './rights.ts';
import { allRoutes } from './routes/all.ts';
import type { Rudeness } from './rudeness.ts';
import { SearchMemory } from './search-memory.ts';
import { defaultSize, seed, type Size } from './seed/seed.ts';
import { Sessions } from './sessions.ts';
import { chooseSwitches, type Switches } from './switches.ts';
import type { World } from './world.ts';

export interface Account {
  readonly userName: string;
  readonly password: string;
}

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** What a client would scan; never less than the 57 users and 19 groups that are seeded by name. */
  readonly size?: Partial<Size>;
  readonly switches?: Partial<Switches>;
  readonly settings?: Partial<Settings>;
  readonly rude?: Rudeness;
  /** Permissions of the connector's account, spelled with blanks. */
  readonly rights?: readonly string[];
  readonly account?: Account;
  /** Epoch milliseconds; for dates and the life of tokens. */
  readonly now?: () => number;
}

/** A running simulated Secret Server. */
export interface Sandbox extends Hands {
  /** The base address, with the virtual directory and without a trailing slash. */
  readonly url: string;
  readonly account: Account;
  readonly accountId: number;
  /** Every request since the start or the last `forgetCalls()`, in order of arrival. */
  readonly calls: readonly Call[];
  /** How many of them asked for a token, whatever came of it. */
  readonly grants: number;
  forgetCalls(): void;
  /** Wrong conduct seen in `calls`; empty when the client behaved. */
  conduct(allowed?: Allowed): readonly Conduct[];
  /** Faults strike in the order in which they were set. */
  fault(fault: Fault): FaultHandle;
  clearFaults(): void;
  /** Has somebody look on at every call; undefined: nobody any more. */
  watch(witness: Witness | undefined): void;
  /** Answers a request that came in at another port. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Stops answering; connections are refused until `up()`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Down and up again on the same port; every token is gone, the data is kept. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const defaultAccount: Account = { userName: 'svc-scim', password: 'Sandbox-Vault_7391!' };

/** Starts a simulated Secret Server on loopback. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const account = options.account ?? defaultAccount;
  const world = createWorld(options, account);
  const log = new CallLog();
  const faults = new FaultBook();
  const stopping = new AbortController();
  const service: Service = { world, find: createRouter(allRoutes), log, faults, stopping: stopping.signal };
  const listener = createListener(service, options.port ?? 0);
  await listener.open();
  return {
    ...createHands(world),
    url: `http://127.0.0.1:${listener.port()}${BASE}`,
    account,
    accountId: world.accountId,
    get calls() {
      return log.all();
    },
    get grants() {
      return log.all().filter((call) => call.path === '/oauth2/token').length;
    },
    forgetCalls: () => log.clear(),
    conduct: (allowed) => findConduct(log.all(), world.accountId, allowed),
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    watch: (witness) => void (service.witness = witness),
    serve: (request, response) => serve(service, request, response),
    down: () => listener.close(),
    up: () => listener.open(),
    restart: async () => {
      await listener.close();
      world.sessions.revokeAll();
      await listener.open();
    },
    stop: async () => {
      stopping.abort();
      await listener.close();
    },
  };
}

function createWorld(options: SandboxOptions, account: Account): World {
  const rights = options.rights ?? connectorRights;
  const { store, accountId } = seed({ size: { ...defaultSize, ...options.size }, account, rights });
  return {
    store,
    accountId,
    sessions: new Sessions(),
    searches: new SearchMemory(),
    now: options.now ?? Date.now,
    switches: chooseSwitches(options.switches),
    settings: { ...freshSettings, ...options.settings },
    rude: options.rude ?? {},
  };
}
