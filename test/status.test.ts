import { describe, expect, test } from 'vitest';
import { computeStatus, type Facts } from '../src/server/status.ts';

const running: Facts = {
  setUp: true,
  listener: 'up',
  secrets: null,
  data: null,
  secretServer: null,
  paused: null,
  importing: null,
  imported: true,
  sinceStartMs: 60_000,
  held: { usersDisabled: 0, groupsGone: 0 },
};
const port = { code: 'APP-PORT', title: 'Port 8480 is in use', remedy: 'End the other program' };
const keys = { code: 'APP-KEYS', title: 'The keychain is locked', remedy: 'Unlock it' };
const auth = { code: 'SS-AUTH', title: 'Secret Server refused the sign-in', remedy: 'Enter the new secret' };
const reading = { phase: 'Reading users', done: 1_420, total: 12_500 } as const;
const held = { usersDisabled: 8, groupsGone: 3 };

const cases: [string, Partial<Facts>, string, string][] = [
  ['nothing is wrong', {}, 'Running', 'SCIM Tray: running'],
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
      paused: { since: '2026-11-24T13:00:00.000Z', until: '2026-11-24T15:30:00.000Z', by: 'kim' },
      secretServer: auth,
    },
    'Paused',
    'SCIM Tray: paused until 2026-11-24 15:30 UTC',
  ],
  [
    'it is paused without an end',
    { paused: { since: '2026-11-24T13:00:00.000Z', until: null, by: 'kim' } },
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
  const { problems } = computeStatus({ ...running, listener: port, secrets: keys, secretServer: auth, held });
  expect(problems.map(({ code }) => code)).toEqual(['APP-PORT', 'APP-KEYS', 'SS-AUTH', 'SS-MANY']);
});
