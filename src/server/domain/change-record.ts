import type { Action, AttributeChange, Result, SecretServerCall, Source } from '../../main/ipc/activity.ts';
import type { ProblemView } from '../../main/ipc/problem.ts';
import { displayNameOf } from '../scim/names.ts';
import { isObject, type JsonObject } from '../scim/json.ts';
import type { IntentKind } from '../store/intents.ts';
import type { ResourceType } from '../store/links.ts';
import type { Snapshot } from './snapshot.ts';

/** What is known of a change when it begins. */
export interface ChangeStart {
  readonly source: Source;
  /** Whose request it is; null: no client's. */
  readonly endpoint: { readonly id: number; readonly name: string } | null;
  readonly requestId: string | null;
  readonly type: ResourceType;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** null: it is made now, or the id that was sent can be none. */
  readonly id: number | null;
}

/** A change while it is carried out: what its row of Activity is going to say. Times are epoch milliseconds. */
export interface ChangeRecord extends Omit<ChangeStart, 'method' | 'id'> {
  readonly at: number;
  /** Monotonic milliseconds. */
  readonly began: number;
  readonly calls: SecretServerCall[];
  kind: IntentKind;
  resourceId: number | null;
  name: string | null;
  signInName: string | null;
  /** The name that a create asks for, in lower case. */
  nameKey: string | null;
  /** The row that it has by now. */
  rowId: number | null;
  /** Tries of the client, this one included; from its row, once it has one. */
  attempts: number;
  isCounted: boolean;
  intentId: number | null;
  /** Its row was complete before: this try only hears how it ended. */
  hearsAgain: boolean;
  before: Snapshot | null;
  matchedAt: number | null;
  sentAt: number | null;
  savedAt: number | null;
  changes: readonly AttributeChange[];
  members: { added: number; removed: number; waiting: number };
  /** A password was sent on, which no difference shows. */
  password: boolean;
  /** Its intent stays open. */
  open: boolean;
  /** What of it was left out, and why; null: nothing. */
  leftOut: string | null;
  action: Action;
  result: Result;
  /** Why it waits; null: it does not. */
  waitsFor: string | null;
  problem: ProblemView | null;
  statusSent: number | null;
  retryAfter: number | null;
}

/** @param began monotonic milliseconds. @param at epoch milliseconds. */
export function beginChange(start: ChangeStart, at: number, began: number): ChangeRecord {
  const { method, id, ...about } = start;
  const kind = method === 'POST' ? 'create' : method === 'DELETE' ? 'delete' : 'update';
  return {
    ...about,
    at,
    began,
    calls: [],
    kind,
    resourceId: id,
    name: null,
    signInName: null,
    nameKey: null,
    rowId: null,
    attempts: 1,
    isCounted: false,
    intentId: null,
    hearsAgain: false,
    before: null,
    matchedAt: null,
    sentAt: null,
    savedAt: null,
    changes: [],
    members: { added: 0, removed: 0, waiting: 0 },
    password: false,
    open: false,
    leftOut: null,
    action: plainAction[kind],
    result: 'No change',
    waitsFor: null,
    problem: null,
    statusSent: null,
    retryAfter: null,
  };
}

/** What a kind of change is called before its effect is known. */
export const plainAction: Readonly<Record<IntentKind, Action>> = {
  create: 'Create',
  revive: 'Enable again',
  update: 'Update',
  deactivate: 'Deactivate',
  delete: 'Delete',
};

/** Learns from the body what a request is about, in case it never gets so far that an intent tells. */
export function noteBody(change: ChangeRecord, body: unknown): void {
  if (!isObject(body)) return;
  if (change.kind === 'create') {
    const resource = body as JsonObject; // parsed JSON
    change.name = displayNameOf(resource) || null;
    const { userName } = resource;
    change.signInName =
      change.type === 'User' && typeof userName === 'string' ? userName.slice(0, 255) : null;
    change.nameKey = (change.type === 'User' ? change.signInName : change.name)?.toLowerCase() ?? null;
  } else if (change.type === 'User' && asksInactive(body)) {
    change.kind = 'deactivate';
    change.action = plainAction.deactivate;
  }
}

/** In any of the forms that clients use; whether the request is sound is not asked here. */
function asksInactive(body: Readonly<Record<string, unknown>>): boolean {
  const operations: readonly unknown[] = Array.isArray(body['Operations']) ? body['Operations'] : [];
  const parts = operations.filter((part) => isObject(part));
  const inactive = (value: unknown): boolean => String(value).toLowerCase() === 'false';
  return (
    inactive(body['active']) ||
    parts.some(({ path, value }) =>
      isObject(value) ? inactive(value['active']) : /(^|:)active$/i.test(String(path)) && inactive(value),
    )
  );
}

/** It takes access away, stays open here, and is carried out without the client (D3). */
export function isKept({ open, kind, members }: ChangeRecord): boolean {
  return open && (kind === 'deactivate' || kind === 'delete' || members.removed > 0);
}

/** The same for every try of the same change by the same endpoint; null: it has no name to know it by. */
export function retryKeyOf({ type, kind, resourceId, nameKey }: ChangeRecord): string | null {
  const creates = kind === 'create' || kind === 'revive';
  const about = creates ? nameKey : resourceId;
  return about === null ? null : `${type} ${creates ? 'create' : kind} ${String(about)}`;
}
