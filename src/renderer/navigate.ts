import { useSyncExternalStore } from 'react';
import type { Screen, Target } from '../main/ipc/shell.ts';
import { parseRoute, routeTo, type Route } from './route.ts';

/** Goes to a screen; the browser's Back leads here again. */
export function go(screen: Screen, params?: Readonly<Record<string, string | undefined>>): void {
  window.location.hash = routeTo(screen, params);
}

/** Where a menu row or a notification leads. */
export function follow({ screen, focus }: Target): void {
  // Settings has sections, and nothing else to bring into view.
  go(screen, screen === 'settings' ? { section: focus } : { focus });
}

/** Changes single parameters of this screen, without a new step in the history. */
export function changeParams(change: Readonly<Record<string, string | undefined>>): void {
  const { screen, params } = parseRoute(window.location.hash);
  const next = routeTo(screen, { ...Object.fromEntries(params), ...change });
  window.history.replaceState(window.history.state, '', next);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The present route; renders again when it changes. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}
