import { app } from './app.ts';

export interface ProblemText {
  /** What does not work now; the host's own title is shown where it has one. */
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly button: string;
}

/** What a person may do about each problem, in the window's words: the host's remedy speaks of commands. */
export const problemText = {
  'SS-AUTH': {
    title: 'Secret Server refused the sign-in',
    cause: 'The password was changed, or the account is locked or disabled.',
    remedy: 'Unlock the account in Secret Server if it is locked, then enter its secret again.',
    button: 'Enter new secret',
  },
  'SS-RIGHT': {
    title: 'The application account lacks a right',
    cause: 'A role of the account was changed in Secret Server.',
    remedy: 'Add the right to a role of the account, then test again.',
    button: 'Test again',
  },
  'SS-DOWN': {
    title: 'Secret Server does not answer',
    cause: 'It is stopped, restarting, or not reachable from this machine.',
    remedy: 'Check that Secret Server runs. SCIM Tray tries again by itself every minute, and so does Okta.',
    button: 'Test now',
  },
  'SS-CERT': {
    title: "Secret Server's certificate is not trusted",
    cause: 'Its issuer is not known on this machine.',
    remedy:
      'Look at the certificate. If it is the right one, install its issuer on this machine, or add it in Settings.',
    button: 'Show certificate',
  },
  'SS-ADDRESS': {
    title: 'The address cannot be used',
    cause: 'It is not the address of a Secret Server.',
    remedy: 'Enter the address that opens Secret Server in a browser. It begins with https://.',
    button: 'Change address',
  },
  'SS-OTHER': {
    title: 'This is not the Secret Server that this data belongs to',
    cause: 'Its users have other numbers than the ones known, so a stranger might be changed.',
    remedy: 'Check the address. To forget the old data and take this server, connect to it again.',
    button: 'Open settings',
  },
  'SS-MANY': {
    title: 'An import stopped at a limit',
    cause:
      'More users or groups would go than the limit allows. A lost right of the account is the usual cause.',
    remedy: 'Check the rights of the application account, then look at what would go.',
    button: 'Review import',
  },
  'SS-DUP': {
    title: 'A Secret Server user with this name already exists',
    cause: 'Okta wants to create an account whose name is taken.',
    remedy: 'Link the account, or rename the person in Okta.',
    button: 'Open users',
  },
  'SS-LICENCE': {
    title: 'Secret Server has no free user licence',
    cause: 'Every licence is in use.',
    remedy: 'Free a licence in Secret Server, then retry in Okta: Dashboard → Tasks.',
    button: 'Show activity',
  },
  'SS-REFUSED': {
    title: 'Secret Server refused the change',
    cause: 'Secret Server has a rule against it, or the account lacks a right.',
    remedy: 'Read the reason in the steps below, change it in Secret Server or in Okta, then retry in Okta.',
    button: 'Show activity',
  },
  'APP-PROTECTED': {
    title: 'A protected user or group was left as it is',
    cause: 'It is on the list of those that Okta must not change.',
    remedy: 'If Okta is to change it, take it off the list in Settings under Safety.',
    button: 'Open settings',
  },
  'OK-TOKEN': {
    title: 'A call came with an old token',
    cause: 'Okta still holds a token that has ended, so its changes are turned away.',
    remedy:
      'Paste the newer token in Okta: Provisioning → Integration. If nobody saved it, make another one.',
    button: 'Make new token',
  },
  'OK-QUIET': {
    title: 'Okta has not called for some time',
    cause: 'The tunnel is down, or provisioning is switched off in Okta.',
    remedy: 'Test the public address, then check the app in Okta.',
    button: 'Test public address',
  },
  'OK-EXPIRY': {
    title: 'A token expires soon',
    cause: 'Okta stops working when its token ends.',
    remedy: 'Replace the token and paste the new one in Okta.',
    button: 'Replace token',
  },
  'OK-FAILED': {
    title: 'Changes from Okta failed',
    cause: 'Okta asked for changes that could not be made.',
    remedy: 'Open each one to see why. A later success of the same user or group clears it.',
    button: 'Show failed changes',
  },
  'OK-LOST': {
    title: 'A change was not sent again',
    cause: 'Okta was told to try again later, and gave up.',
    remedy: 'Retry it in Okta: Dashboard → Tasks. Or assign the person, or push the group, again.',
    button: 'Show failed changes',
  },
  'OK-DATA': {
    title: 'Okta sent a value that cannot be used',
    cause: 'An attribute mapping in Okta does not fit Secret Server.',
    remedy: 'Change the mapping in Okta: Provisioning → To App.',
    button: 'Show activity',
  },
  'LINK-OTHER': {
    title: 'This account was another Okta user before',
    cause: 'Okta sent another person under a name that is already linked.',
    remedy: 'Accept it as the same person, or give the new person another name.',
    button: 'Open user',
  },
  'APP-PORT': {
    title: 'The port is in use',
    cause: 'Another program listens on the port.',
    remedy: 'Choose another port, and point the tunnel at it.',
    button: 'Choose another port',
  },
  'APP-DATA': {
    title: 'The data file cannot be used',
    cause: 'It is damaged, read-only, or in use by another SCIM Tray.',
    remedy: 'Check the data folder and the disk. If the file is damaged, restore a backup.',
    button: 'Open settings',
  },
  'APP-RESTORED': {
    title: 'Changes of the restored data wait for you',
    cause: 'They were open when the backup was made, and may be out of date.',
    remedy: 'Look at them in Activity, then apply them or leave them.',
    button: 'Open settings',
  },
  'APP-DISK': {
    title: 'The disk of the data folder is nearly full',
    cause: 'Less than 1 GB is free.',
    remedy: 'Free space on that disk. Without it changes wait.',
    button: 'Open settings',
  },
  'APP-KEYS': {
    title: 'The saved secrets cannot be read',
    cause: 'They belong to another account, or the keychain is locked.',
    remedy: 'Sign in as the account that runs SCIM Tray, or enter the secrets again.',
    button: 'Enter again',
  },
  'APP-SETUP': {
    title: 'Secret Server is not connected',
    cause: 'Set-up is not finished.',
    remedy: 'Finish set-up.',
    button: 'Finish set-up',
  },
  'APP-BUSY': {
    title: 'An import or a resync is running',
    cause: 'Only one runs at a time.',
    remedy: 'Wait for its end, or stop it.',
    button: 'Show it',
  },
  'APP-INPUT': {
    title: 'A value cannot be used',
    cause: 'What was entered does not fit.',
    remedy: 'Correct it and try again.',
    button: 'Try again',
  },
  'APP-FAULT': {
    title: `Something went wrong in ${app}`,
    cause: 'This is a fault of the program, not of what you did.',
    remedy: 'Try again. If it stays, save diagnostics and send them to whoever supports you.',
    button: 'Save diagnostics',
  },
  'APP-GONE': {
    title: `${app} does not answer`,
    cause: 'It stopped, or is starting again.',
    remedy: 'Wait a moment. If it stays, start it again on the server.',
    button: 'Try again',
  },
  'APP-SIGNIN': {
    title: 'You are signed out',
    cause: 'The sign-in of this browser ended.',
    remedy: 'Run "scim-tray window" on the server and open the link that it shows.',
    button: 'Try again',
  },
} as const satisfies Record<string, ProblemText>;

/** What the page itself finds out: the host cannot say it. */
const fault = (code: 'APP-GONE' | 'APP-SIGNIN'): { code: string; title: string; remedy: string } => ({
  code,
  title: problemText[code].title,
  remedy: problemText[code].remedy,
});

export const faults = { gone: fault('APP-GONE'), signedOut: fault('APP-SIGNIN') } as const;
