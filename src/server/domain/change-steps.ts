import type { ActivityStep, AttributeChange, Result, SecretServerCall } from '../../main/ipc/activity.ts';
import type { ProblemView } from '../../main/ipc/problem.ts';
import type { ActivityRecord } from '../store/activity.ts';
import { counted, number } from '../numbers.ts';

/** What a row knows beyond its columns: the JSON in `details`. Times are epoch milliseconds; absent: it did not come so far. */
export interface ChangeDetails {
  readonly matchedAt?: number;
  /** The last answer of Secret Server. */
  readonly sentAt?: number;
  readonly savedAt?: number;
  readonly waitsFor?: string;
  readonly kept?: true;
  readonly problem?: ProblemView;
  readonly changes?: readonly AttributeChange[];
  /** How many of a group's members moved. */
  readonly members?: { readonly added: number; readonly removed: number };
  readonly calls?: readonly SecretServerCall[];
}

/** How far a change came (reference: UX, Activity). */
export function changeSteps(record: ActivityRecord, details: ChangeDetails): readonly ActivityStep[] {
  const { result } = record;
  const { matchedAt, sentAt, savedAt, kept } = details;
  const stopped = result === 'Failed' || result === 'Waiting';
  const why = ended(details.problem?.title ?? details.waitsFor ?? 'It was not confirmed');
  const received = step('Received', 'Done', record.at, origin(record));
  if (stopped && matchedAt === undefined) {
    const reached = sentAt === undefined ? undefined : sentAt;
    return [
      received,
      step('Matched', result, reached, why),
      notReached('Sent to Secret Server'),
      notReached('Saved'),
    ];
  }
  const matched = step('Matched', 'Done', matchedAt ?? record.at, matchWords(record));
  if (stopped) {
    const saved =
      kept && result === 'Waiting' ? step('Saved', result, savedAt, keptWords) : notReached('Saved');
    return [received, matched, step('Sent to Secret Server', result, sentAt, why), saved];
  }
  const sent = step(
    'Sent to Secret Server',
    sentAt === undefined ? 'No change' : 'Done',
    sentAt,
    sentWords(details),
  );
  return [received, matched, sent, step('Saved', result, savedAt ?? record.at, savedWords(result, record))];
}

function step(
  name: ActivityStep['name'],
  result: ActivityStep['result'],
  at: number | undefined,
  sentence: string,
): ActivityStep {
  return { name, result, at: at === undefined ? null : new Date(at).toISOString(), sentence };
}

function notReached(name: ActivityStep['name']): ActivityStep {
  return step(name, 'Not reached', undefined, '');
}

const keptWords = 'It is kept here and applied as soon as Secret Server can be used.';

function origin({ source, endpoint, attempts }: ActivityRecord): string {
  if (endpoint === null) return `From ${source}.`;
  return attempts > 1 ? `From ${endpoint}, ${number(attempts)} times.` : `From ${endpoint}.`;
}

function matchWords({ action, type, resourceId }: ActivityRecord): string {
  if (action === 'Create') return 'Nobody had this name.';
  return resourceId === null || type === null
    ? 'Nothing to match.'
    : `Found as ${type.toLowerCase()} ${String(resourceId)}.`;
}

function sentWords({ sentAt, calls = [] }: ChangeDetails): string {
  if (sentAt === undefined) return 'There was nothing to ask of Secret Server.';
  return `${counted(calls.length, 'call')}.`;
}

function savedWords(result: Result, { sentence }: ActivityRecord): string {
  return result === 'No change' ? 'Nothing differed.' : sentence;
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
