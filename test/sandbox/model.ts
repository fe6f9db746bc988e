/** The domain id of what belongs to no directory, inside the sandbox; the switch localDomainId decides how it is shown. */
export const LOCAL = -1;

/** A user row as the simulated Secret Server keeps it. */
export interface UserRecord {
  readonly id: number;
  readonly userName: string;
  readonly displayName: string;
  readonly emailAddress: string | null;
  readonly enabled: boolean;
  /** LOCAL, or the id of a directory. */
  readonly domainId: number;
  readonly adGuid: string | null;
  readonly isApplicationAccount: boolean;
  readonly isLockedOut: boolean;
  readonly lockOutReason: string | null;
  readonly loginFailures: number;
  /** Epoch milliseconds. */
  readonly created: number;
  /** Epoch milliseconds; null when never. */
  readonly lastLogin: number | null;
  readonly passwordLastChanged: number | null;
  /** SHA-256 of the password; null for users of a directory and where none is known. */
  readonly passwordDigest: string | null;
  readonly twoFactor: boolean;
  readonly radiusTwoFactor: boolean;
  readonly radiusUserName: string | null;
  readonly duoTwoFactor: boolean;
  readonly oathTwoFactor: boolean;
  readonly fido2TwoFactor: boolean;
  readonly unixAuthenticationMethod: string;
  readonly dateOptionId: number;
  readonly timeOptionId: number;
  readonly slackId: string | null;
  readonly externalUserSource: 'None' | 'ThycoticOne' | 'Azure' | 'Platform';
  /** Groups, personal ones included, whose members alone may manage this user; empty: whoever holds the right. */
  readonly ownerGroupIds: readonly number[];
  readonly roleIds: readonly number[];
  /** Whether an account without Unrestricted by Teams sees this user. */
  readonly inTeam: boolean;
  /** Disabled by the directory's automatic rule: the next sign-in enables the user again. */
  readonly disabledByInactivity: boolean;
}

/** A group row as the simulated Secret Server keeps it. */
export interface GroupRecord {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly domainId: number;
  readonly adGuid: string | null;
  readonly synchronized: boolean;
  readonly systemGroup: boolean;
  readonly created: number;
  readonly ownerUserIds: readonly number[];
  readonly ownerGroupIds: readonly number[];
  readonly roleIds: readonly number[];
  readonly inTeam: boolean;
}

/** A directory that Secret Server synchronizes with. */
export interface DomainRecord {
  readonly id: number;
  readonly name: string;
  readonly friendlyName: string;
  readonly guid: string;
}

/** A role and the permissions that it gives, spelled with blanks. */
export interface RoleRecord {
  readonly id: number;
  readonly name: string;
  readonly isSystem: boolean;
  readonly permissions: readonly string[];
}

/** What an administrator can set in Secret Server. */
export interface Settings {
  readonly version: string;
  readonly readOnly: boolean;
  readonly tokenLifetimeSeconds: number;
  readonly refreshTokens: boolean;
  readonly maximumTokenRefreshes: number;
  readonly preventDirectApiAuthentication: boolean;
  readonly maximumLoginFailures: number;
  /** Enabled ordinary users allowed; null: no limit. */
  readonly licences: number | null;
  /** Application accounts allowed; null: no limit. */
  readonly applicationLicences: number | null;
  readonly passwordMinimumLength: number;
  readonly passwordRequireLowercase: boolean;
  readonly passwordRequireUppercase: boolean;
  readonly passwordRequireNumbers: boolean;
  readonly passwordRequireSymbols: boolean;
  readonly userAccountOptions: 'ImportEnabled' | 'ImportDisabled' | 'MirrorDirectory';
  readonly enableUserDisabling: boolean;
  readonly disableInactiveUsersMonths: number;
  readonly defaultNewUserRoleId: number;
}

/** The settings of a fresh installation. */
export const freshSettings: Settings = {
  version: '11.2.000002',
  readOnly: false,
  tokenLifetimeSeconds: 1200,
  refreshTokens: false,
  maximumTokenRefreshes: 3,
  preventDirectApiAuthentication: false,
  maximumLoginFailures: 5,
  licences: null,
  applicationLicences: null,
  passwordMinimumLength: 12,
  passwordRequireLowercase: true,
  passwordRequireUppercase: true,
  passwordRequireNumbers: true,
  passwordRequireSymbols: true,
  userAccountOptions: 'ImportEnabled',
  enableUserDisabling: false,
  disableInactiveUsersMonths: 6,
  defaultNewUserRoleId: 2,
};
