import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { State } from '../main/ipc/contract.ts';
import type { RequestOutcome } from './http/context.ts';
import type { Importer } from './importer.ts';
import type { CallLog } from './secret-server/http.ts';
import type { Store } from './store/store.ts';

const states: readonly State[] = [
  'Not set up',
  'Starting',
  'Blocked',
  'Paused',
  'Needs attention',
  'Working',
  'Running',
];
/** Seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What is measured at the moment when somebody asks. */
export interface Measured {
  readonly state: State;
  readonly failed: number;
  readonly intents: { readonly open: number; readonly kept: number; readonly oldestKeptAt: number | null };
  /** Milliseconds; Infinity: there was no import yet. */
  readonly mirrorAgeMs: number;
  /** Of the last import, milliseconds; null: there was none. */
  readonly importMs: number | null;
}

interface MeasuringDeps {
  readonly status: () => { readonly state: State };
  readonly store: Pick<Store, 'activityFailures' | 'intents'>;
  readonly importer: Pick<Importer, 'mirrorAge' | 'last'>;
}

/** Measures a host. */
export function measured({ status, store, importer }: MeasuringDeps): Measured {
  return {
    state: status().state,
    failed: store.activityFailures.count(),
    intents: store.intents.tally(),
    mirrorAgeMs: importer.mirrorAge(),
    importMs: importer.last()?.durationMs ?? null,
  };
}

export interface Metrics {
  request(outcome: RequestOutcome): void;
  called(call: Pick<CallLog, 'method' | 'status' | 'fault' | 'ms'>): void;
  /** Prometheus text format. */
  text(): Promise<string>;
  stop(): void;
}

/**
 * Figures for Prometheus, each host with a registry of its own.
 * @param measure is asked at every scrape
 * @param now wall clock, epoch milliseconds
 */
export function createMetrics(measure: () => Measured, now: () => number): Metrics {
  const registry = new Registry();
  const { requests, requestSeconds, calls, callSeconds } = counters(registry);
  const gauges = createGauges(registry);
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();

  function look(): void {
    const { state, failed, intents, mirrorAgeMs, importMs } = measure();
    for (const name of states) gauges.state.set({ state: name }, name === state ? 1 : 0);
    gauges.failed.set(failed);
    gauges.open.set(intents.open);
    gauges.kept.set(intents.kept);
    gauges.oldestKept.set(intents.oldestKeptAt === null ? 0 : (now() - intents.oldestKeptAt) / 1_000);
    gauges.mirrorAge.set(mirrorAgeMs / 1_000);
    if (importMs !== null) gauges.importSeconds.set(importMs / 1_000);
    for (const quantile of [50, 99, 100] as const) {
      gauges.loopDelay.set({ quantile: String(quantile / 100) }, loop.percentile(quantile) / 1e9);
    }
    loop.reset();
  }

  return {
    request({ endpoint, kind, status, ms }) {
      requests.inc({ endpoint: endpoint ?? '', kind, outcome: outcomeOf(status) });
      requestSeconds.observe({ kind }, ms / 1_000);
    },
    called({ method, status, fault, ms }) {
      calls.inc({
        method,
        outcome: status === null ? (fault ?? 'no answer') : `${String(status).charAt(0)}xx`,
      });
      callSeconds.observe({ method }, ms / 1_000);
    },
    text() {
      look();
      return registry.metrics();
    },
    stop: () => void loop.disable(),
  };
}

/** 429 is no failure: the client comes back by itself (D2). */
function outcomeOf(status: number): 'done' | 'put off' | 'refused' | 'failed' {
  if (status < 400) return 'done';
  if (status === 429) return 'put off';
  return status < 500 ? 'refused' : 'failed';
}

function counters(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: 'scim_requests_total',
      help: 'Requests of clients, by endpoint, kind and outcome.',
      labelNames: ['endpoint', 'kind', 'outcome'] as const,
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'scim_request_seconds',
      help: 'How long requests of clients took.',
      labelNames: ['kind'] as const,
      buckets,
      registers,
    }),
    calls: new Counter({
      name: 'secret_server_calls_total',
      help: 'Calls of Secret Server, by method and outcome: a class of status, or why no answer came.',
      labelNames: ['method', 'outcome'] as const,
      registers,
    }),
    callSeconds: new Histogram({
      name: 'secret_server_call_seconds',
      help: 'How long calls of Secret Server took.',
      labelNames: ['method'] as const,
      buckets,
      registers,
    }),
  };
}

function createGauges(registry: Registry) {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] });
  const labelled = <L extends string>(name: string, help: string, label: L): Gauge<L> =>
    new Gauge({ name, help, labelNames: [label], registers: [registry] });
  return {
    state: labelled('scim_tray_state', '1 for the state that holds, 0 for the others.', 'state'),
    failed: gauge('scim_tray_failed_changes', 'Failed changes that nobody has dealt with.'),
    open: gauge('scim_tray_intents_open', 'Changes begun and not settled, the kept ones among them.'),
    kept: gauge('scim_tray_removals_kept', 'Removals of access that wait for Secret Server.'),
    oldestKept: gauge(
      'scim_tray_oldest_kept_removal_seconds',
      'Age of the oldest of them; 0: there is none.',
    ),
    mirrorAge: gauge('scim_tray_mirror_age_seconds', 'Since Secret Server was last read completely.'),
    importSeconds: gauge('scim_tray_import_seconds', 'How long the last import took.'),
    loopDelay: labelled(
      'scim_tray_event_loop_delay_seconds',
      'Delay of the event loop since the last scrape, 0.01 where there is none.',
      'quantile',
    ),
  };
}
