import { expect, test } from 'vitest';
import type { State } from '../../../src/main/ipc/contract.ts';
import { windowTitle } from '../../../src/main/window/title.ts';
import { shownIn } from '../shown.ts';

test.each([
  ['Not set up', 'Not set up - SCIM Tray'],
  ['Starting', 'Starting - SCIM Tray'],
  ['Blocked', 'Blocked - SCIM Tray'],
  ['Paused', 'Paused - SCIM Tray'],
  ['Needs attention', 'Needs attention - SCIM Tray'],
  ['Working', 'Working - SCIM Tray'],
  ['Running', 'SCIM Tray'],
] as [State, string][])('%s: %s', (state, title) => {
  expect(windowTitle(shownIn(state))).toBe(title);
});

test('says when another process serves', () => {
  expect(windowTitle(shownIn('Running', {}, { attachedTo: 7 }))).toBe('SCIM Tray - served in the background');
});
