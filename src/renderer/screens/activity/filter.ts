import type { Action, ActivityFilter, Result, Source } from '../../../main/ipc/activity.ts';

export const results: readonly Result[] = ['Done', 'No change', 'Skipped', 'Failed', 'Waiting'];
export const sources: readonly Source[] = ['Client', 'Import', 'Resync', 'You'];
export const actions: readonly Action[] = [
  'Create',
  'Enable again',
  'Update',
  'Deactivate',
  'Delete',
  'Change members',
  'Link',
  'Unlink',
  'Import',
  'Resync',
  'Pause',
  'Resume',
  'Settings',
];
export const spans = ['today', 'week', 'month'] as const;

const dayMs = 24 * 60 * 60_000;

/** What the host is asked, of what the address says; values that are none are left out. @param now epoch milliseconds */
export function filterOf(params: URLSearchParams, now: number): ActivityFilter {
  const one = <T extends string>(name: string, known: readonly T[]): readonly T[] | undefined => {
    const found = known.find((value) => value === params.get(name));
    return found === undefined ? undefined : [found];
  };
  const type = (['User', 'Group'] as const).find((known) => known === params.get('type'));
  const resourceId = Number(params.get('resource'));
  const words = params.get('text')?.trim();
  return {
    results: one('results', results),
    actions: one('actions', actions),
    sources: one('sources', sources),
    since: since(params.get('when'), now),
    ...(isOnlyLeft(params) ? { dealtWith: false } : {}),
    ...(type && Number.isInteger(resourceId) && resourceId > 0 ? { type, resourceId } : {}),
    ...(words ? { text: words } : {}),
  };
}

/** Local midnight for today; else so many days back from it. */
function since(when: string | null, now: number): string | undefined {
  const span = spans.find((known) => known === when);
  if (span === undefined) return undefined;
  const days = { today: 0, week: 6, month: 29 }[span];
  const midnight = new Date(now - days * dayMs);
  midnight.setHours(0, 0, 0, 0);
  return midnight.toISOString();
}

/** Of failed changes only those that nobody has dealt with. */
export function isOnlyLeft(params: URLSearchParams): boolean {
  return params.get('results') === 'Failed' && params.get('left') === '1';
}

/** Whether the address narrows the list. */
export function isFiltered(params: URLSearchParams): boolean {
  return ['results', 'actions', 'sources', 'when', 'text', 'resource'].some(
    (name) => (params.get(name) ?? '') !== '',
  );
}
