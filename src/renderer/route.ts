import type { Screen } from '../main/ipc/shell.ts';

/** Where the window is: kept in the address, so that a screen and its filters survive a reload. */
export interface Route {
  readonly screen: Screen;
  readonly params: URLSearchParams;
}

const screens: readonly Screen[] = [
  'status',
  'activity',
  'import',
  'resync',
  'people',
  'settings',
  'about',
  'setup',
];

/** `#/activity?result=Failed`; anything else is Status. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const screen = screens.find((name) => name === path) ?? 'status';
  return { screen, params: new URLSearchParams(query) };
}

/** The address of a screen; undefined and empty values are left out. */
export function routeTo(screen: Screen, params: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  const text = query.toString();
  return `#/${screen}${text === '' ? '' : `?${text}`}`;
}
