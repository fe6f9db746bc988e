import { expect, test } from 'vitest';
import type { State } from '../../../src/main/ipc/contract.ts';
import { trayMenu, type MenuRow, type TrayMenu } from '../../../src/main/tray/menu.ts';
import { failedProblem, importJob, now, portProblem, shownIn } from '../shown.ts';

process.env['TZ'] = 'UTC';

/** ● enabled, ○ disabled, ▸ opens further rows. */
function drawn(menu: TrayMenu): string[] {
  return menu.map((row) => (row === 'separator' ? '──' : `${row.enabled ? '●' : '○'} ${words(row)}`));
}

function words({ label, rows }: MenuRow): string {
  return rows ? `${label} ▸ ${rows.map((row) => row.label).join(' · ')}` : label;
}

const pause = '● Pause ▸ 30 minutes · 2 hours · Until I resume…';
const help = '● Help ▸ Guide · Open log folder · Save diagnostics… · About';

const menus: Readonly<Record<State, readonly string[]>> = {
  Running: [
    '○ Running. 12 changes today, last 14:02',
    '──',
    '● Open SCIM Tray',
    '● Activity',
    '● Import from Secret Server…',
    '● Resync now',
    '──',
    pause,
    '──',
    '● Copy SCIM address',
    '● Settings…',
    help,
    '● Quit SCIM Tray…',
  ],
  Working: [
    '○ Importing, 420 of 1,250 users',
    '──',
    '● Open SCIM Tray',
    '● Activity',
    '○ Importing, 34 %',
    '○ Resync now',
    '● Stop import',
    '──',
    pause,
    '──',
    '● Copy SCIM address',
    '● Settings…',
    help,
    '● Quit SCIM Tray…',
  ],
  Paused: [
    '○ Paused until 15:30',
    '──',
    '● Open SCIM Tray',
    '● Activity',
    '● Import from Secret Server…',
    '● Resync now',
    '──',
    '● Resume now (resumes itself at 15:30)',
    '──',
    '● Copy SCIM address',
    '● Settings…',
    help,
    '● Quit SCIM Tray…',
  ],
  'Needs attention': [
    '○ 3 changes failed',
    '● Fix: 3 changes failed…',
    '──',
    '● Open SCIM Tray',
    '● Activity',
    '● Import from Secret Server…',
    '● Resync now',
    '──',
    pause,
    '──',
    '● Copy SCIM address',
    '● Settings…',
    help,
    '● Quit SCIM Tray…',
  ],
  Blocked: [
    '○ Blocked. Port 8480 is in use',
    '● Fix: Port 8480 is in use…',
    '──',
    '● Open SCIM Tray',
    '● Activity',
    '○ Import from Secret Server…',
    '○ Resync now',
    '──',
    pause,
    '──',
    '● Copy SCIM address',
    '● Settings…',
    help,
    '● Quit SCIM Tray…',
  ],
  'Not set up': [
    '○ Set-up not finished',
    '● Finish set-up…',
    '──',
    '● Open SCIM Tray',
    '──',
    '● Settings…',
    help,
    '● Quit SCIM Tray…',
  ],
  Starting: ['○ Starting', '──', '● Open SCIM Tray', '──', '○ Settings…', help, '● Quit SCIM Tray…'],
};

test.each(Object.entries(menus) as [State, readonly string[]][])('the menu while %s', (state, rows) => {
  expect(drawn(trayMenu(shownIn(state), now))).toEqual(rows);
});

test('names the first of several problems and counts the others', () => {
  const shown = shownIn('Blocked', { problems: [portProblem, failedProblem, failedProblem] });
  expect(drawn(trayMenu(shown, now))).toContain('● Fix: Port 8480 is in use (and 2 more)…');
});

test('an import stays stoppable while something needs attention', () => {
  const rows = drawn(trayMenu(shownIn('Needs attention', {}, { job: importJob }), now));
  expect(rows).toEqual(expect.arrayContaining(['○ Importing, 34 %', '○ Resync now', '● Stop import']));
});

test('says no percentage before the total is known, and whether a resync compares or repairs', () => {
  const progress = { phase: 'Comparing', done: 6, total: null, movedAt: importJob.startedAt } as const;
  const resync = { ...importJob, kind: 'resync', progress } as const;
  expect(drawn(trayMenu(shownIn('Working', {}, { job: resync }), now))).toEqual(
    expect.arrayContaining(['○ Import from Secret Server…', '○ Comparing', '● Stop resync']),
  );
  const applying = { ...resync, stage: 'Applying', progress: { ...progress, total: 10 } } as const;
  expect(drawn(trayMenu(shownIn('Working', {}, { job: applying }), now))).toContain('○ Repairing, 60 %');
});

test('a preview that waits for a person leaves import and resync to open', () => {
  const rows = drawn(trayMenu(shownIn('Running', {}, { job: { ...importJob, stage: 'Review' } }), now));
  expect(rows).toEqual(expect.arrayContaining(['● Import from Secret Server…', '● Resync now']));
});

test('attached to a host that runs already, it says so and closes only itself', () => {
  const rows = drawn(trayMenu(shownIn('Running', {}, { attachedTo: 4242 }), now));
  expect(rows[1]).toBe('○ Served in the background by process 4242');
  expect(rows.at(-1)).toBe('● Close this icon');
});

test('has at most 14 rows, whatever comes together', () => {
  const states = Object.keys(menus) as State[];
  for (const state of states) {
    const menu = trayMenu(shownIn(state, {}, { attachedTo: 7, job: importJob }), now);
    expect(menu.filter((row) => row !== 'separator').length, state).toBeLessThanOrEqual(14);
  }
});

test('a pause that ends on another day says which', () => {
  const paused = { since: '2026-11-24T13:30:00.000Z', until: '2026-11-25T09:00:00.000Z', by: 'kim' };
  expect(drawn(trayMenu(shownIn('Paused', { paused }), now))).toContain(
    '● Resume now (resumes itself at 25 Nov 09:00)',
  );
});

test('a pause without an end says only how to end it', () => {
  const paused = { since: '2026-11-24T13:30:00.000Z', until: null, by: 'kim' };
  expect(drawn(trayMenu(shownIn('Paused', { paused }), now))).toContain('● Resume now');
});
