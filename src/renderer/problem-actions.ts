import type { CheckView } from '../main/ipc/settings.ts';
import type { Screen } from '../main/ipc/shell.ts';
import type { problemText } from './text/problems.ts';

/** What a problem's button does. */
export type ProblemAction =
  | { readonly kind: 'go'; readonly screen: Screen; readonly params?: Readonly<Record<string, string>> }
  | { readonly kind: 'check'; readonly name: CheckView['name'] }
  | { readonly kind: 'retry' };

const settings = (section: string): ProblemAction => ({
  kind: 'go',
  screen: 'settings',
  params: { section },
});
const failedChanges: ProblemAction = {
  kind: 'go',
  screen: 'activity',
  params: { results: 'Failed', left: '1' },
};

/** By code; what is not here can only be tried again. */
export const problemActions: Readonly<Record<keyof typeof problemText, ProblemAction>> = {
  'SS-AUTH': settings('secret-server'),
  'SS-RIGHT': { kind: 'check', name: 'Secret Server sign-in' },
  'SS-DOWN': { kind: 'check', name: 'Secret Server sign-in' },
  'SS-CERT': settings('secret-server'),
  'SS-ADDRESS': settings('secret-server'),
  'SS-OTHER': settings('secret-server'),
  'SS-MANY': { kind: 'go', screen: 'import' },
  'SS-DUP': { kind: 'go', screen: 'people' },
  'SS-LICENCE': failedChanges,
  'SS-REFUSED': failedChanges,
  'APP-PROTECTED': settings('safety'),
  'OK-TOKEN': settings('okta'),
  'OK-QUIET': { kind: 'check', name: 'Public address' },
  'OK-EXPIRY': settings('okta'),
  'OK-FAILED': failedChanges,
  'OK-LOST': failedChanges,
  'OK-DATA': failedChanges,
  'LINK-OTHER': { kind: 'go', screen: 'people', params: { state: 'Conflict' } },
  'APP-PORT': settings('listener'),
  'APP-DATA': settings('data'),
  'APP-RESTORED': settings('data'),
  'APP-DISK': settings('data'),
  'APP-KEYS': settings('secret-server'),
  'APP-SETUP': { kind: 'go', screen: 'setup' },
  'APP-BUSY': { kind: 'go', screen: 'import' },
  'APP-INPUT': { kind: 'retry' },
  'APP-FAULT': { kind: 'go', screen: 'about', params: { focus: 'diagnostics' } },
  'APP-GONE': { kind: 'retry' },
  'APP-SIGNIN': { kind: 'retry' },
};
