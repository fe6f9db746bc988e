import { describe, expect, test } from 'vitest';
import { defaultDataDir, type Machine } from '../src/server/config.ts';

const person: Machine = { platform: 'linux', env: {}, userId: 1000, home: '/home/kim' };

describe('the data folder, when nobody says otherwise, is', () => {
  test.for<[string, Partial<Machine>, string]>([
    [
      'machine-wide on Windows',
      { platform: 'win32', env: { ProgramData: 'D:\\Data' } },
      'D:\\Data\\SCIM Tray',
    ],
    ['on the usual drive of Windows', { platform: 'win32' }, 'C:\\ProgramData\\SCIM Tray'],
    ['machine-wide for root', { userId: 0, env: { XDG_DATA_HOME: '/x' } }, '/var/lib/scim-tray'],
    ['in the data home of a person', {}, '/home/kim/.local/share/scim-tray'],
    ['where XDG_DATA_HOME says', { env: { XDG_DATA_HOME: '/data' } }, '/data/scim-tray'],
    [
      'not where a relative XDG_DATA_HOME says',
      { env: { XDG_DATA_HOME: 'data' } },
      '/home/kim/.local/share/scim-tray',
    ],
  ])('%s', ([, machine, folder]) => {
    expect(defaultDataDir({ ...person, ...machine })).toBe(folder);
  });
});
