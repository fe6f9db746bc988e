import { expect, test } from 'vitest';
import { filterOf, isFiltered, noFilter } from '../../src/renderer/screens/activity/filter.ts';

const now = new Date(2026, 10, 24, 14, 20).getTime();
const midnight = (day: number, month = 10): string => new Date(2026, month, day).toISOString();

const asked = (query: string) => filterOf(new URLSearchParams(query), now);

test.each([
  ['when=today', { since: midnight(24) }],
  ['when=week', { since: midnight(18) }],
  ['when=month', { since: midnight(26, 9) }],
  ['when=dates&from=2026-11-02&to=2026-11-30', { since: midnight(2), until: midnight(1, 11) }],
  ['when=dates&from=2026-11-02', { since: midnight(2), until: undefined }],
  ['when=dates&to=2026-11-02', { since: undefined, until: midnight(3) }],
  ['when=dates&from=yesterday', { since: undefined, until: undefined }],
  ['from=2026-11-02', {}],
  ['when=never', {}],
])(
  'the days of %s, both included, begin at midnight here',
  (query, { since, until }: { since?: string | undefined; until?: string | undefined }) => {
    const { since: from, until: to } = asked(query);
    expect({ from, to }).toEqual({ from: since, to: until });
  },
);

test('changes are what Okta and a resync do', () => {
  expect(asked('sources=changes&results=Done')).toMatchObject({
    sources: ['Client', 'Resync'],
    results: ['Done'],
  });
  expect(asked('sources=Import').sources).toEqual(['Import']);
  expect(asked('sources=nobody').sources).toBeUndefined();
});

test('clearing leaves nothing that filters', () => {
  const names = Object.keys(noFilter);
  const all =
    'results=Failed&left=1&actions=Create&sources=changes&when=dates&from=2026-11-02&to=2026-11-02&text=a&resource=1&type=User';
  expect(names.toSorted()).toEqual([...new URLSearchParams(all).keys()].toSorted());
  expect(isFiltered(new URLSearchParams(all))).toBe(true);
});
