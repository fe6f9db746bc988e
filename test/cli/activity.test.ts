import { describe, expect, test } from 'vitest';
import type { Calls } from '../../src/main/ipc/contract.ts';
import { fakeCalls } from '../console/fake-calls.ts';
import { runMain, runningHost } from './run-main.ts';

const row = {
  id: 7,
  at: '2026-11-24T14:02:00.000Z',
  source: 'Client',
  endpoint: 'okta',
  action: 'Create',
  type: 'User',
  resourceId: null,
  name: 'Kim Lee',
  signInName: 'kim',
  result: 'Failed',
  sentence: 'Kim \u001b[2JLee was not created.',
  tookMs: 3,
  dealtWith: false,
} as const;

/** A host with one row. */
async function withRow(over: Partial<Calls> = {}) {
  const calls = { ...fakeCalls(), ...over };
  const asked: unknown[] = [];
  const list: Calls['activity.list'] = async (request) => {
    asked.push(request);
    return { rows: [row], next: 7 };
  };
  const run = await runningHost({ ...calls, 'activity.list': list });
  return { run, asked, calls };
}

describe('activity', () => {
  test('shows a line for each row, without anything that steers a terminal', async () => {
    const { run, asked } = await withRow();
    const { code, out } = await run(['activity']);
    expect(code).toBe(0);
    expect(out).toBe(
      '2026-11-24 14:02 UTC  okta  Failed  Kim  [2JLee was not created.\nThere are more: see --since, --text and --limit.\n',
    );
    expect(asked).toEqual([{ filter: {}, limit: 50 }]);
  });

  test('asks for what is still a problem, since a moment, by a text', async () => {
    const { run, asked } = await withRow();
    await run(['activity', '--failed', '--since', '2026-11-24T14:00:00Z', '--text', 'kim', '--limit', '3']);
    expect(asked).toEqual([
      {
        filter: { results: ['Failed'], dealtWith: false, since: '2026-11-24T14:00:00.000Z', text: 'kim' },
        limit: 3,
      },
    ]);
  });

  test('takes a day, and a time back from now', async () => {
    const { run, asked } = await withRow();
    await run(['activity', '--since', '2026-11-24']);
    await run(['activity', '--since', '2h']);
    const [day, hours] = asked as { filter: { since: string } }[];
    expect(day?.filter.since).toBe(new Date(2026, 10, 24).toISOString());
    const back = Date.now() - Date.parse(hours?.filter.since ?? '');
    expect(back).toBeGreaterThanOrEqual(2 * 60 * 60_000);
    expect(back).toBeLessThan(2 * 60 * 60_000 + 60_000);
  });

  test('prints a file, and says so where that is not all', async () => {
    const file = { fileName: 'a.csv', mediaType: 'text/csv', text: 'id\r\n7\r\n', rows: 1, complete: false };
    const { run } = await withRow({ 'activity.export': async () => file });
    const csv = await run(['activity', '--csv']);
    expect(csv).toMatchObject({ code: 0, out: 'id\r\n7\r\n' });
    expect(csv.err).toBe('These are the newest 1; narrow them with --since.\n');
    const json = await (await withRow()).run(['activity', '--json']);
    expect(json).toMatchObject({ code: 0, out: '[]\n', err: '' });
  });

  test('ends all problems when told so', async () => {
    const { run, calls } = await withRow();
    expect((await run(['activity', '--failed', '--dismiss'])).out).toBe('0 dismissed.\n');
    expect(calls.asked.at(-1)).toEqual({ call: 'activity.dismiss', argument: {} });
  });

  test.each([
    [['--json', '--csv'], 'Choose --json or --csv'],
    [['--since', 'yesterday'], '--since takes a moment'],
    [['--since', '2026-13-45'], '--since takes a moment'],
    [['--limit', '0'], '--limit takes a number from 1 to 500'],
    [['--limit', '501'], '--limit takes a number from 1 to 500'],
    [['--dismiss'], '--dismiss takes --failed'],
    [['--failed', '--dismiss', '--since', '1h'], '--dismiss takes --failed and nothing else'],
  ])('refuses %j', async (options, sentence) => {
    const { code, err } = await (await withRow()).run(['activity', ...options]);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  test('has help', async () => {
    const { code, out } = await runMain(['activity', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--failed');
    expect(out).toContain('50,000');
  });
});
