import type { UserRecord } from './model.ts';

/** A user with nothing set but what is given. */
export function blankUser(
  given: Pick<UserRecord, 'id' | 'domainId' | 'created'> & Partial<UserRecord>,
): UserRecord {
  return {
    userName: '',
    displayName: '',
    emailAddress: null,
    enabled: true,
    adGuid: null,
    isApplicationAccount: false,
    isLockedOut: false,
    lockOutReason: null,
    loginFailures: 0,
    lastLogin: null,
    passwordLastChanged: null,
    passwordDigest: null,
    twoFactor: false,
    radiusTwoFactor: false,
    radiusUserName: null,
    duoTwoFactor: false,
    oathTwoFactor: false,
    fido2TwoFactor: false,
    unixAuthenticationMethod: 'Password',
    dateOptionId: -1,
    timeOptionId: -1,
    slackId: null,
    externalUserSource: 'None',
    ownerGroupIds: [],
    roleIds: [],
    inTeam: true,
    disabledByInactivity: false,
    ...given,
  };
}
