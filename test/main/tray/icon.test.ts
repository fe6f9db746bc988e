import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { State } from '../../../src/main/ipc/contract.ts';
import { iconOf, iconPath, workingFrames } from '../../../src/main/tray/icon.ts';

const assets = join(import.meta.dirname, '../../../assets/tray');

test.each([
  ['Not set up', 'not-set-up'],
  ['Starting', 'working-0'],
  ['Blocked', 'blocked'],
  ['Paused', 'paused'],
  ['Needs attention', 'attention'],
  ['Working', 'working-0'],
  ['Running', 'running'],
] as [State, string][])('%s looks like %s', (state, name) => {
  expect(iconPath({ state, dark: false, frame: 0, still: false })).toBe(`light/${name}`);
  expect(iconPath({ state, dark: true, frame: 0, still: false })).toBe(`dark/${name}`);
});

test('every picture that can be asked for is there, for Windows and for Linux', () => {
  for (const state of Object.keys(iconOf) as State[]) {
    for (const dark of [false, true]) {
      for (let frame = 0; frame < 2 * workingFrames; frame++) {
        const path = join(assets, iconPath({ state, dark, frame, still: false }));
        for (const ending of ['.ico', '.png', '@2x.png']) expect(existsSync(path + ending), path).toBe(true);
      }
    }
  }
});

test('only work moves, and not where less movement is asked for', () => {
  const at = (state: State, frame: number, still = false): string =>
    iconPath({ state, dark: false, frame, still });
  expect(at('Working', 5)).toBe('light/working-1');
  expect(at('Working', 5, true)).toBe('light/working-0');
  expect(at('Running', 5)).toBe('light/running');
});
