import type { SecretServerGroup, SecretServerUser } from '../secret-server/model.ts';
import type { GroupRow } from '../store/groups.ts';
import type { UserRow } from '../store/users.ts';
import { sameMoment } from './same-account.ts';

/** What Secret Server says, as the mirror keeps it (D6). */

export interface MirrorScope {
  /** The account that SCIM Tray signs in with: never listed, never written. */
  readonly ownAccountId: number;
  readonly listApplicationAccounts: boolean;
}

/** Whether a row already holds these values. */
export function sameValues<T extends object>(values: T, row: { readonly [K in keyof T]: unknown }): boolean {
  return (Object.keys(values) as (keyof T)[]).every((name) => values[name] === row[name]);
}

/** @param previous supplies the domain's name where a single read does not tell it. */
export function ownedUser(live: SecretServerUser, previous: UserRow | undefined, scope: MirrorScope) {
  const domainName = live.domainName ?? (previous?.domain_id === live.domainId ? previous.domain_name : null);
  const userName = qualified(live.domainId, domainName, live.userName);
  const listed =
    live.id !== scope.ownAccountId && (!live.isApplicationAccount || scope.listApplicationAccounts);
  // Okta wants names that are not empty.
  const displayName = live.displayName || live.userName;
  return {
    id: live.id,
    login_name: live.userName,
    domain_id: live.domainId,
    domain_name: domainName,
    user_name: userName,
    user_name_key: userName.toLowerCase(),
    display_name: displayName,
    display_name_key: displayName.toLowerCase(),
    email: live.emailAddress,
    email_key: live.emailAddress?.toLowerCase() ?? null,
    enabled: flag(live.enabled),
    locked_out: flag(live.isLockedOut),
    application_account: flag(live.isApplicationAccount),
    external_source: live.externalUserSource,
    // A create answers with fractions and a zone, a read without: the first value stays.
    created: sameMoment(previous?.created ?? null, live.created) ? (previous?.created ?? null) : live.created,
    replaced: flag(false),
    absent_at: null,
    listed: flag(listed),
  };
}

/** As ownedUser. */
export function ownedGroup(live: SecretServerGroup, previous: GroupRow | undefined) {
  const domainName = live.domainName ?? (previous?.domain_id === live.domainId ? previous.domain_name : null);
  const displayName = qualified(live.domainId, domainName, live.name);
  return {
    id: live.id,
    login_name: live.name,
    domain_id: live.domainId,
    domain_name: domainName,
    display_name: displayName,
    display_name_key: displayName.toLowerCase(),
    enabled: flag(live.enabled),
    synchronized: flag(live.synchronized),
    editable: live.canEditMembers === undefined ? (previous?.editable ?? null) : flag(isEditable(live)),
    created: sameMoment(previous?.created ?? null, live.created) ? (previous?.created ?? null) : live.created,
    listed: flag(isListedGroup(live)),
  };
}

/** Whether SCIM lists the group: enabled, and not the one that everybody is in. */
export function isListedGroup({ enabled, domainId, name }: SecretServerGroup): boolean {
  return enabled && !(domainId === -1 && name.toLowerCase() === 'everyone');
}

/** Only a single read tells (reference: groups). */
function isEditable({ canEditMembers, systemGroup }: SecretServerGroup): boolean {
  return canEditMembers !== false && systemGroup !== true;
}

/** Directory users and groups carry their domain: the same name may exist in several. */
function qualified(domainId: number, domainName: string | null, name: string): string {
  return domainId > 0 && domainName ? `${domainName}\\${name}` : name;
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
