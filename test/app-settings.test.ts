import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createAppSettings } from '../src/server/app-settings.ts';
import { parseArgument } from '../src/server/calls/arguments.ts';
import { defaultSettings } from '../src/server/settings-schema.ts';
import { openStore } from '../src/server/store/store.ts';
import { dataFolder } from './data-folder.ts';

async function openFile() {
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), Date.now);
  onTestFinished(() => store.close());
  const warned: unknown[] = [];
  const log = {
    debug() {},
    info() {},
    warn: (_: string, details?: object) => void warned.push(details),
    error() {},
    setLevel() {},
  };
  return {
    stored: store.settings,
    warned,
    open: () => createAppSettings(store.settings, log, store.transaction),
  };
}

test('every value has a default', async () => {
  const { open, warned } = await openFile();
  expect(open().get()).toEqual(defaultSettings);
  expect(warned).toEqual([]);
});

test('a change holds at once and after a restart, and leaves what it does not name', async () => {
  const { open } = await openFile();
  const settings = open();
  const heard: unknown[] = [];
  settings.onChange((now, before) => heard.push([before.safety.removalCount, now.safety.removalCount]));
  settings.set({ safety: { removalCount: 3, quietDays: undefined }, data: {} });
  const expected = { ...defaultSettings, safety: { ...defaultSettings.safety, removalCount: 3 } };
  expect(settings.get()).toEqual(expected);
  expect(open().get()).toEqual(expected);
  expect(heard).toEqual([[25, 3]]);
});

test('a stored value that cannot be used falls back alone, and the log names it', async () => {
  const { open, stored, warned } = await openFile();
  stored.set('safety', { removalPercent: 101, removalCount: 7, quietDays: 'many', invented: 1 });
  stored.set('import', 'not an object');
  stored.set('proxy', { mode: 'custom', url: 'http://kim:hunter2@proxy.example.com' });
  expect(open().get()).toMatchObject({
    safety: { removalPercent: 10, removalCount: 7, quietDays: 7 },
    import: defaultSettings.import,
  });
  expect(warned).toEqual([
    { setting: 'safety.removalPercent' },
    { setting: 'safety.quietDays' },
    { setting: 'safety.invented' },
    { setting: 'proxy.url' },
  ]);
  // Nothing was thrown away: an older or newer version may understand it.
  expect(stored.get('safety')).toMatchObject({ removalPercent: 101 });
});

describe('settings.set refuses, naming the field,', () => {
  const bad: readonly (readonly [object, string])[] = [
    [{ listener: { port: 0 } }, 'listener: port: has to be a whole number from 1 to 65,535'],
    [{ listener: { port: 84.5 } }, 'listener: port'],
    [{ safety: { removalPercent: 101 } }, 'safety: removalPercent'],
    [{ import: { refreshMinutes: 4 } }, 'import: refreshMinutes: has to be a whole number from 5 to 1,440'],
    [{ data: { logLevel: 'verbose' } }, 'data: logLevel: has to be info or debug'],
    [{ data: { invented: true } }, 'invented'],
    [{ invented: {} }, 'invented'],
    [{ proxy: { url: 'http://kim:hunter2@proxy.example.com' } }, 'without an account'],
    [{ proxy: { url: 'ftp://proxy.example.com' } }, 'address of the proxy'],
    [{ listener: { publicUrl: 'http://scim.example.com' } }, 'publicUrl is not encrypted'],
    [{ listener: { publicUrl: 'https://scim.example.com/other' } }, 'publicUrl has to end in /scim/v2'],
    [{ listener: { publicUrl: 'https://a:b@scim.example.com' } }, 'publicUrl holds an account'],
    [{ listener: { publicUrl: 'https://scim.example.com/scim/v2?x=1' } }, 'publicUrl has a part after'],
    [{ listener: { publicUrl: 'scim.example.com' } }, 'publicUrl is not a web address'],
  ];
  test.for(bad)('%j', ([change, words]) => {
    expect(() => parseArgument('settings.set', change)).toThrow(words);
    expect(() => parseArgument('settings.set', change)).not.toThrow('hunter2');
  });
});

test.for([
  ['https://scim.example.com', 'https://scim.example.com/scim/v2'],
  [' https://scim.example.com/scim/v2/ ', 'https://scim.example.com/scim/v2'],
  ['https://SCIM.example.com:8443/tray/scim/v2', 'https://scim.example.com:8443/tray/scim/v2'],
  ['http://127.0.0.1:8480/scim/v2', 'http://127.0.0.1:8480/scim/v2'],
])('the public address %j becomes what Okta takes', ([given = '', taken]) => {
  expect(parseArgument('settings.set', { listener: { publicUrl: given } })).toEqual({
    listener: { publicUrl: taken },
  });
});

test('a part that is left out does not become its default', () => {
  expect(parseArgument('settings.set', { safety: { quietDays: 3 }, listener: { publicUrl: null } })).toEqual({
    safety: { quietDays: 3 },
    listener: { publicUrl: null },
  });
});

test('a proxy without an address is refused, and nothing is saved', async () => {
  const { open, stored } = await openFile();
  const settings = open();
  expect(() => settings.set({ safety: { quietDays: 3 }, proxy: { mode: 'custom' } })).toThrow(
    'The address of the proxy is missing',
  );
  expect(settings.get()).toEqual(defaultSettings);
  expect(stored.get('safety')).toBeUndefined();
});
