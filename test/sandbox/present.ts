import { LOCAL, type GroupRecord, type UserRecord } from './model.ts';
import { UNSET_DATE, createDate, readDate } from './dates.ts';
import { domainName } from './store.ts';
import type { World } from './world.ts';

/** A domain id as this server spells it; `absent` leaves the member out. */
export function showDomainId<Name extends string>(
  world: World,
  name: Name,
  domainId: number,
): { [K in Name]?: number | null } {
  const shown = { '-1': -1, '0': 0, null: null, absent: undefined }[world.switches.localDomainId];
  const value = domainId === LOCAL ? shown : domainId;
  // A computed key widens to string; the object has just this one.
  return (value === undefined ? {} : { [name]: value }) as { [K in Name]?: number | null };
}

/** A user in a search (reference: users, search). */
export function userSummary(world: World, user: UserRecord): object {
  return {
    id: user.id,
    userName: user.userName,
    displayName: user.displayName,
    emailAddress: user.emailAddress,
    ...showDomainId(world, 'domainId', user.domainId),
    domainName: domainName(world.store, user.domainId),
    enabled: user.enabled,
    isLockedOut: user.isLockedOut,
    isApplicationAccount: user.isApplicationAccount,
    loginFailures: user.loginFailures,
    created: readDate(user.created),
    lastLogin: readDate(user.lastLogin),
    twoFactorMethod: twoFactorMethod(user),
    externalUserSource: user.externalUserSource,
    platformIntegrationType: 'None',
  };
}

function twoFactorMethod(user: UserRecord): string {
  if (user.radiusTwoFactor) return 'Radius';
  if (user.oathTwoFactor) return 'TOTPAuthenticator';
  if (user.duoTwoFactor) return 'Duo';
  if (user.fido2TwoFactor) return 'Fido2';
  return user.twoFactor ? 'Email' : 'None';
}

/** A user in a single read (reference: users, read). */
export function userModel(world: World, user: UserRecord): object {
  return {
    id: user.id,
    userName: user.userName,
    displayName: user.displayName,
    emailAddress: user.emailAddress,
    enabled: user.enabled,
    ...showDomainId(world, 'domainId', user.domainId),
    adGuid: user.adGuid,
    isApplicationAccount: user.isApplicationAccount,
    personalGroupId: personalGroupId(user.id),
    externalUserSource: user.externalUserSource,
    platformIntegrationType: 'None',
    slackId: user.slackId,
    ipAddressRestrictions: null,
    dateOptionId: user.dateOptionId,
    timeOptionId: user.timeOptionId,
    userLcid: 0,
    created: readDate(user.created),
    ...signInMembers(user),
    ...mailMembers(user),
  };
}

function signInMembers(user: UserRecord): object {
  return {
    adAccountExpires: UNSET_DATE,
    lastLogin: readDate(user.lastLogin),
    lastSessionActivity: null,
    passwordLastChanged: readDate(user.passwordLastChanged),
    resetSessionStarted: UNSET_DATE,
    isLockedOut: user.isLockedOut,
    lockOutReason: user.lockOutReason,
    lockOutReasonDescription: null,
    loginFailures: user.loginFailures,
    twoFactor: user.twoFactor,
    radiusTwoFactor: user.radiusTwoFactor,
    radiusUserName: user.radiusUserName,
    duoTwoFactor: user.duoTwoFactor,
    oathTwoFactor: user.oathTwoFactor,
    oathVerified: user.oathTwoFactor,
    fido2TwoFactor: user.fido2TwoFactor,
    unixAuthenticationMethod: user.unixAuthenticationMethod,
  };
}

function mailMembers(user: UserRecord): object {
  return {
    isEmailCopiedFromAD: user.domainId !== LOCAL && user.emailAddress !== null,
    isEmailVerified: false,
    mustVerifyEmail: false,
    verifyEmailSentDate: UNSET_DATE,
  };
}

/** A new user: the answer to a create shows the date of creation in another form than reads do. */
export function createdUserModel(world: World, user: UserRecord): object {
  return { ...userModel(world, user), created: createDate(user.created) };
}

/** Each user has a group of its own, which no search shows. */
export function personalGroupId(userId: number): number {
  return 1_000_000 + userId;
}

/** A group in a search (reference: groups, search). */
export function groupSummary(world: World, group: GroupRecord): object {
  return {
    id: group.id,
    name: group.name,
    enabled: group.enabled,
    created: readDate(group.created),
    ...showDomainId(world, 'domainId', group.domainId),
    domainName: domainName(world.store, group.domainId),
    domainGuid: world.store.domains.find((domain) => domain.id === group.domainId)?.guid ?? null,
    synchronized: group.synchronized,
    synchronizeNow: false,
    isPlatform: false,
    memberCount: world.switches.memberCount === 'null' ? null : world.store.members.count(group.id),
  };
}

/** Groups that a directory fills, and built-in ones, take no edits. */
export function isEditable(group: GroupRecord): boolean {
  return !group.synchronized && !group.systemGroup;
}

/** A group in a single read (reference: groups, read). */
export function groupModel(world: World, group: GroupRecord): object {
  const { users, groups } = world.store;
  const ownerUsers = group.ownerUserIds.map((id) => [id, users.get(id)?.userName ?? ''] as const);
  const ownerGroups = group.ownerGroupIds.map((id) => [id, groups.get(id)?.name ?? ''] as const);
  return {
    id: group.id,
    name: group.name,
    enabled: group.enabled,
    created: readDate(group.created),
    ...showDomainId(world, 'domainId', group.domainId),
    domainName: domainName(world.store, group.domainId),
    adGuid: group.adGuid,
    synchronized: group.synchronized,
    synchronizeNow: false,
    systemGroup: group.systemGroup,
    isPlatform: false,
    canEditMembers: isEditable(group),
    isEditable: isEditable(group),
    hasGroupOwners: ownerUsers.length + ownerGroups.length > 0,
    owners: [
      ...ownerUsers.map(([userId, name]) => ({ groupId: personalGroupId(userId), name, userId })),
      ...ownerGroups.map(([groupId, name]) => ({ groupId, name, userId: null })),
    ],
    ownerUsers: Object.fromEntries(ownerUsers),
    ownerGroups: Object.fromEntries(ownerGroups),
    ipAddressRestrictions: [],
  };
}

/** A new group, with its date of creation as a create shows it. */
export function createdGroupModel(world: World, group: GroupRecord): object {
  return { ...groupModel(world, group), created: createDate(group.created) };
}
