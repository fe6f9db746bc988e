import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGroup, makeUser, patchOf, query, startService, type Service } from './client.ts';
import { hostileFilter } from './hostile-filters.ts';
import { hostileRead, hostileWrite, type Hostile } from './hostile.ts';

/** Whatever is sent: no fault of ours, no slow answer, nothing of another endpoint. More of it: `npm run fuzz`. */

const runs = Number(process.env['SCIM_TRAY_FUZZ_RUNS'] ?? 150);
/** Milliseconds for an answer, and more for each KiB that was sent; the first is for the machine, not for us. */
const patience = 150;
const perKibibyte = 50;
const secret = 'other-endpoint-external-id';

let service: Service;
let userId: string;
let groupId: string;
beforeAll(async () => {
  service = await startService();
  ({ id: userId } = await makeUser(service, 'target@hostile.example.com'));
  ({ id: groupId } = await makeGroup(service, 'Hostile', [userId]));
  const hidden = await service.other(`/Users/${userId}`, {
    method: 'PATCH',
    body: patchOf({ op: 'add', path: 'externalId', value: secret }),
  });
  expect(hidden.body.externalId).toBe(secret);
});
afterAll(() => service.close());

async function withstand({ method, path, body }: Hostile): Promise<void> {
  const size = path.length + (body?.length ?? 0);
  const began = performance.now();
  const answer = await fetch(`${service.scimBaseUrl}${path}`, {
    method,
    headers: { Authorization: service.token, 'Content-Type': 'application/scim+json' },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const took = performance.now() - began;
  expect(answer.status === 501 ? 400 : answer.status, text).toBeLessThan(500);
  expect(text).not.toContain(secret);
  if (text !== '') expect(() => JSON.parse(text)).not.toThrow();
  expect(took).toBeLessThan(patience + (perKibibyte * size) / 1024);
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
}

test('filters', async () => {
  await fc.assert(
    fc.asyncProperty(hostileFilter, async (filter) => {
      await withstand({
        method: 'GET',
        path: `/Users${query({ filter: filter.toWellFormed(), count: 5 })}`,
        body: undefined,
      });
    }),
    { numRuns: runs },
  );
});

test('reads', async () => {
  await fc.assert(fc.asyncProperty(hostileRead, withstand), { numRuns: runs });
});

test('writes', async () => {
  await fc.assert(fc.asyncProperty(hostileWrite(userId, groupId), withstand), { numRuns: runs });
});

test('afterwards the service is what it was', async () => {
  const { status, body } = await service.call('/Users?count=1000');
  expect(status).toBe(200);
  expect(body.Resources).toHaveLength(body.totalResults);
  const { state } = await service.host.calls['status.get']();
  // What was refused is shown to a person.
  expect(['Running', 'Needs attention']).toContain(state);
});
