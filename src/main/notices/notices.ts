import type { JobView } from '../ipc/jobs.ts';
import type { SettingsView } from '../ipc/settings.ts';
import type { Target } from '../ipc/shell.ts';
import { duration } from '../duration.ts';
import { runningJob, type Shown } from '../shown.ts';

/** Each kind but `blocked` can be switched off in Settings. */
export type NoticeKind = 'blocked' | keyof SettingsView['notifications'];

export interface Notice {
  readonly kind: NoticeKind;
  /** A newer notice of a category takes the place of the older one. */
  readonly category: 'state' | 'job' | 'token';
  readonly title: string;
  readonly body: string;
  /** Where a click leads. */
  readonly target: Target;
}

/** What of the past decides whether something is said again. */
export interface Told {
  /** ISO 8601; null: it is not blocked, or what ended has been said. */
  readonly blockedSince: string | null;
  /** When each cause for attention was last named: problem code to epoch milliseconds. */
  readonly causes: Readonly<Record<string, number>>;
}

export const nothingTold: Told = { blockedSince: null, causes: {} };

export interface Noticed {
  readonly notices: readonly Notice[];
  readonly told: Told;
}

/** The same cause is named at most this often. Milliseconds. */
const causeEveryMs = 60 * 60_000;

/**
 * What a change is worth saying (reference: UX, notifications): changes of state and of jobs, never single changes.
 * @param before null at the start of the app. @param now epoch milliseconds
 */
export function noticesOf(before: Shown | null, after: Shown, told: Told, now: number): Noticed {
  const state = stateNotice(before, after, told, now);
  const job = before ? jobNotice(before.job, after.job) : null;
  return { notices: [...state.notices, ...(job ? [job] : [])], told: state.told };
}

function stateNotice(before: Shown | null, { status }: Shown, told: Told, now: number): Noticed {
  const [first] = status.problems;
  switch (status.state) {
    case 'Blocked': {
      const since = told.blockedSince ?? status.since;
      if (before?.status.state === 'Blocked') return { notices: [], told: { ...told, blockedSince: since } };
      const body = first ? `${first.title}. ${first.remedy}` : status.sentence;
      const target = { screen: 'status', focus: first?.code } as const;
      const notice: Notice = { kind: 'blocked', category: 'state', title: 'Blocked', body, target };
      return { notices: [notice], told: { ...told, blockedSince: since } };
    }
    case 'Needs attention':
      return attention(before, status.problems, told, now);
    case 'Running':
    case 'Working':
      return recovered(told, now, null);
    case 'Not set up':
    case 'Starting':
    case 'Paused':
      return { notices: [], told };
  }
}

function attention(
  before: Shown | null,
  problems: Shown['status']['problems'],
  told: Told,
  now: number,
): Noticed {
  const known = before?.status.state === 'Needs attention' ? before.status.problems : [];
  const fresh = problems.filter(
    ({ code }) =>
      !known.some((problem) => problem.code === code) &&
      now - (told.causes[code] ?? -Infinity) >= causeEveryMs,
  );
  const causes = { ...told.causes, ...Object.fromEntries(fresh.map(({ code }) => [code, now])) };
  const [first] = fresh;
  if (told.blockedSince !== null) return recovered({ ...told, causes }, now, problems[0]?.title ?? null);
  if (!first) return { notices: [], told };
  const notice: Notice = {
    kind: 'attention',
    category: 'state',
    title: 'Needs attention',
    body: `${first.title}. ${first.remedy}`,
    target: { screen: 'status', focus: first.code },
  };
  return { notices: [notice], told: { ...told, causes } };
}

/** @param rest what still needs attention */
function recovered(told: Told, now: number, rest: string | null): Noticed {
  if (told.blockedSince === null) return { notices: [], told };
  const body = `Working again after ${duration(now - Date.parse(told.blockedSince))}`;
  const notice: Notice = {
    kind: 'recovered',
    category: 'state',
    title: rest === null ? 'Running' : 'Needs attention',
    body: rest === null ? body : `${body}; ${rest}`,
    target: { screen: 'status' },
  };
  return { notices: [notice], told: { ...told, blockedSince: null } };
}

function jobNotice(before: JobView | null, after: JobView | null): Notice | null {
  const same = before !== null && before.startedAt === after?.startedAt;
  if (after === null || runningJob(after) !== null || (same && before.stage === after.stage)) return null;
  const name = after.kind === 'import' ? 'Import' : 'Resync';
  const notice = (kind: NoticeKind, title: string, body: string): Notice => ({
    kind,
    category: 'job',
    title,
    body,
    target: { screen: after.kind },
  });
  if (after.stage === 'Review') {
    const ticked = (after.plan?.ticked ?? 0).toLocaleString('en-GB');
    return notice('previewReady', `${name} preview is ready`, `${ticked} changes to look at`);
  }
  const body = after.problem?.title ?? after.result?.sentence ?? '';
  return notice('jobEnded', `${name} ${endWords[after.stage as keyof typeof endWords]}`, body);
}

const endWords = { Done: 'finished', Stopped: 'stopped', Failed: 'failed' } as const;
