import { AsyncLocalStorage } from 'node:async_hooks';
import type { SecretServerCall } from '../../main/ipc/activity.ts';
import { startOfDay } from '../local-time.ts';
import type { ScimError } from '../scim/errors.ts';
import type { ActivityRecord, NewActivity, Subject } from '../store/activity.ts';
import type { Closing, Intent, NewIntent } from '../store/intents.ts';
import type { ResourceType } from '../store/links.ts';
import type { Store } from '../store/store.ts';
import { changesIn, changing } from './activity-numbers.ts';
import { rowOfEntry, type ActivityEntry } from './activity-entry.ts';
import { changeOfIntent, goOnWith, learn, nameAfter, remember, rowOf, takeOutcome } from './activity-row.ts';
import {
  beginChange,
  noteBody,
  plainAction,
  retryKeyOf,
  type ChangeRecord,
  type ChangeStart,
} from './change-record.ts';
import { createLaterRows } from './later-rows.ts';
import { asDetail, refusalProblem } from './refusal-problem.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';

/** Further calls of one change stand in the log alone. */
const mostCalls = 50;

export interface ActivityDeps {
  /** The tables as they are: not the recorded store. */
  readonly store: Store;
  /** Wall clock, epoch milliseconds; and monotonic ones. */
  readonly now: () => number;
  readonly monotonic: () => number;
  /** What a client hears of anything that was thrown. */
  readonly asRefusal: (thrown: unknown) => ScimError;
  /** Rows were added or brought up to date. @param newest the highest id */
  readonly onChange: (newest: number) => void;
  /** Rows could not be written; it is tried again. */
  readonly onFault: (thrown: unknown) => void;
}

export type Activity = ReturnType<typeof createActivityLog>;

/**
 * Writes Activity: one row for every change, whoever asked. What reached Secret Server has an intent, and its row is
 * written in the transaction that closes that (D1): see recorded-store.ts. Anything else is written soon after the
 * answer. A try of a change whose row is Waiting goes on with that row.
 */
export function createActivityLog(deps: ActivityDeps) {
  const { store, now, monotonic } = deps;
  const running = new AsyncLocalStorage<ChangeRecord>();
  const later = createLaterRows<ChangeRecord>({
    write: (changes) =>
      store.transaction(() => {
        for (const change of changes) {
          if (change.name === null && change.resourceId !== null) nameAfter(change, snapshotOf(change));
          save(change);
        }
      }),
    onFault: deps.onFault,
  });
  let telling = false;

  function tell(): void {
    if (telling) return;
    telling = true;
    setImmediate(() => {
      telling = false;
      if (!later.isClosed()) deps.onChange(store.activity.newest());
    });
  }

  function save(change: ChangeRecord): void {
    const existing = existingRow(change);
    if (existing && !change.isCounted) change.attempts += existing.attempts;
    change.isCounted = true;
    const row = rowOf(change, existing, monotonic() - change.began);
    const isSet = existing !== undefined && store.activity.set(existing.id, row);
    change.rowId = isSet ? existing.id : store.activity.add(row);
    wrote(row);
  }

  function wrote(row: NewActivity): void {
    if (row.result === 'Done' || row.result === 'No change') store.activityFailures.settledBy(row);
    tell();
  }

  function existingRow(change: ChangeRecord): ActivityRecord | undefined {
    const known = change.rowId === null ? undefined : store.activity.get(change.rowId);
    const retryKey = retryKeyOf(change);
    if (known || !change.endpoint || retryKey === null) return known;
    return store.activity.waiting(change.endpoint.id, retryKey);
  }

  function snapshotOf({ type, resourceId: id, endpoint }: ChangeRecord): Snapshot | null {
    return id === null ? null : takeSnapshot(store, { type, id, endpointId: endpoint?.id ?? null });
  }

  function ofIntent(intent: Intent): ChangeRecord {
    const endpoint = store.endpoints.list().find(({ id }) => id === intent.endpoint_id);
    return changeOfIntent(intent, endpoint ? { id: endpoint.id, name: endpoint.name } : null, monotonic());
  }

  /** Nothing of it needed an intent. */
  function answered(change: ChangeRecord): void {
    if (change.intentId !== null) return;
    change.result = change.leftOut === null ? 'No change' : 'Skipped';
    change.statusSent = change.endpoint ? 200 : null;
    later.add(change);
  }

  function refused(change: ChangeRecord, thrown: unknown): void {
    const error = deps.asRefusal(thrown);
    const problem = refusalProblem(asDetail(error));
    // Only a client comes back by itself.
    const waits = error.status === 429 && change.endpoint !== null;
    // What a part of it came to is in the row already; the client was told this of the whole.
    change.statusSent = change.endpoint ? error.status : null;
    change.retryAfter = change.endpoint ? error.retryAfter : null;
    change.result = waits ? 'Waiting' : 'Failed';
    change.waitsFor = waits ? problem.title : null;
    change.problem = waits ? null : problem;
    if (change.rowId === null) return later.add(change);
    // Its intent has written a row already, which a retry may go on with at any time.
    if (change.open) learn(change, snapshotOf(change));
    store.transaction(() => save(change));
  }

  return {
    /**
     * Carries out a change, a client's or one that repairs, and writes its row however it ends.
     * @param work gets a function that is told the body, as soon as there is one.
     */
    async record<T>(start: ChangeStart, work: (sent: (body: unknown) => void) => Promise<T>): Promise<T> {
      const change = beginChange(start, now(), monotonic());
      try {
        const value = await running.run(change, () => work((body) => noteBody(change, body)));
        answered(change);
        return value;
      } catch (thrown) {
        refused(change, thrown);
        throw thrown;
      }
    },
    /** Carries out what an intent still wants; its row follows. */
    settling: <T>(intent: Intent, work: () => Promise<T>): Promise<T> => running.run(ofIntent(intent), work),
    /** A part of the change under way was left out. @param why one or more sentences */
    leftOut(why: string): void {
      const change = running.getStore();
      if (change) change.leftOut = why;
    },
    /** A resource was looked at: its name is that of the change under way, if it is about this one. */
    met(type: ResourceType, id: number, { name, signInName }: Pick<Subject, 'name' | 'signInName'>): void {
      const change = running.getStore();
      if (change?.resourceId !== id || change.type !== type || change.name !== null) return;
      change.name = name;
      change.signInName = signInName;
    },
    /** One call of Secret Server has ended. */
    called({ method, path, status, ms }: SecretServerCall): void {
      const change = running.getStore();
      if (!change) return;
      change.sentAt = now();
      if (change.calls.length < mostCalls) change.calls.push({ method, path, status, ms: Math.round(ms) });
    },
    /** The members of a group changed; absent: the ones who wait to be enabled. */
    moved(groupId: number, { added, removed, waiting }: Partial<ChangeRecord['members']>): void {
      const change = running.getStore();
      if (change?.type !== 'Group' || (change.resourceId ?? groupId) !== groupId) return;
      const { members } = change;
      members.added += added ?? 0;
      members.removed += removed ?? 0;
      members.waiting = waiting ?? members.waiting;
    },
    opened(id: number, intent: NewIntent, before: Snapshot | null): void {
      const change = running.getStore();
      if (!change) return;
      change.intentId = id;
      change.before = before;
      change.kind = intent.kind;
      change.action = plainAction[intent.kind];
      change.resourceId = intent.resourceId ?? change.resourceId;
      change.nameKey = intent.nameKey;
      change.password = intent.password;
      change.matchedAt = now();
    },
    /** Whether the change under way is this intent's. */
    isOf: (id: number): boolean => running.getStore()?.intentId === id,
    /**
     * In the transaction that closes the intent.
     * @param intent where the change under way is not this intent's
     * @returns the row's id; null: no row tells of it
     */
    closed(closing: Closing, intent: Intent | undefined): number | null {
      const current = running.getStore();
      const change = intent === undefined || current?.intentId === null ? current : ofIntent(intent);
      if (!change) return null;
      later.drain();
      if (intent && change === current) goOnWith(change, intent);
      const before = change.rowId === null ? undefined : store.activity.get(change.rowId);
      // Several tries of one change may have been open: the first that was carried out has told it all.
      if (change.attempts === 0 && before && before.result !== 'Waiting') return before.id;
      change.hearsAgain = before?.result === 'Done';
      change.resourceId = closing.resourceId ?? change.resourceId;
      if (before) remember(change, before);
      if (!takeOutcome(change, closing, snapshotOf(change))) return null;
      if (closing.state === 'done') change.savedAt = now();
      save(change);
      return change.rowId;
    },
    /**
     * In the transaction that writes down that the client was put off while the intent stays open.
     * @returns the row's id
     */
    heard(id: number): number | null {
      const change = running.getStore();
      if (change?.intentId !== id) return null;
      later.drain();
      change.open = true;
      change.result = 'Waiting';
      learn(change, snapshotOf(change));
      save(change);
      return change.rowId;
    },
    /** These intents will not be carried out: the change under way took their place. */
    superseded(intents: readonly number[]): void {
      if (intents.length === 0) return;
      const change = running.getStore();
      const retryKey = change ? retryKeyOf(change) : null;
      later.drain();
      store.activity.skip(intents, 'A later change took its place.', retryKey);
    },
    /** Writes a row that is complete: durable with the caller's transaction, or at once. @returns its id */
    note: (entry: ActivityEntry): number =>
      store.transaction(() => {
        later.drain();
        const row = rowOfEntry(entry, now());
        const id = store.activity.add(row);
        wrote(row);
        return id;
      }),
    /** For the status: failures that are still a problem, and what clients and resyncs changed today. */
    facts(): {
      readonly failed: number;
      readonly changes: { readonly today: number; readonly lastAt: string | null };
    } {
      const [last] = store.activitySearch.find({ results: ['Done'], sources: changing, limit: 1 });
      const today = store.activityCounts.since(startOfDay(now()));
      return {
        failed: store.activityFailures.count(),
        changes: {
          today: changesIn(today, 'Done'),
          lastAt: last ? new Date(last.at).toISOString() : null,
        },
      };
    },
    /** Writes what was to be written later. */
    flush: (): void => later.flush(),
    /** The same, for good. */
    stop: (): void => later.close(),
  };
}
