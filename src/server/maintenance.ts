import { join } from 'node:path';
import type { Calls } from '../main/ipc/contract.ts';
import type { AboutView } from '../main/ipc/settings.ts';
import { about } from './about.ts';
import type { AppSettings } from './app-settings.ts';
import { settingsCalls } from './calls/settings.ts';
import { createBackups } from './backups.ts';
import { createChecks } from './checks.ts';
import { dataFiles } from './config.ts';
import type { Connection } from './connection.ts';
import { proveData } from './data-check.ts';
import { createDiagnostics } from './diagnostics.ts';
import type { Activity } from './domain/activity.ts';
import type { EndpointService } from './domain/endpoints.ts';
import type { Importer } from './importer.ts';
import type { Install } from './install.ts';
import { callThrough } from './public-address.ts';
import { holdLogLevel } from './log-level.ts';
import { describeFault, type Log } from './log.ts';
import type { SecretStore } from './secrets.ts';
import { decide } from './restored.ts';
import { createSetUpView } from './set-up-view.ts';
import type { Store } from './store/store.ts';

interface MaintenanceDeps {
  readonly dataDir: string;
  readonly install: Install;
  readonly settings: AppSettings;
  readonly log: Log;
  /** Of the listener; null while it is down. */
  readonly port: () => number | null;
  readonly parts: {
    readonly store: Store;
    readonly secrets: SecretStore;
    readonly connection: Connection;
    readonly importer: Importer;
    readonly endpoints: EndpointService;
    readonly activity: Pick<Activity, 'note'>;
  };
  readonly status: Calls['status.get'];
  /** The data file was found damaged. */
  readonly onDamage: () => void;
  /** The connection was tested and works. */
  readonly testConnection: Calls['secretServer.test'];
}

/** What keeps an installation well: settings, and the checks of what has to hold. */
export function createMaintenance({
  dataDir,
  install,
  settings,
  log,
  port,
  parts,
  status,
  testConnection,
  onDamage,
}: MaintenanceDeps) {
  const { store, secrets, connection, importer, endpoints, activity } = parts;
  const file = join(dataDir, dataFiles.database);
  const aboutThis = (): AboutView => about(dataDir, secrets, install.id);
  const publicUrl = (): string | null => settings.get().listener.publicUrl;
  const backups = createBackups({
    dataDir,
    file,
    copy: store.backUp,
    days: () => settings.get().data.backupDays,
    now: Date.now,
    log,
    onMade: checkData,
  });
  let checking: Promise<unknown> = Promise.resolve();
  /** Behind everything else: what it finds shows under Checks. */
  function checkData(): void {
    checking = checking
      .then(() => checks.run('Data and keychain'))
      .catch((thrown: unknown) => log.warn('data and keychain not checked', describeFault(thrown)));
  }
  /** Activity, for what a person sets up and would have to do again: a backup follows. */
  const noted: Pick<Activity, 'note'> = {
    note(row) {
      backups.soon();
      return activity.note(row);
    },
  };
  // Once: it is written down by the file that came, as the one before is gone.
  const replaced = store.settings.get('replaced');
  if (typeof replaced === 'string') {
    activity.note({ source: 'You', action: 'Settings', result: 'Done', sentence: replaced });
    store.settings.set('replaced', undefined);
  }
  const checks = createChecks({
    settings: store.settings,
    now: Date.now,
    endpoints: () => endpoints.list(),
    quietDays: () => settings.get().safety.quietDays,
    publicUrl,
    callThrough: (url) => callThrough(url, install, port()),
    connection: () => connection.saved(),
    trouble: () => connection.problem() ?? importer.problem(),
    readAt: () => importer.last()?.endedAt ?? null,
    testConnection,
    testData: () =>
      proveData({
        dataDir,
        file,
        hasPassword: () => connection.hasPassword(),
        lostTokens: () => endpoints.lost(),
        onDamage,
        backups: () => backups.list(),
      }),
  });
  settings.onChange((now, before) => {
    // Who is listed is decided when a row is read.
    const scope = now.import.listApplicationAccounts !== before.import.listApplicationAccounts;
    if (scope && connection.isSetUp()) void importer.start();
    if (JSON.stringify(now.proxy) !== JSON.stringify(before.proxy)) connection.renew();
  });
  const stopLogLevel = holdLogLevel(settings, log);
  return {
    calls: settingsCalls({
      settings,
      checks,
      backups,
      restored: (apply) => decide({ store, importer, activity, log }, apply),
      diagnostics: createDiagnostics({
        dataDir,
        status,
        settings: () => settings.get(),
        checks: () => checks.all(),
        about: aboutThis,
        connection: () => connection.saved(),
        counts: () => store.countRows(),
        backups: () => backups.list(),
        password: () => connection.password(),
      }),
      about: aboutThis,
      activity: noted,
    }),
    setUp: createSetUpView({
      connected: () => connection.isSetUp(),
      imported: () => importer.last() !== null,
      endpoints: () => endpoints.list().length,
      publicUrl,
      lastCallAt: () => endpoints.lastCallAt(),
    }),
    noted,
    /** Looks at data and keychain: at the start, and after each backup. */
    checkData,
    async stop(): Promise<void> {
      stopLogLevel();
      await backups.stop();
      await checking;
    },
  };
}
