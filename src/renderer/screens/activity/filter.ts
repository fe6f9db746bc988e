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
/** In place of one source: all that change Secret Server, as Status counts them. */
export const changes = 'changes' as const;
/** In place of a span: the days of `from` and `to`, both included. */
export const ownDates = 'dates' as const;

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
    sources: params.get('sources') === changes ? ['Client', 'Resync'] : one('sources', sources),
    ...timeOf(params, now),
    ...(isOnlyLeft(params) ? { dealtWith: false } : {}),
    ...(type && Number.isInteger(resourceId) && resourceId > 0 ? { type, resourceId } : {}),
    ...(words ? { text: words } : {}),
  };
}

/** Days begin at local midnight. */
function timeOf(params: URLSearchParams, now: number): Pick<ActivityFilter, 'since' | 'until'> {
  const when = params.get('when');
  if (when === ownDates)
    return { since: midnight(params.get('from'), 0), until: midnight(params.get('to'), 1) };
  const span = spans.find((known) => known === when);
  if (span === undefined) return {};
  const first = new Date(now);
  first.setDate(first.getDate() - { today: 0, week: 6, month: 29 }[span]);
  first.setHours(0, 0, 0, 0);
  return { since: first.toISOString() };
}

/** So many days after the one that a date field holds; undefined where it holds none. */
function midnight(date: string | null, days: number): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date ?? '') ?? [];
  if (day === undefined) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(day) + days).toISOString();
}

/** Every filter of the address as it is when nothing is filtered. */
export const noFilter = {
  results: undefined,
  actions: undefined,
  sources: undefined,
  left: undefined,
  when: undefined,
  from: undefined,
  to: undefined,
  text: undefined,
  resource: undefined,
  type: undefined,
} as const;

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
