import { describe, expect, test } from 'vitest';
import { computeStatus, type Facts } from '../src/server/status.ts';
import { at, calm as running } from './facts.ts';

const port = { code: 'APP-PORT', title: 'Port 8480 is in use', remedy: 'End the other program' };
const keys = { code: 'APP-KEYS', title: 'The keychain is locked', remedy: 'Unlock it' };
const auth = {
  code: 'SS-AUTH',
  title: 'Secret Server refused the sign-in',
  remedy: 'Enter the new secret',
  since: at(14, 2),
  lasting: true,
};
const down = {
  code: 'SS-DOWN',
  title: 'Secret Server does not answer',
  remedy: 'Check it',
  since: at(14, 2),
};
const data = { code: 'APP-DATA', title: 'The data file cannot be written', remedy: 'Free space' };
const reading = { phase: 'Reading users', done: 1_420, total: 12_500 } as const;
const held = { usersDisabled: 8, groupsGone: 3 };

const cases: [string, Partial<Facts>, string, string][] = [
  ['nothing is wrong', {}, 'Running', 'SCIM Tray: running'],
  [
    'changes were made today',
    { changes: { today: 1_200, lastAt: at(14, 2) } },
    'Running',
    'SCIM Tray: running. 1,200 changes today, last 14:02',
  ],
  [
    'the last change was yesterday',
    { changes: { today: 0, lastAt: at(9, 5, 23) } },
    'Running',
    'SCIM Tray: running. 0 changes today, last 23 Nov 09:05',
  ],
  [
    'Secret Server is silent for a moment',
    { secretServer: { ...down, lasting: false } },
    'Running',
    'SCIM Tray: running',
  ],
  [
    'Secret Server is silent for longer',
    { secretServer: { ...down, lasting: true } },
    'Blocked',
    'SCIM Tray: blocked. Secret Server does not answer',
  ],
  [
    'the data file cannot be written, while paused',
    { data, paused: { since: at(13, 0), until: null, by: 'kim' } },
    'Blocked',
    'SCIM Tray: blocked. The data file cannot be written',
  ],
  ['a change failed', { failed: 1 }, 'Needs attention', 'SCIM Tray: 1 change failed'],
  [
    'changes failed, whatever else needs attention',
    { failed: 1_003, held, quietDays: 7, freeBytes: 5, expiring: { endpoint: 'okta', days: 3 } },
    'Needs attention',
    'SCIM Tray: 1,003 changes failed',
  ],
  [
    'a token ends soon',
    { expiring: { endpoint: 'x'.repeat(64), days: 14 } },
    'Needs attention',
    `SCIM Tray: the token of ${'x'.repeat(64)} expires in 14 days`,
  ],
  [
    'a token ends today',
    { expiring: { endpoint: 'okta', days: 0 } },
    'Needs attention',
    'SCIM Tray: the token of okta expires today',
  ],
  [
    'a token has ended',
    { expiring: { endpoint: 'okta', days: -1 } },
    'Needs attention',
    'SCIM Tray: the token of okta has expired',
  ],
  [
    'Okta still holds an old token',
    { oldToken: 'okta', expiring: { endpoint: 'entra', days: 3 } },
    'Needs attention',
    'SCIM Tray: a call came with a token of okta that has ended',
  ],
  ['nobody calls', { quietDays: 7 }, 'Needs attention', 'SCIM Tray: Okta has not called for 7 days'],
  [
    'the disk is nearly full',
    { freeBytes: 1023 * 1024 ** 2 },
    'Needs attention',
    'SCIM Tray: only 1,023 MB are free on the disk of the data folder',
  ],
  ['the disk has a gigabyte', { freeBytes: 1024 ** 3 }, 'Running', 'SCIM Tray: running'],
  [
    'something needs attention while a refresh runs',
    { failed: 2, importing: reading },
    'Needs attention',
    'SCIM Tray: 2 changes failed',
  ],
  [
    'the listener does not open',
    { listener: 'starting', sinceStartMs: 20_000 },
    'Blocked',
    'SCIM Tray: blocked. The listener has not opened yet',
  ],
  [
    'set-up is not finished, whatever else',
    { setUp: false, secrets: keys },
    'Not set up',
    'SCIM Tray: set-up not finished',
  ],
  ['the port is taken', { listener: port }, 'Blocked', 'SCIM Tray: blocked. Port 8480 is in use'],
  ['the keychain is locked', { secrets: keys }, 'Blocked', 'SCIM Tray: blocked. The keychain is locked'],
  [
    'the sign-in was refused',
    { secretServer: auth },
    'Blocked',
    'SCIM Tray: blocked. Secret Server refused the sign-in',
  ],
  [
    'blocked from the start',
    { secretServer: auth, imported: false, sinceStartMs: 5 },
    'Blocked',
    'SCIM Tray: blocked. Secret Server refused the sign-in',
  ],
  [
    'blocked while it tries again',
    { secretServer: auth, importing: reading },
    'Blocked',
    'SCIM Tray: blocked. Secret Server refused the sign-in',
  ],
  [
    'it is paused, whatever Secret Server does',
    {
      paused: { since: at(13, 0), until: at(15, 30), by: 'kim' },
      secretServer: auth,
      failed: 3,
    },
    'Paused',
    'SCIM Tray: paused until 15:30',
  ],
  [
    'it is paused until another day',
    { paused: { since: at(13, 0), until: at(9, 0, 25), by: 'kim' } },
    'Paused',
    'SCIM Tray: paused until 25 Nov 09:00',
  ],
  [
    'it is paused without an end',
    { paused: { since: at(13, 0), until: null, by: 'kim' } },
    'Paused',
    'SCIM Tray: paused until somebody resumes',
  ],
  ['it has just begun', { imported: false, sinceStartMs: 19_999 }, 'Starting', 'SCIM Tray: starting'],
  [
    'the listener has not begun',
    { listener: 'starting', sinceStartMs: 5 },
    'Starting',
    'SCIM Tray: starting',
  ],
  [
    'starting takes too long',
    { imported: false, sinceStartMs: 20_000 },
    'Blocked',
    'SCIM Tray: blocked. The first import from Secret Server has not finished',
  ],
  [
    'the first import runs',
    { imported: false, importing: reading, sinceStartMs: 90_000 },
    'Working',
    'SCIM Tray: importing, 1,420 of 12,500 users',
  ],
  [
    'a refresh runs',
    { importing: { phase: 'Reading groups', done: 0, total: null } },
    'Working',
    'SCIM Tray: importing, 0 groups',
  ],
  [
    'a refresh is applied',
    { importing: { phase: 'Applying', done: 0, total: 5 } },
    'Working',
    'SCIM Tray: importing, applying',
  ],
  [
    'a resync runs',
    { importing: reading, isResync: true },
    'Working',
    'SCIM Tray: resyncing, 1,420 of 12,500 users',
  ],
  [
    'another person was meant by a name',
    { conflicts: [{ name: 'Ada', kind: 'another person' }], importing: reading },
    'Needs attention',
    'SCIM Tray: Ada was another Okta user before',
  ],
  [
    'ids mean other accounts',
    {
      conflicts: [
        { name: 'Ada', kind: 'another account' },
        { name: 'Bo', kind: 'another person' },
      ],
    },
    'Needs attention',
    'SCIM Tray: another account has the number of Ada in Secret Server, and 1 more',
  ],
  [
    'removals are held',
    { held },
    'Needs attention',
    'SCIM Tray: an import stopped at a limit: 8 users disabled, 3 groups gone',
  ],
  [
    'removals are held while a refresh runs',
    { held, importing: reading },
    'Needs attention',
    'SCIM Tray: an import stopped at a limit: 8 users disabled, 3 groups gone',
  ],
  [
    'both here and there',
    { secrets: keys, secretServer: auth, held },
    'Blocked',
    'SCIM Tray: blocked. The keychain is locked',
  ],
];

describe('the one state when', () => {
  test.each(cases)('%s', (...[, facts, state, sentence]) => {
    expect(computeStatus({ ...running, ...facts })).toMatchObject({ state, sentence });
    expect(sentence.length).toBeLessThanOrEqual(120);
  });
});

test('every problem is named, the worst first', () => {
  const { problems } = computeStatus({
    ...running,
    listener: port,
    data,
    secrets: keys,
    secretServer: auth,
    failed: 1,
    held,
    expiring: { endpoint: 'okta', days: 1 },
    quietDays: 8,
    freeBytes: 0,
  });
  expect(problems.map(({ code }) => code)).toEqual([
    'APP-PORT',
    'APP-DATA',
    'APP-KEYS',
    'SS-AUTH',
    'OK-FAILED',
    'SS-MANY',
    'OK-EXPIRY',
    'OK-QUIET',
    'APP-DISK',
  ]);
  for (const { title, remedy } of problems) {
    expect(title).toMatch(/^[A-Z0-9]/);
    expect(remedy).not.toBe('');
  }
});

test('while paused, trouble with Secret Server is a second problem, and nothing red', () => {
  const paused = { since: at(13, 0), until: null, by: 'kim' };
  const status = computeStatus({ ...running, paused, secretServer: { ...down, lasting: true } });
  expect(status).toMatchObject({
    state: 'Paused',
    problems: [{ code: 'SS-DOWN', remedy: 'Since 14:02. Check it' }],
  });
});
