import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { headlessOptions, readOptions } from '../../src/main/options.ts';

test('takes its own options from among those of Chromium', () => {
  const argv = [
    '.',
    '--no-sandbox',
    '--data-dir',
    'here',
    '--secrets=file',
    '--port',
    '0',
    '--lang=de',
    '--hidden',
  ];
  expect(readOptions(argv, {})).toEqual({ dataDir: resolve('here'), secrets: 'file', port: 0, hidden: true });
});

test('without any it is the machine-wide folder, the keychain and the port that is set', () => {
  const { dataDir, ...rest } = readOptions([], { XDG_DATA_HOME: '/x' });
  expect(dataDir).not.toBe('');
  expect(rest).toEqual({ secrets: 'keychain', port: undefined, hidden: false });
});

test('a value that makes no sense is as if it were not there', () => {
  expect(readOptions(['--port', 'http', '--secrets', 'paper'], {})).toMatchObject({
    port: undefined,
    secrets: 'keychain',
  });
});

test('headless takes what stands behind the switch', () => {
  expect(headlessOptions(['app', '--headless', '--port', '1'])).toEqual(['--port', '1']);
  expect(headlessOptions(['app', '--hidden'])).toBeNull();
});
