import { json } from '../http/answer.ts';
import type { Query } from '../http/query.ts';
import type { Route } from '../http/route.ts';
import type { Settings } from '../model.ts';
import { readConfiguration } from '../rights.ts';

/** Configuration that a connector reads. */
export const configurationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/configuration/general',
    rights: readConfiguration,
    handle: ({ settings }, { query }) => json(general(settings, query)),
  },
  {
    method: 'GET',
    path: '/v1/configuration/local-user-passwords',
    // The requirements need no right; the rest is shown with its defaults to those who hold none.
    handle: ({ settings }) => json(passwords(settings)),
  },
  {
    method: 'GET',
    path: '/v2/configuration/login',
    rights: readConfiguration,
    handle: ({ settings }) => json(login(settings)),
  },
  {
    method: 'GET',
    path: '/v1/configuration/read-only-mode',
    rights: readConfiguration,
    handle: ({ settings }) => json({ enabled: settings.readOnly }),
  },
];

function general(settings: Settings, query: Query): object {
  const sections = {
    applicationSettings: applicationSettings(settings),
    login: login(settings),
    localUserPasswords: passwords(settings),
    folders: {
      enablePersonalFolders: true,
      personalFolderName: 'Personal Folders',
      requireViewFolderPermission: true,
    },
    permissionOptions: { allowDuplicateSecretNames: true },
    unlimitedAdmin: { enabled: false },
    userExperience: { defaultNewUserRoleId: settings.defaultNewUserRoleId, requireFolderForSecret: false },
  };
  const all = query.flag('loadAll');
  const chosen = Object.entries(sections).map(([name, section]) => [
    name,
    all || query.flag(`load${name}`) ? section : null,
  ]);
  return Object.fromEntries(chosen);
}

function applicationSettings(settings: Settings): object {
  return {
    enableWebServices: true,
    preventDirectApiAuthentication: settings.preventDirectApiAuthentication,
    apiRefreshTokensEnabled: settings.refreshTokens,
    maximumTokenRefreshesAllowed: settings.maximumTokenRefreshes,
    apiSessionTimeoutUnlimited: false,
    apiSessionTimeoutDays: 0,
    apiSessionTimeoutHours: Math.floor(settings.tokenLifetimeSeconds / 3600),
    apiSessionTimeoutMinutes: Math.floor(settings.tokenLifetimeSeconds / 60) % 60,
  };
}

function passwords(settings: Settings): object {
  return {
    passwordMinimumLength: settings.passwordMinimumLength,
    passwordRequireLowercase: settings.passwordRequireLowercase,
    passwordRequireUppercase: settings.passwordRequireUppercase,
    passwordRequireNumbers: settings.passwordRequireNumbers,
    passwordRequireSymbols: settings.passwordRequireSymbols,
    allowUsersToResetForgottenPasswords: false,
    enablePasswordHistory: false,
    passwordHistoryItems: 0,
    passwordHistoryItemsAll: false,
    enableMinimumPasswordAge: false,
    minimumPasswordAgeDays: 0,
    minimumPasswordAgeHours: 0,
    minimumPasswordAgeMinutes: 0,
    enableLocalUserPasswordExpiration: false,
    localUserPasswordExpirationDays: 0,
    localUserPasswordExpirationHours: 0,
    localUserPasswordExpirationMinutes: 0,
  };
}

function login(settings: Settings): object {
  return {
    maximumLoginFailures: settings.maximumLoginFailures,
    userLockoutTimeMinutes: 0,
    defaultLoginDomain: -1,
    enableDomainSelector: 1,
    maxConcurrentLoginsPerUser: 0,
    twoFactor: { requireTwoFactorForWebLogin: false, requireTwoFactorForWebServices: false },
  };
}
