import { expect, test } from 'vitest';
import type { State } from '../../../src/main/ipc/contract.ts';
import { tooltip } from '../../../src/main/tray/tooltip.ts';
import { now, portProblem, shownIn } from '../shown.ts';

process.env['TZ'] = 'UTC';

test.each([
  ['Not set up', 'SCIM Tray: set-up not finished'],
  ['Starting', 'SCIM Tray: starting'],
  ['Blocked', 'SCIM Tray: blocked. Port 8480 is in use'],
  ['Paused', 'SCIM Tray: paused until 15:30'],
  ['Needs attention', 'SCIM Tray: 3 changes failed'],
  ['Working', 'SCIM Tray: importing, 420 of 1,250 users'],
  ['Running', 'SCIM Tray: running. 12 changes today, last 14:02'],
] as [State, string][])('%s: %s', (state, text) => {
  expect(tooltip(shownIn(state), now)).toBe(text);
});

test('trouble with Secret Server while paused is a second line', () => {
  const shown = shownIn('Paused', { problems: [portProblem] });
  expect(tooltip(shown, now)).toBe('SCIM Tray: paused until 15:30\nPort 8480 is in use');
});

test('a pause that ends on another day says which', () => {
  const paused = { since: '2026-11-24T13:30:00.000Z', until: '2026-11-25T09:00:00.000Z', by: 'kim' };
  expect(tooltip(shownIn('Paused', { paused }), now)).toBe('SCIM Tray: paused until 25 Nov, 09:00');
});

test('is cut where Windows would cut it', () => {
  const text = tooltip(shownIn('Blocked', { sentence: 'x'.repeat(500) }), now);
  expect(text).toHaveLength(120);
  expect(text.endsWith('…')).toBe(true);
});
