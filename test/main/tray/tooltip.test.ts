import { expect, test } from 'vitest';
import type { State } from '../../../src/main/ipc/contract.ts';
import { tooltip } from '../../../src/main/tray/tooltip.ts';
import { portProblem, shownIn } from '../shown.ts';

test.each([
  ['Not set up', 'SCIM Tray: set-up not finished'],
  ['Starting', 'SCIM Tray: starting'],
  ['Blocked', 'SCIM Tray: blocked. Port 8480 is in use'],
  ['Paused', 'SCIM Tray: paused until 15:30'],
  ['Needs attention', 'SCIM Tray: 3 changes failed'],
  ['Working', 'SCIM Tray: importing, 420 of 1,250 users'],
  ['Running', 'SCIM Tray: running. 12 changes today, last 14:02'],
] as [State, string][])('%s: %s', (state, text) => {
  expect(tooltip(shownIn(state))).toBe(text);
});

test('trouble with Secret Server while paused is a second line', () => {
  const shown = shownIn('Paused', { problems: [portProblem] });
  expect(tooltip(shown)).toBe('SCIM Tray: paused until 15:30\nPort 8480 is in use');
});

test('is cut where Windows would cut it', () => {
  const text = tooltip(shownIn('Blocked', { sentence: 'x'.repeat(500) }));
  expect(text).toHaveLength(120);
  expect(text.endsWith('…')).toBe(true);
});
