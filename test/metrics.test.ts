import { describe, expect, onTestFinished, test } from 'vitest';
import { createMetrics, type Measured } from '../src/server/metrics.ts';

const idle: Measured = {
  state: 'Running',
  failed: 0,
  intents: { open: 0, kept: 0, oldestKeptAt: null },
  mirrorAgeMs: 1_500,
  importMs: null,
};

function measured(what: Partial<Measured> = {}) {
  const metrics = createMetrics(
    () => ({ ...idle, ...what }),
    () => 100_000,
  );
  onTestFinished(() => metrics.stop());
  return metrics;
}

/** The lines of one metric, without its buckets. */
async function linesOf(metrics: ReturnType<typeof measured>, name: string): Promise<readonly string[]> {
  const text = await metrics.text();
  return text.split('\n').filter((line) => line.startsWith(name) && !line.includes('_bucket'));
}

test('requests are counted by endpoint, kind and outcome', async () => {
  const metrics = measured();
  for (const status of [200, 304, 429, 404, 500]) {
    metrics.request({ endpoint: 'okta', kind: 'change', status, ms: 20 });
  }
  metrics.request({ endpoint: null, kind: 'read', status: 401, ms: 1 });
  expect(await linesOf(metrics, 'scim_requests_total')).toEqual([
    'scim_requests_total{endpoint="okta",kind="change",outcome="done"} 2',
    'scim_requests_total{endpoint="okta",kind="change",outcome="put off"} 1',
    'scim_requests_total{endpoint="okta",kind="change",outcome="refused"} 1',
    'scim_requests_total{endpoint="okta",kind="change",outcome="failed"} 1',
    'scim_requests_total{endpoint="",kind="read",outcome="refused"} 1',
  ]);
  expect(await linesOf(metrics, 'scim_request_seconds_count')).toContain(
    'scim_request_seconds_count{kind="change"} 5',
  );
});

test('calls of Secret Server are counted by method and outcome, in seconds', async () => {
  const metrics = measured();
  metrics.called({ method: 'GET', status: 200, fault: null, ms: 250 });
  metrics.called({ method: 'GET', status: 503, fault: null, ms: 250 });
  metrics.called({ method: 'PATCH', status: null, fault: 'unreachable', ms: 500 });
  expect(await linesOf(metrics, 'secret_server_calls_total')).toEqual([
    'secret_server_calls_total{method="GET",outcome="2xx"} 1',
    'secret_server_calls_total{method="GET",outcome="5xx"} 1',
    'secret_server_calls_total{method="PATCH",outcome="unreachable"} 1',
  ]);
  expect(await linesOf(metrics, 'secret_server_call_seconds_sum')).toEqual([
    'secret_server_call_seconds_sum{method="GET"} 0.5',
    'secret_server_call_seconds_sum{method="PATCH"} 0.5',
  ]);
});

describe('what holds now', () => {
  test('is asked for at every scrape', async () => {
    const metrics = measured({
      state: 'Needs attention',
      failed: 3,
      intents: { open: 4, kept: 2, oldestKeptAt: 40_000 },
      importMs: 2_500,
    });
    expect(await linesOf(metrics, 'scim_tray_state')).toEqual([
      'scim_tray_state{state="Not set up"} 0',
      'scim_tray_state{state="Starting"} 0',
      'scim_tray_state{state="Blocked"} 0',
      'scim_tray_state{state="Paused"} 0',
      'scim_tray_state{state="Needs attention"} 1',
      'scim_tray_state{state="Working"} 0',
      'scim_tray_state{state="Running"} 0',
    ]);
    const text = await metrics.text();
    for (const line of [
      'scim_tray_failed_changes 3',
      'scim_tray_intents_open 4',
      'scim_tray_removals_kept 2',
      'scim_tray_oldest_kept_removal_seconds 60',
      'scim_tray_mirror_age_seconds 1.5',
      'scim_tray_import_seconds 2.5',
    ]) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(await linesOf(metrics, 'scim_tray_event_loop_delay_seconds')).toHaveLength(3);
  });

  test('has no age where nothing waits, and no mirror where nothing was imported', async () => {
    const text = await measured({ mirrorAgeMs: Number.POSITIVE_INFINITY }).text();
    expect(text).toContain('\nscim_tray_oldest_kept_removal_seconds 0\n');
    expect(text).toContain('\nscim_tray_mirror_age_seconds +Inf\n');
  });
});

test('two hosts in one process have figures of their own', async () => {
  const [one, other] = [measured(), measured()];
  one.request({ endpoint: 'okta', kind: 'read', status: 200, ms: 1 });
  expect(await linesOf(other, 'scim_requests_total')).toEqual([]);
  expect(await linesOf(one, 'scim_requests_total')).toHaveLength(1);
});
