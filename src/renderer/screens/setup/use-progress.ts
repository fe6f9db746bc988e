import { useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import type { StepName } from './steps.ts';

/** Which steps are proved, from what is so; and the first that is not. */
export function useProgress(): { readonly done: ReadonlySet<StepName>; readonly next: StepName } {
  const connected = useLive(({ status }) => status?.secretServer != null);
  const settings = useLoad('settings.get');
  const endpoints = useLoad('endpoints.list');
  const made = endpoints.value ?? [];
  const done = new Set<StepName>();
  if (connected) for (const name of ['welcome', 'address', 'account'] as const) done.add(name);
  if (made.length > 0) done.add('token');
  if (settings.value?.listener.publicUrl != null) done.add('public');
  if (made.some(({ lastCallAt }) => lastCallAt !== null)) done.add('okta');
  const next = !connected
    ? 'welcome'
    : !done.has('token')
      ? 'token'
      : !done.has('public')
        ? 'public'
        : 'okta';
  return { done, next };
}
