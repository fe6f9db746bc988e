import { Problem } from './errors.ts';

export function noLongerAll(): Problem {
  return new Problem(
    'SS-RIGHT',
    'The application account no longer sees every user and group',
    'Give its role the right Unrestricted by Teams again, or accept what it sees in Settings under Secret Server',
    { command: 'scim-tray setup --accept-partial-view' },
  );
}

export function notConnected(): Problem {
  return new Problem(
    'APP-SETUP',
    'SCIM Tray is not connected to Secret Server',
    'Finish set-up in the window',
    { command: 'scim-tray setup' },
  );
}

export function noPassword(): Problem {
  return new Problem(
    'APP-KEYS',
    'The password of the Secret Server account is not among the saved secrets',
    'Enter it again in Settings under Secret Server',
    { command: 'scim-tray setup' },
  );
}
