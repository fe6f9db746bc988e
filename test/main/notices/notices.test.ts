import { expect, test } from 'vitest';
import type { State } from '../../../src/main/ipc/contract.ts';
import type { JobView } from '../../../src/main/ipc/jobs.ts';
import { noticesOf, nothingTold, type Notice } from '../../../src/main/notices/notices.ts';
import type { Shown } from '../../../src/main/shown.ts';
import { failedProblem, importJob, now, portProblem, shownIn } from '../shown.ts';

const minute = 60_000;

/** What is said while these values follow each other, with minutes in between. */
function said(...steps: readonly (readonly [Shown, number?])[]): Notice[] {
  let before: Shown | null = null;
  let told = nothingTold;
  let at = now;
  const all: Notice[] = [];
  for (const [shown, minutes = 0] of steps) {
    at += minutes * minute;
    const noticed = noticesOf(before, shown, told, at);
    all.push(...noticed.notices);
    ({ told } = noticed);
    before = shown;
  }
  return all;
}

const titles = (notices: readonly Notice[]): string[] =>
  notices.map(({ title, body }) => `${title}: ${body}`);

test.each(['Not set up', 'Starting', 'Paused', 'Working', 'Running'] as State[])(
  'nothing is said for being %s',
  (state) => {
    expect(said([shownIn('Running')], [shownIn(state)], [shownIn(state)])).toEqual([]);
  },
);

test('Blocked is said once, with cause and remedy, and leads to the problem', () => {
  const notices = said([shownIn('Running')], [shownIn('Blocked')], [shownIn('Blocked'), 90]);
  expect(titles(notices)).toEqual(['Blocked: Port 8480 is in use. Choose another port']);
  expect(notices[0]).toMatchObject({
    kind: 'blocked',
    category: 'state',
    target: { screen: 'status', focus: 'APP-PORT' },
  });
});

test('Blocked is said at the start too', () => {
  expect(said([shownIn('Blocked')])).toHaveLength(1);
});

test('after Blocked it says how long it took', () => {
  const since = new Date(now).toISOString();
  const notices = said([shownIn('Blocked', { since })], [shownIn('Starting'), 5], [shownIn('Running'), 7]);
  expect(titles(notices).slice(1)).toEqual(['Running: Working again after 12 min']);
});

test('after Blocked, what still needs attention comes in the same sentence', () => {
  const since = new Date(now).toISOString();
  const notices = said([shownIn('Blocked', { since })], [shownIn('Needs attention'), 12]);
  expect(titles(notices).slice(1)).toEqual(['Needs attention: Working again after 12 min; 3 changes failed']);
});

test('Running is not said twice', () => {
  const running = shownIn('Running');
  expect(said([shownIn('Blocked')], [running, 1], [shownIn('Working'), 1], [running, 1])).toHaveLength(2);
});

test('a cause for attention is said at most once an hour, another one at once', () => {
  const running = shownIn('Running');
  const failed = shownIn('Needs attention');
  expect(said([running], [failed], [running, 10], [failed, 10])).toHaveLength(1);
  expect(said([running], [failed], [running, 10], [failed, 60])).toHaveLength(2);
  const other = { ...portProblem, code: 'OK-QUIET', title: 'Okta has not called for 7 days' };
  const both = shownIn('Needs attention', { problems: [other, failedProblem] });
  expect(titles(said([running], [failed], [both, 1]))[1]).toContain('Okta has not called for 7 days');
});

const job = (over: Partial<JobView>): Shown => shownIn('Running', {}, { job: { ...importJob, ...over } });
const plan = {
  madeAt: importJob.startedAt,
  expiresAt: importJob.startedAt,
  counts: {},
  revision: 0,
  ticked: 1148,
  stale: 0,
  limit: null,
};
const result = { sentence: '57 users scanned: 50 new.', done: 50, failed: 0, leftOut: 0, failures: [] };

test('a preview that is ready leads to its screen', () => {
  const notices = said([job({})], [job({ stage: 'Review', plan })], [job({ stage: 'Review', plan })]);
  expect(titles(notices)).toEqual(['Import preview is ready: 1,148 changes to look at']);
  expect(notices[0]).toMatchObject({ kind: 'previewReady', category: 'job', target: { screen: 'import' } });
});

test.each([
  ['Done', 'Resync finished: 57 users scanned: 50 new.', { result }],
  ['Stopped', 'Resync stopped: 57 users scanned: 50 new.', { result }],
  ['Failed', 'Resync failed: Port 8480 is in use', { problem: portProblem }],
] as const)('the end of a job is said: %s', (stage, text, over) => {
  const notices = said([job({ kind: 'resync' })], [job({ kind: 'resync', stage, ...over })]);
  expect(titles(notices)).toEqual([text]);
  expect(notices[0]).toMatchObject({ kind: 'jobEnded', target: { screen: 'resync' } });
});

test('a job that ended before this app began is old news', () => {
  expect(said([job({ stage: 'Done', result })], [job({ stage: 'Done', result })])).toEqual([]);
});
