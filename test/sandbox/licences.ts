import { badRequest } from './http/answer.ts';
import type { UserRecord } from './model.ts';
import type { World } from './world.ts';

/** Whether a user takes one of the user licences. */
function takesLicence(user: UserRecord): boolean {
  return user.enabled && !user.isApplicationAccount;
}

/**
 * The row as the licences allow it: refused with a 400, or disabled without a word (reference: quirk 13).
 * `before` is the row so far; undefined for a new user.
 */
export function withinLicences(world: World, after: UserRecord, before?: UserRecord): UserRecord {
  checkApplicationLicences(world, after, before);
  const { licences } = world.settings;
  if (licences === null || !takesLicence(after) || (before !== undefined && takesLicence(before)))
    return after;
  if (world.store.users.all().filter(takesLicence).length < licences) return after;
  if (world.switches.licenceExhausted === 'silently-disabled') return { ...after, enabled: false };
  throw badRequest('The maximum number of licensed users has been reached.');
}

function checkApplicationLicences(world: World, after: UserRecord, before?: UserRecord): void {
  const { applicationLicences } = world.settings;
  if (applicationLicences === null || !after.isApplicationAccount || before?.isApplicationAccount) return;
  const taken = world.store.users.all().filter((user) => user.isApplicationAccount).length;
  if (taken < applicationLicences) return;
  throw badRequest('Application Account License limit has been reached', 'API_MetApplicationAPILimit');
}
