import type { Facts } from '../src/server/status.ts';

/** A time of 24 November, as clocks here show it: ISO 8601. */
export const at = (hour: number, minute: number, day = 24): string =>
  new Date(2026, 10, day, hour, minute).toISOString();

/** Nothing is wrong, and nothing is going on. */
export const calm: Facts = {
  now: at(14, 30),
  setUp: true,
  listener: 'up',
  secrets: null,
  data: null,
  secretServer: null,
  paused: null,
  importing: null,
  isResync: false,
  conflicts: [],
  imported: true,
  sinceStartMs: 60_000,
  held: { usersDisabled: 0, groupsGone: 0 },
  failed: 0,
  heldChanges: 0,
  oldToken: null,
  expiring: null,
  quietDays: null,
  freeBytes: null,
  changes: { today: 0, lastAt: null },
};
