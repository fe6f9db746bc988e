import { join } from 'node:path';
import type { Calls, ImportProgress } from '../main/ipc/contract.ts';
import { activityCalls } from './calls/activity.ts';
import { endpointCalls } from './calls/endpoints.ts';
import { jobCalls } from './calls/jobs.ts';
import { peopleCalls } from './calls/people.ts';
import { pauseCalls } from './calls/pause.ts';
import { protectionCalls } from './calls/protection.ts';
import { secretServerCalls } from './calls/secret-server.ts';
import { createAppSettings } from './app-settings.ts';
import { dataFiles } from './config.ts';
import { createEndpointService } from './domain/endpoints.ts';
import { asProblem } from './errors.ts';
import { createFacts } from './facts.ts';
import { createEventHub, type EventHub } from './events.ts';
import { createApp } from './http/app.ts';
import { createSlowDown } from './slow-down.ts';
import { createImporter, problemOf } from './importer.ts';
import { openInstall } from './install.ts';
import { createJobKinds } from './job-kinds.ts';
import { entryOfJob } from './job-entry.ts';
import { createJobs } from './jobs.ts';
import { createListeners } from './listeners.ts';
import { describeFault, type Log } from './log.ts';
import { watchSecrets, type SecretStore } from './secrets.ts';
import { createPause } from './pause.ts';
import { createReadGate } from './read-gate.ts';
import { measured } from './metrics.ts';
import { createRecording } from './recording.ts';
import { createScimListener } from './scim-listener.ts';
import { createStatusWatch, keptOf } from './status-watch.ts';
import { computeStatus, type Status } from './status.ts';
import { openStore } from './store/store.ts';
import { supervise, type OpenedHost, type OpenOptions } from './supervise.ts';
import { createMaintenance } from './maintenance.ts';
import { startUpkeep } from './upkeep.ts';
import { wireDomain } from './wire-domain.ts';

export interface HostOptions {
  readonly dataDir: string;
  readonly secrets: SecretStore;
  /** Of the listener, whatever Settings say; 0 means any. */
  readonly port?: number;
  /** Milliseconds after which a write is answered 429 while it goes on; 45 s, as Okta closes at 60 (D4). */
  readonly budgetMs?: number;
  /** Milliseconds that Secret Server may be silent before that is trouble; 60 s. */
  readonly downMs?: number;
  readonly log?: Log;
}

export interface Host {
  readonly calls: Calls;
  readonly events: Pick<EventHub, 'on'>;
  /** "/w/…/": where browsers find the window of this installation. Nobody else can know it. */
  readonly windowRoot: string;
  /** Figures in the text format of Prometheus. */
  metrics(): Promise<string>;
  /** Opens the listener. @throws Problem APP-PORT */
  start(): Promise<{ readonly scimBaseUrl: string }>;
  /** Resolves when open changes are settled and the first import attempt of this start has ended. */
  readonly firstImportEnded: Promise<void>;
  onProgress(listener: (progress: ImportProgress) => void): () => void;
  /** Listener closed, work ended, data file closed, data folder given back. */
  stop(): Promise<void>;
}

/**
 * Everything that runs without a desktop. A data file that is damaged or gone is a state of it, not a fault (D19).
 * @throws Problem APP-DATA when the data folder is taken, or its file cannot be used.
 */
export function createHost(options: HostOptions): Promise<Host> {
  return supervise(options, open);
}

/** The one place where the parts are put together. */
function open({
  dataDir,
  secrets,
  port: givenPort,
  budgetMs = 45_000,
  downMs = 60_000,
  log,
  onDamage,
}: OpenOptions): OpenedHost {
  const monotonic = (): number => performance.now();
  const { store, activity, metrics, ...recording } = createRecording({
    tables: openStore(join(dataDir, dataFiles.database), Date.now, onDamage),
    retentionDays: () => settings.get().data.retentionDays,
    monotonic,
    log,
    onChange: (newest) => events.emit('activity', { newest }),
    measure: () => measured({ status, store, importer }),
  });
  const settings = createAppSettings(store.settings, log, store.transaction);
  const listener = createScimListener(givenPort ?? settings.get().listener.port, log);
  const install = openInstall(store.settings);
  const watched = watchSecrets(secrets);
  const pause = createPause({
    settings: store.settings,
    wall: Date.now,
    monotonic,
    onEnd: () => void importer.settle(),
  });
  const { connection, domain } = wireDomain({
    store,
    settings,
    secrets: watched,
    activity,
    pause,
    log,
    monotonic,
    onCall: recording.onCall,
    onForget: () => importer.forget(),
  });
  const endpoints = createEndpointService(store, watched, Date.now);
  const { tell: onImportProgress, on: onProgress } = createListeners<ImportProgress>();
  const importer = createImporter({
    domain,
    connection,
    log,
    monotonic,
    every: { refreshMs: () => settings.get().import.refreshMinutes * 60_000 },
    isBusy: () => jobs.isBusy(),
    onProgress: onImportProgress,
  });
  const jobs = createJobs({
    settings: store.settings,
    now: Date.now,
    refresh: { idle: () => importer.idle(), onProgress },
    problemOf(thrown) {
      log.warn('job failed', describeFault(thrown));
      return problemOf(thrown);
    },
    onChange(view) {
      events.emit('job', view);
      statusWatch.look();
    },
    onApplied: (view) => void activity.note(entryOfJob(view)),
  });
  const firstImport = Promise.withResolvers<void>();
  const facts = createFacts({
    dataDir,
    downMs,
    monotonic,
    quietDays: () => settings.get().safety.quietDays,
    listener: listener.state,
    parts: { connection, secrets: watched, store, pause, importer, jobs, activity, endpoints },
  });
  const status = (): Status => computeStatus(facts.gather());
  const events = createEventHub((thrown) => log.error('a listener failed', describeFault(thrown)));
  const maintenance = createMaintenance({
    dataDir,
    install,
    settings,
    log,
    port: listener.port,
    parts: { store, secrets: watched, connection, importer, endpoints, activity },
    status: () => calls['status.get'](),
    testConnection: () => calls['secretServer.test'](),
    onDamage,
  });
  const statusWatch = createStatusWatch({
    compute: () => ({
      ...status(),
      paused: pause.view(),
      scimBaseUrl: listener.baseUrl(),
      secretServer: connection.view(),
      lastImport: importer.last(),
      setUp: maintenance.setUp(),
      kept: keptOf(store.intents.tally()),
      pid: process.pid,
    }),
    now: Date.now,
    onChange: (view) => events.emit('status', view),
  });
  const jobKinds = createJobKinds({
    domain,
    connection,
    importer,
    isPaused: () => pause.view() !== null,
    tellUser: (resync) => events.emit('resyncUser', resync),
  });
  const calls: OpenedHost['calls'] = {
    'status.get': async () => statusWatch.get(),
    'import.run': ({ acceptRemovals = false }) => importer.run(acceptRemovals),
    ...secretServerCalls(
      connection,
      maintenance.noted,
      () => void (listener.port() !== null && importer.start()),
    ),
    ...jobCalls(jobs, jobKinds),
    ...peopleCalls(domain, activity),
    ...activityCalls({ store, flush: recording.flushActivity, now: Date.now }),
    ...pauseCalls(pause, log, {
      note(row) {
        const id = activity.note(row);
        statusWatch.look();
        return id;
      },
    }),
    ...endpointCalls(endpoints, listener.baseUrl, maintenance.noted),
    ...maintenance.calls,
    ...protectionCalls(store, domain.protection, maintenance.noted),
  };
  const upkeep = startUpkeep({ endpoints, activity: recording.activityUpkeep, log });
  return {
    calls,
    events,
    windowRoot: `/w/${install.derive('window', 'root').slice(0, 22)}/`,
    metrics: () => metrics.text(),
    firstImportEnded: firstImport.promise,
    async start() {
      const app = createApp({
        domain,
        endpoints,
        activity,
        gate: createReadGate(connection, importer),
        status,
        prove: (challenge) => install.derive('health', challenge),
        log,
        slowDown: createSlowDown(monotonic),
        onRequest: recording.onRequest,
        budgetMs,
      });
      await listener.open(app);
      // A keychain that cannot be read shows at once, not with the first call.
      await endpoints
        .load()
        .catch((thrown: unknown) => log.warn('saved tokens cannot be read', { ...asProblem(thrown).view() }));
      void importer.start().finally(() => {
        maintenance.checkData();
        firstImport.resolve();
      });
      return { scimBaseUrl: listener.baseUrl() ?? '' };
    },
    onProgress,
    async stop() {
      statusWatch.stop();
      facts.stop();
      metrics.stop();
      pause.stop();
      await maintenance.stop();
      await listener.close();
      const ended = Promise.all([importer.stop(), jobs.close()]);
      // A Secret Server that does not answer must not hold this up: what was under way is settled at the next start.
      await connection.close();
      await ended;
      await domain.lock.idle();
      try {
        activity.stop();
        upkeep.end();
      } finally {
        store.close();
      }
    },
  };
}
