import type { AppSettings } from './app-settings.ts';
import { createConnection, type Connection } from './connection.ts';
import { createAwaited } from './domain/awaited.ts';
import type { Activity } from './domain/activity.ts';
import type { Deps } from './domain/context.ts';
import { verifyIdentity } from './domain/identity.ts';
import { createKeyedLock } from './domain/keyed-lock.ts';
import { createMirror } from './domain/mirror.ts';
import { createProtection } from './domain/protection.ts';
import { createWalks } from './domain/walks.ts';
import type { Log } from './log.ts';
import type { Pause } from './pause.ts';
import type { CallLog } from './secret-server/http.ts';
import type { SecretStore } from './secrets.ts';
import type { Store } from './store/store.ts';

interface DomainParts {
  readonly store: Store;
  readonly settings: AppSettings;
  readonly secrets: SecretStore;
  readonly activity: Activity;
  readonly pause: Pick<Pause, 'guard'>;
  readonly log: Log;
  /** Milliseconds. */
  readonly monotonic: () => number;
  /** A call of Secret Server has ended. */
  readonly onCall: (line: CallLog) => void;
  /** A person took another Secret Server for good: nothing that was read of the old one holds. */
  readonly onForget: () => void;
}

export interface WiredDomain {
  readonly connection: Connection;
  readonly domain: Deps & { readonly walks: ReturnType<typeof createWalks> };
}

/** The connection to Secret Server and what the functions of the domain share: each needs the other. */
export function wireDomain(parts: DomainParts): WiredDomain {
  const { store, settings, secrets, activity, pause, log, monotonic, onCall, onForget } = parts;
  const protection = createProtection(store);
  const connection = createConnection({
    settings: store.settings,
    secrets,
    log,
    proxy: () => settings.get().proxy,
    onCall,
    identity: {
      verify: (reads) => verifyIdentity(store, reads),
      forget() {
        store.forgetMirror();
        domain.mirror.forget();
        onForget();
      },
      protect(holders, isNew) {
        if (isNew || !protection.isChosen()) protection.set(holders);
      },
    },
  });
  const scope = () => ({
    ownAccountId: connection.capabilities().account.id,
    listApplicationAccounts: settings.get().import.listApplicationAccounts,
  });
  const domain: WiredDomain['domain'] = {
    store,
    mirror: createMirror(store, scope, Date.now),
    lock: createKeyedLock(),
    protection,
    secretServer: () => pause.guard(connection.secretServer()),
    capabilities: () => connection.capabilities(),
    activity,
    confirmView: () => connection.confirmView(),
    awaited: createAwaited(),
    now: Date.now,
    walks: createWalks(monotonic),
  };
  return { connection, domain };
}
