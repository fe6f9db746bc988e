import { expect, test } from 'vitest';
import { runBulk } from '../../src/server/domain/bulk.ts';
import { ScimError } from '../../src/server/scim/errors.ts';

const base = 'https://scim.example.com/scim/v2';
// Ids that cannot be ids are refused before anything of these is used.
const unused = {} as never;

test('operations that have not begun when the time is up are left to the client', async () => {
  let now = 1_000;
  const operations = ['0', '-1', '01'].map((id) => ({ method: 'DELETE', path: `/Users/${id}` }));
  const results = await runBulk(unused, { requestId: 'r' } as never, {
    message: { failOnErrors: undefined, operations },
    base,
    isTimeUp: () => now > 45_000,
    record: (_about, work) => work(() => {}),
    asRefusal(thrown) {
      if (!(thrown instanceof ScimError)) throw thrown;
      now += 23_000;
      return thrown;
    },
  });
  expect(results.map(({ status }) => status)).toEqual(['404', '404', '429']);
  expect(results[2]).toMatchObject({
    method: 'DELETE',
    location: `${base}/Users/01`,
    response: { status: '429', detail: expect.stringContaining('Send it again in 30 seconds') },
  });
});
