import type { SecretServerUser, UserChange } from '../secret-server/model.ts';
import type { AskedGroup, AskedUser } from '../store/asked.ts';
import type { Deps } from './context.ts';
import type { GroupWithMembers } from './inventory.ts';
import { mayLeave } from './members.ts';

/** What clients want of a user. */
export interface WantedOfUser {
  readonly asked: AskedUser | undefined;
  /** null: no client has said. */
  readonly active: boolean | null;
  /** Name, display name and e-mail belong to the directory (D11). */
  readonly isDirectory: boolean;
}

/** What has to change in Secret Server so that it is as clients last asked; empty: it is. */
export function userDrift(wanted: WantedOfUser, live: SecretServerUser): UserChange {
  const { asked, active, isDirectory } = wanted;
  const access = active === null || active === live.enabled ? {} : accessChange(active);
  // Nobody sees the names of one who has left; the client sends them again with the person.
  if (!asked || isDirectory || active === false) return access;
  const { display_name: displayName, email } = asked;
  const address = live.emailAddress ?? '';
  return {
    ...access,
    ...(displayName === null || isSame(displayName, live.displayName) ? {} : { displayName }),
    ...(email === null || isSame(email.toLowerCase(), address.toLowerCase())
      ? {}
      : { emailAddress: email === '' ? null : email }),
  };
}

function accessChange(active: boolean): UserChange {
  return active ? { enabled: true, isLockedOut: false } : { enabled: false };
}

/** Secret Server trims what it takes. */
function isSame(asked: string, live: string): boolean {
  return asked.trim() === live.trim();
}

/** The part of a change that gives or takes access, and the rest. */
export function splitChange({ enabled, isLockedOut, ...profile }: UserChange): {
  readonly access: UserChange;
  readonly profile: UserChange;
} {
  const access = {
    ...(enabled === undefined ? {} : { enabled }),
    ...(isLockedOut === undefined ? {} : { isLockedOut }),
  };
  return { access, profile };
}

export interface GroupDrift {
  /** The name that was asked for; undefined: it has it. */
  readonly name: string | undefined;
  /** Ids of users whom Secret Server can take in, or out, so that the members are the ones asked for. */
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

/** As userDrift. Disabled users wait until they are enabled; whom no client may take out stays (D11, D13). */
export function groupDrift(
  deps: Pick<Deps, 'store' | 'protection'>,
  asked: AskedGroup,
  { group, members }: GroupWithMembers,
): GroupDrift {
  const name = asked.name === null || isSame(asked.name, group.name) ? undefined : asked.name;
  if (!asked.members || !members) return { name, added: [], removed: [] };
  const inside = new Set(members);
  const wanted = new Set(asked.members);
  const mayJoin = (id: number): boolean => {
    const user = deps.store.users.get(id);
    return user?.enabled === 1 && user.listed === 1;
  };
  return {
    name,
    added: asked.members.filter((id) => !inside.has(id) && mayJoin(id)),
    removed: members.filter((id) => !wanted.has(id) && mayLeave(deps, id)),
  };
}
