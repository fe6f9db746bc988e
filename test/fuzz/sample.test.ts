import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindsOf, run } from './run.ts';
import { startTarget, type Target } from './target.ts';

/**
 * Whatever is sent: no fault of ours, no answer that is not SCIM, nothing of another endpoint. More of it, and how long
 * each takes: `npm run fuzz`.
 */

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.service.close());

test.each(['filters', 'reads', 'resources', 'patches', 'bulk', 'searches', 'headers', 'bytes'])(
  '%s',
  async (kind) => {
    const attacks = kindsOf(target)[kind];
    if (!attacks) throw new Error('no such kind');
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { finding, requests, statuses } = await run(target, [kind, attacks], {
      seed,
      runs: 100,
      seconds: 20,
    });
    expect(finding).toBeUndefined();
    expect(requests).toBeGreaterThan(20);
    // Some of it is understood, and some refused: else it would not reach far.
    expect(statuses.size).toBeGreaterThan(1);
  },
);

test('afterwards the service is what it was', async () => {
  const { status, body } = await target.service.call('/Users?count=1000');
  expect(status).toBe(200);
  expect(body.Resources).toHaveLength(body.totalResults);
  const { state } = await target.service.host.calls['status.get']();
  // What was refused is shown to a person.
  expect(['Running', 'Needs attention']).toContain(state);
});
