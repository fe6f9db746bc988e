import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeOwnFolder, type Windows } from '../src/server/own-folder.ts';
import { dataFolder } from './data-folder.ts';

function windows(answers: { readonly whoami?: string; readonly icacls?: Error } = {}) {
  const ran: (readonly string[])[] = [];
  const machine: Windows = {
    platform: 'win32',
    root: 'C:\\Windows',
    run(file, parameters) {
      ran.push([file, ...parameters]);
      if (file.endsWith('icacls.exe') && answers.icacls) throw answers.icacls;
      return answers.whoami ?? '"corp\\svc-scimtray","S-1-5-21-1004336348-1177238915-682003330-512"\r\n';
    },
  };
  return { ran, machine };
}

describe('on Windows', () => {
  test('a new folder is for its account, administrators and the system alone, whatever they are called there', async () => {
    const folder = join(await dataFolder(), 'SCIM Tray');
    const { ran, machine } = windows();
    makeOwnFolder(folder, machine);
    expect(ran).toEqual([
      ['C:\\Windows\\System32\\whoami.exe', '/user', '/fo', 'csv', '/nh'],
      [
        'C:\\Windows\\System32\\icacls.exe',
        folder,
        '/inheritance:r',
        '/grant:r',
        '*S-1-5-21-1004336348-1177238915-682003330-512:(OI)(CI)F',
        '*S-1-5-32-544:(OI)(CI)F',
        '*S-1-5-18:(OI)(CI)F',
      ],
    ]);
  });

  test('a folder that is there stays as its admin set it up', async () => {
    const folder = join(await dataFolder(), 'SCIM Tray');
    mkdirSync(folder);
    const { ran, machine } = windows();
    makeOwnFolder(folder, machine);
    expect(ran).toEqual([]);
  });

  test.for([
    ['icacls fails', windows({ icacls: new Error('Access is denied') })],
    ['whoami does not tell', windows({ whoami: 'ERROR' })],
  ] as const)('when %s there is no folder, and the next start tries again', async ([, { machine }]) => {
    const folder = join(await dataFolder(), 'deep', 'SCIM Tray');
    expect(() => makeOwnFolder(folder, machine)).toThrow('cannot be kept for this account alone');
    expect(existsSync(folder)).toBe(false);
  });
});

test.skipIf(process.platform === 'win32')('elsewhere permission bits do it', async () => {
  const folder = join(await dataFolder(), 'a', 'scim-tray');
  makeOwnFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
