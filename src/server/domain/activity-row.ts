import type { Action } from '../../main/ipc/activity.ts';
import type { ActivityRecord, NewActivity } from '../store/activity.ts';
import type { Closing, Intent } from '../store/intents.ts';
import { beginChange, isKept, plainAction, retryKeyOf, type ChangeRecord } from './change-record.ts';
import type { ChangeDetails } from './change-steps.ts';
import { changeSentence, memberDifference } from './change-words.ts';
import { clientRetries } from './postpone.ts';
import { refusalProblem } from './refusal-problem.ts';
import { changesBetween, type Snapshot } from './snapshot.ts';

/** A change that no request carries out any more: what its intent knows of it. @param began monotonic milliseconds */
export function changeOfIntent(
  intent: Intent,
  endpoint: ChangeRecord['endpoint'],
  began: number,
): ChangeRecord {
  const { request_id: requestId, resource_type: type, resource_id: id } = intent;
  const start = { source: 'Client', endpoint, requestId, type, method: 'PATCH', id } as const;
  const change = beginChange(start, intent.opened_at, began);
  change.attempts = 0;
  goOnWith(change, intent);
  return change;
}

/** From here on the change is that of this intent. */
export function goOnWith(change: ChangeRecord, intent: Intent): void {
  change.intentId = intent.id;
  change.rowId = intent.activity_id;
  change.kind = intent.kind;
  change.action = plainAction[intent.kind];
  change.resourceId = intent.resource_id ?? change.resourceId;
  change.nameKey = intent.name_key ?? change.nameKey;
  change.password = intent.password === 1;
  change.before = intent.before === null ? null : (JSON.parse(intent.before) as Snapshot); // written by recorded-store.ts
  change.matchedAt ??= intent.opened_at;
}

/** What an earlier try has shown of the change already, and the mirror therefore has by now. */
export function remember(change: ChangeRecord, record: ActivityRecord): void {
  const { changes = [], members } = JSON.parse(record.details) as ChangeDetails; // written by rowOf
  change.changes = changes.filter(({ attribute }) => attribute !== 'members');
  if (members) change.members = { ...change.members, ...members };
}

/**
 * Takes over how an intent ended.
 * @param after the resource as it is now
 * @returns false: nothing is known that the row does not say already.
 */
export function takeOutcome(change: ChangeRecord, closing: Closing, after: Snapshot | null): boolean {
  const { state, heard, detail = '', code } = closing;
  if (state === 'dropped' && detail === clientRetries) return false;
  change.open = false;
  change.waitsFor = null;
  change.problem = null;
  change.statusSent ??= heard ?? null;
  learn(change, after);
  const isPutOff = heard === 429;
  if (state === 'done') {
    change.result = resultOf(change);
  } else if (state === 'failed' || code !== undefined) {
    const problem = refusalProblem({ detail, code: code ?? 'APP-FAULT' });
    change.result = isPutOff ? 'Waiting' : 'Failed';
    change.waitsFor = isPutOff ? problem.title : null;
    change.problem = isPutOff ? null : problem;
  } else {
    change.result = 'Skipped';
    change.leftOut = detail === '' ? null : `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
  }
  return true;
}

/** What the change did to the resource, and what it is called now. */
export function learn(change: ChangeRecord, after: Snapshot | null): void {
  nameAfter(change, after ?? change.before);
  const { members } = change;
  const moved = memberDifference(members);
  const differences = changesBetween(change.type, change.before, after);
  const known = change.changes.filter(({ attribute }) => attribute !== 'members');
  change.changes = [
    ...(differences.length > 0 && !change.hearsAgain ? differences : known),
    ...(moved === '' ? [] : [{ attribute: 'members', before: null, after: moved }]),
  ];
  change.action = actionOf(change);
}

export function nameAfter(change: ChangeRecord, snapshot: Snapshot | null): void {
  if (!snapshot) return;
  change.name = snapshot.displayName;
  if (change.type === 'User') change.signInName = snapshot.name;
}

function actionOf({ kind, type, changes }: ChangeRecord): Action {
  if (kind !== 'update') return plainAction[kind];
  const only = changes.length === 1 ? changes[0] : undefined;
  if (type === 'Group') return only?.attribute === 'members' ? 'Change members' : 'Update';
  if (changes.some(({ attribute, after }) => attribute === 'active' && after === 'true'))
    return 'Enable again';
  return only?.attribute === 'externalId' && only.before === null ? 'Link' : 'Update';
}

function resultOf({ kind, changes, members, password, leftOut }: ChangeRecord): ChangeRecord['result'] {
  // Whether a group is there is no attribute of it.
  if (changes.length > 0 || password || kind === 'delete' || kind === 'revive') return 'Done';
  return members.waiting > 0 || leftOut !== null ? 'Skipped' : 'No change';
}

/**
 * The row as it is written.
 * @param existing the row that this goes on with; it keeps what this try does not know better.
 * @param tookMs of this try
 */
export function rowOf(
  change: ChangeRecord,
  existing: ActivityRecord | undefined,
  tookMs: number,
): NewActivity {
  const { type, endpoint, calls, problem } = change;
  const waitsHere = isKept(change);
  const before = existing ? (JSON.parse(existing.details) as ChangeDetails) : {}; // written below
  const changes = change.changes.length > 0 ? change.changes : (before.changes ?? []);
  const { added, removed } = change.members;
  const details: ChangeDetails = {
    ...time('matchedAt', change.matchedAt),
    ...time('sentAt', change.sentAt),
    ...time('savedAt', change.savedAt),
    ...(change.waitsFor === null ? {} : { waitsFor: change.waitsFor }),
    ...(waitsHere ? { kept: waitsHere } : {}),
    ...(problem ? { problem } : {}),
    ...(changes.length > 0 ? { changes } : {}),
    ...(added + removed > 0 ? { members: { added, removed } } : {}),
    ...(calls.length > 0 ? { calls } : {}),
  };
  return {
    at: change.at,
    source: change.source,
    endpointId: endpoint?.id ?? null,
    endpoint: endpoint?.name ?? null,
    action: change.action,
    type,
    resourceId: change.resourceId,
    name: change.name ?? existing?.name ?? null,
    signInName: change.signInName ?? existing?.signInName ?? null,
    result: change.result,
    sentence: changeSentence({ ...change, kept: waitsHere, endpoint: endpoint?.name ?? null }),
    tookMs: Math.round(tookMs),
    requestId: change.requestId,
    statusSent: change.statusSent ?? existing?.statusSent ?? null,
    retryAfter: change.retryAfter,
    attempts: Math.max(1, change.attempts),
    retryKey: retryKeyOf(change),
    details: JSON.stringify(details),
  };
}

function time<K extends string>(name: K, at: number | null): { readonly [N in K]?: number } {
  return at === null ? {} : ({ [name]: at } as { readonly [N in K]?: number }); // one computed name
}
