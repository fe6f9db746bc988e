import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';

export type IntentKind = 'create' | 'revive' | 'update' | 'deactivate' | 'delete';

export interface Intent {
  readonly id: number;
  readonly endpoint_id: number | null;
  readonly request_id: string;
  readonly resource_type: ResourceType;
  readonly resource_id: number | null;
  readonly name_key: string | null;
  readonly external_id: string | null;
  readonly kind: IntentKind;
  /** What is wanted, as JSON; parsed by the service that wrote it. */
  readonly wanted: string;
  readonly heard: number | null;
  readonly password: 0 | 1;
  /** The resource as it was, as JSON; parsed by the service that wrote it. */
  readonly before: string | null;
  /** The row of Activity that tells of it. */
  readonly activity_id: number | null;
  readonly opened_at: number;
  readonly answered: 0 | 1;
}

export interface NewIntent {
  /** null: no client's. */
  readonly endpointId: number | null;
  readonly requestId: string;
  readonly type: ResourceType;
  readonly resourceId: number | null;
  readonly nameKey: string | null;
  readonly externalId: string | null;
  readonly kind: IntentKind;
  readonly wanted: unknown;
  /** The request carried a password; the password itself is never written. */
  readonly password: boolean;
  /** The resource as it is now, as JSON. */
  readonly before?: string | null;
}

export interface Closing {
  readonly state: 'done' | 'failed' | 'dropped';
  /** HTTP status that the client is about to be told; undefined leaves what is there. */
  readonly heard?: number;
  readonly detail?: string;
  /** The code of the problem that `detail` is about; absent: it was none. */
  readonly code?: string;
  /** Known only after a create. */
  readonly resourceId?: number;
  /** The row of Activity; absent leaves what is there. */
  readonly activityId?: number | null;
}

interface Superseded {
  readonly type: ResourceType;
  readonly resourceId: number;
  readonly nameKey: string | null;
  /** A deletion that still waits is not turned back by this change. */
  readonly butDeletes?: boolean;
}

/** The write-ahead list of changes (D1, D4). Times are epoch milliseconds. */
export function createIntents(db: Db, now: () => number) {
  const open = db.prepare(
    `INSERT INTO intents (endpoint_id, request_id, resource_type, resource_id, name_key, external_id, kind, wanted, password, before, state, opened_at)
     VALUES (:endpointId, :requestId, :type, :resourceId, :nameKey, :externalId, :kind, :wanted, :password, :before, 'open', :now)`,
  );
  const close = db.prepare(
    `UPDATE intents SET state = :state, heard = coalesce(:heard, heard), detail = :detail,
       resource_id = coalesce(:resourceId, resource_id), before = NULL,
       activity_id = coalesce(:activityId, activity_id), closed_at = :now WHERE id = :id`,
  );
  const hear = db.prepare(
    'UPDATE intents SET heard = ?, activity_id = coalesce(?, activity_id) WHERE id = ?',
  );
  const replan = db.prepare('UPDATE intents SET wanted = ? WHERE id = ?');
  // What is one operation of a request has that request's id with a slash and more behind it.
  const unheard = db.prepare(
    "UPDATE intents SET heard = NULL WHERE request_id BETWEEN :request AND :request || '/~' AND state <> 'open'",
  );
  // Nobody asks of other changes whether their answer went out.
  const answered = db.prepare(
    `UPDATE intents SET answered = 1 WHERE request_id BETWEEN :request AND :request || '/~' AND answered = 0
       AND kind IN ('create', 'revive', 'delete') AND heard <> 429
       AND request_id NOT IN (SELECT value FROM json_each(:late))`,
  );
  const takeOver = db.prepare('UPDATE intents SET request_id = ?, answered = 0 WHERE id = ?');
  const prune = db.prepare("DELETE FROM intents WHERE state <> 'open' AND closed_at < ?");
  const allOpen = db.prepare<[], Intent>(
    "SELECT * FROM intents WHERE state = 'open' AND held = 0 ORDER BY id",
  );
  const held = db.prepare<[], Intent>("SELECT * FROM intents WHERE state = 'open' AND held = 1 ORDER BY id");
  const countHeld = db
    .prepare<[], number>(
      "SELECT count(*) FROM intents INDEXED BY intents_open WHERE state = 'open' AND held = 1",
    )
    .pluck();
  const release = db.prepare("UPDATE intents SET held = 0 WHERE state = 'open' AND held = 1");
  const openById = db.prepare<[number], Intent>("SELECT * FROM intents WHERE id = ? AND state = 'open'");
  const openOf = db.prepare<[number, string, number], Intent>(
    "SELECT * FROM intents WHERE state = 'open' AND held = ? AND resource_type = +? AND resource_id = +? ORDER BY id",
  );
  const keptRemovals = db
    .prepare<[], number>(
      `SELECT resource_id FROM intents INDEXED BY intents_open WHERE state = 'open' AND held = 0 AND resource_type = 'User'
         AND kind IN ('deactivate', 'delete') AND resource_id IS NOT NULL`,
    )
    .pluck();
  const byId = db.prepare<[number], Intent>('SELECT * FROM intents WHERE id = ?');
  const supersede = db
    .prepare<[object], number>(
      `UPDATE intents INDEXED BY intents_open
     SET state = 'dropped', detail = 'superseded by a later change', before = NULL, closed_at = :now
     WHERE state = 'open' AND id < :id AND resource_type = :type
       AND (resource_id = :resourceId OR (resource_id IS NULL AND name_key = :nameKey))
       AND (kind <> 'delete' OR NOT :butDeletes) RETURNING id`,
    )
    .pluck();
  const unmade = db.prepare<[], Intent>(
    `SELECT * FROM intents i INDEXED BY intents_unmade WHERE kind = 'create' AND state IN ('failed', 'dropped')
       AND NOT EXISTS (SELECT 1 FROM intents later WHERE later.endpoint_id = i.endpoint_id
         AND later.resource_type = i.resource_type AND later.name_key = i.name_key AND later.id > i.id
         AND later.kind IN ('create', 'revive'))
       ORDER BY id`,
  );
  const lastOf = db.prepare<[number, string, number], Intent & { state: string }>(
    `SELECT * FROM intents WHERE endpoint_id = +? AND resource_type = +? AND resource_id = +?
       ORDER BY id DESC LIMIT 1`,
  );
  const lastOfName = db.prepare<[number, string, string], Intent & { state: string }>(
    `SELECT * FROM intents WHERE endpoint_id = +? AND resource_type = +? AND name_key = +?
       AND kind IN ('create', 'revive') ORDER BY id DESC LIMIT 1`,
  );
  const madeBy = db
    .prepare<[string, number], number | null>(
      `SELECT endpoint_id FROM intents WHERE resource_type = +? AND resource_id = +?
       AND kind = 'create' AND state = 'done' ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  // Removals of access that their client heard 429 for; any removal of a member makes a group's change one.
  const tally = db.prepare<[], { open: number; kept: number; oldestKeptAt: number | null }>(
    `SELECT count(*) AS open, coalesce(sum(kept), 0) AS kept, min(iif(kept, opened_at, NULL)) AS oldestKeptAt
     FROM (SELECT opened_at, heard IS 429 AND (kind IN ('deactivate', 'delete') OR resource_type = 'Group') AS kept
       FROM intents INDEXED BY intents_open WHERE state = 'open' AND held = 0)`,
  );
  return {
    open(intent: NewIntent): number {
      const result = open.run({
        before: null,
        ...intent,
        wanted: JSON.stringify(intent.wanted),
        password: intent.password ? 1 : 0,
        now: now(),
      });
      return Number(result.lastInsertRowid);
    },
    close(id: number, closing: Closing): void {
      close.run({
        heard: null,
        detail: null,
        resourceId: null,
        activityId: null,
        ...closing,
        id,
        now: now(),
      });
    },
    /** What is wanted is known better now. */
    replan: (id: number, wanted: unknown): void => void replan.run(JSON.stringify(wanted), id),
    /** The client was told `status` while the intent stays open. */
    hear: (id: number, status: number, activityId: number | null = null): void =>
      void hear.run(status, activityId, id),
    /**
     * Closes what was asked of this resource, or under this name, before `id` and is settled by it.
     * @returns the ids of what it closed.
     */
    supersede: (id: number, { butDeletes = false, ...of }: Superseded): number[] =>
      supersede.all({ ...of, butDeletes: butDeletes ? 1 : 0, id, now: now() }),
    /** The connection broke before the answer was out. @param requestId of a request, or of one operation of it */
    unheard: (requestId: string): void => void unheard.run({ request: requestId }),
    /**
     * The answer is out: only now the client can know how its changes ended.
     * @param late those of its operations that were answered before they ended, by their own request ids
     */
    answered: (request: string, late: readonly string[]): void =>
      void answered.run({ request, late: JSON.stringify(late) }),
    /** From now on another request of the same client is answered with how this change ends. */
    takeOver: (id: number, requestId: string): void => void takeOver.run(requestId, id),
    /** Forgets what was closed before `at`. */
    prune: (at: number): void => void prune.run(at),
    /** What is open; how much of it are removals of access that are kept (D3), and since when the oldest. */
    tally: () => tally.get() ?? { open: 0, kept: 0, oldestKeptAt: null },
    byId: (id: number): Intent | undefined => byId.get(id),
    openById: (id: number): Intent | undefined => openById.get(id),
    /** What waits to be settled; not what is held for a person. */
    allOpen: (): Intent[] => allOpen.all(),
    /** Open in a data file that was restored: never settled before a person decides (D3). */
    held: (): Intent[] => held.all(),
    countHeld: (): number => countHeld.get() ?? 0,
    /** A person decided to apply what was held. @returns how much that is */
    release: (): number => release.run().changes,
    openOf: (type: ResourceType, id: number): Intent[] => openOf.all(0, type, id),
    heldOf: (type: ResourceType, id: number): Intent[] => openOf.all(1, type, id),
    /** Users whose access is to be taken away as soon as Secret Server can be used (D3). */
    keptRemovals: (): Set<number> => new Set(keptRemovals.all()),
    /** Creates that were refused or put off, and not sent again since. */
    unmade: (): Intent[] => unmade.all(),
    /** The newest change of this resource by this endpoint. */
    lastOf: (endpointId: number, type: ResourceType, id: number) => lastOf.get(endpointId, type, id),
    /** The endpoint whose create made this resource; undefined: none that is known. */
    madeBy: (type: ResourceType, id: number): number | undefined => madeBy.get(type, id) ?? undefined,
    /** The newest create or revival by this endpoint under this name. */
    lastOfName: (endpointId: number, type: ResourceType, nameKey: string) =>
      lastOfName.get(endpointId, type, nameKey),
  };
}
