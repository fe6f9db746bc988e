import { Problem } from '../errors.ts';

const insteadOfIt = 'or start with "--secrets file" and SCIM_TRAY_KEY in the environment';

/** The keychain cannot even be loaded: on Linux its library is missing. */
export function noKeychain(cause: unknown, platform: NodeJS.Platform): Problem {
  const remedy =
    platform === 'linux'
      ? `Install libsecret (libsecret-1-0 on Debian and Ubuntu, libsecret on Fedora), ${insteadOfIt}`
      : `Install SCIM Tray again, ${insteadOfIt}`;
  return new Problem('APP-KEYS', "This machine's keychain cannot be used", remedy, { cause });
}

/** The keychain was asked and did not answer: it may be showing a prompt that nobody sees. */
export function keychainSilent(seconds: number): Problem {
  return new Problem(
    'APP-KEYS',
    `The keychain did not answer within ${String(seconds)} seconds`,
    `Unlock it and try again, ${insteadOfIt}`,
  );
}

/** What a failed call of the keychain means to an admin. Words of libsecret, D-Bus and gnome-keyring. */
export function keychainProblem(cause: unknown, platform: NodeJS.Platform): Problem {
  const said = cause instanceof Error ? cause.message : '';
  if (/D-Bus|not provided by any \.service|given address is empty|Could not connect/i.test(said)) {
    const remedy = `Run SCIM Tray where a keyring service runs (a desktop session, or dbus-run-session), ${insteadOfIt}`;
    return new Problem('APP-KEYS', 'No keychain service runs for this account', remedy, { cause });
  }
  if (/Object does not exist at path|locked|dismissed/i.test(said)) {
    const remedy = `Unlock the keyring of the account that runs SCIM Tray, ${insteadOfIt}`;
    return new Problem('APP-KEYS', 'The keychain is locked', remedy, { cause });
  }
  const title = platform === 'win32' ? 'Windows did not release the saved secrets' : 'The keychain refused';
  const remedy = 'Sign in as the account that saved them, or enter them again in Settings as this one';
  return new Problem('APP-KEYS', title, remedy, { cause, command: 'scim-tray setup' });
}
