import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openPreferences } from '../../src/main/preferences.ts';
import { dataFolder } from '../data-folder.ts';

const place = { x: 1, y: 2, width: 900, height: 600, maximized: false };
const fail = (thrown: unknown): never => {
  throw thrown;
};

test('what was set is there at the next start', async () => {
  const file = join(await dataFolder(), 'not there yet', 'desktop.json');
  openPreferences(file, fail).set({ place });
  openPreferences(file, fail).set({ toldOfTray: true });
  expect(openPreferences(file, fail).get()).toEqual({ place, toldOfTray: true, toldOfTokens: [] });
});

test('what cannot be understood counts as absent, the rest does not', async () => {
  const file = join(await dataFolder(), 'desktop.json');
  writeFileSync(file, JSON.stringify({ place: { x: 'left' }, toldOfTray: true, toldOfTokens: 7 }));
  expect(openPreferences(file, fail).get()).toEqual({ place: null, toldOfTray: true, toldOfTokens: [] });
  writeFileSync(file, '{ "place": ');
  expect(openPreferences(file, fail).get()).toEqual({ place: null, toldOfTray: false, toldOfTokens: [] });
  expect(readFileSync(file, 'utf8')).toBe('{ "place": ');
});

test('a file that cannot be written is told of, and the value holds until the end', async () => {
  const file = join(await dataFolder(), 'taken');
  writeFileSync(file, '');
  const onFault = vi.fn();
  const preferences = openPreferences(join(file, 'desktop.json'), onFault);
  preferences.set({ toldOfTray: true });
  expect(onFault).toHaveBeenCalledOnce();
  expect(preferences.get().toldOfTray).toBe(true);
});
