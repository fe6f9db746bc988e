import type { Action, Result } from '../../main/ipc/activity.ts';
import type { ProblemView } from '../../main/ipc/problem.ts';
import type { ResourceType } from '../store/links.ts';
import { counted, number } from '../numbers.ts';

/** What the one sentence of a row is made from. */
export interface Told {
  readonly action: Action;
  readonly result: Result;
  readonly type: ResourceType;
  readonly resourceId: number | null;
  readonly name: string | null;
  readonly signInName: string | null;
  /** The client's name; null: no client asked. */
  readonly endpoint: string | null;
  readonly members: { readonly added: number; readonly removed: number; readonly waiting: number };
  readonly leftOut: string | null;
  readonly waitsFor: string | null;
  readonly kept: boolean;
  readonly retryAfter: number | null;
  readonly problem: ProblemView | null;
}

/** "Kim Lee was deactivated." (reference: UX, copy style) */
export function changeSentence(told: Told): string {
  const { result, problem, leftOut, waitsFor } = told;
  const subject = subjectOf(told);
  const done = participles[told.action];
  switch (result) {
    case 'Done':
      return `${doneSentence(told, subject)}${waitingMembers(told.members.waiting)}`;
    case 'No change':
      return `${subject} was already as asked.`;
    case 'Skipped':
      return `${subject} was not ${done}. ${leftOut ?? waitingMembers(told.members.waiting).trim()}`.trim();
    case 'Failed':
      return `${subject} was not ${done}. ${ended(problem?.title ?? 'Something went wrong in SCIM Tray')}`;
    case 'Waiting':
      return `${subject} is not ${done} yet. ${ended(waitsFor ?? 'Secret Server has not confirmed it')}${toldToWait(told)}`;
  }
}

function doneSentence({ action, type, endpoint, members }: Told, subject: string): string {
  if (action === 'Change members') {
    const parts = [
      ...(members.added > 0 ? [`${counted(members.added, 'member')} added`] : []),
      ...(members.removed > 0 ? [`${counted(members.removed, 'member')} removed`] : []),
    ];
    return `${subject}: ${parts.join(', ')}.`;
  }
  // Secret Server keeps users for its audit.
  if (action === 'Delete' && type === 'User') {
    return `${subject} was deactivated${endpoint === null ? '' : `, and is gone for ${endpoint}`}.`;
  }
  return `${subject} was ${participles[action]}.`;
}

/** "members: +2 −1", as a row of changes shows it. */
export function memberDifference({
  added,
  removed,
}: {
  readonly added: number;
  readonly removed: number;
}): string {
  return [...(added > 0 ? [`+${number(added)}`] : []), ...(removed > 0 ? [`−${number(removed)}`] : [])].join(
    ' ',
  );
}

function toldToWait({ kept, retryAfter, endpoint }: Told): string {
  if (kept) return ' It is kept here and applied first.';
  if (retryAfter === null) return '';
  return ` Told ${endpoint ?? 'the client'} to try again in ${String(retryAfter)} s.`;
}

function waitingMembers(count: number): string {
  if (count === 0) return '';
  return ` ${counted(count, 'disabled user')} ${count === 1 ? 'joins' : 'join'} once enabled.`;
}

function subjectOf({ type, resourceId, name, signInName }: Told): string {
  const known = name ?? signInName;
  if (known !== null) return known;
  return resourceId === null ? `A ${type.toLowerCase()}` : `${type} ${String(resourceId)}`;
}

const participles: Readonly<Record<Action, string>> = {
  Create: 'created',
  'Enable again': 'enabled again',
  Update: 'updated',
  Deactivate: 'deactivated',
  Delete: 'deleted',
  'Change members': 'changed',
  Link: 'linked',
  Unlink: 'unlinked',
  Import: 'imported',
  Resync: 'resynced',
  Pause: 'paused',
  Resume: 'resumed',
  Settings: 'changed',
};

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
