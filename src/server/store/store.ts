import { createActivity } from './activity.ts';
import { createActivityCounts } from './activity-counts.ts';
import { createActivityFailures } from './activity-failures.ts';
import { createActivityRetention } from './activity-retention.ts';
import { createActivitySearch } from './activity-search.ts';
import { createAsked } from './asked.ts';
import { backUp } from './backup.ts';
import { createDataWatch } from './data-watch.ts';
import { createByName } from './by-name.ts';
import { openDatabase } from './database.ts';
import { createEndpoints } from './endpoints.ts';
import { createGroups } from './groups.ts';
import { createIntents, type NewIntent } from './intents.ts';
import { createLinks } from './links.ts';
import { createListing } from './listing.ts';
import { createLists } from './lists.ts';
import { createPeople } from './people.ts';
import { createSearch } from './search.ts';
import { createSettings } from './settings.ts';
import { createShadows } from './shadow.ts';
import { createUsers } from './users.ts';

export type Store = ReturnType<typeof openStore>;

/**
 * The data file with one object for each table.
 * @param now wall clock, epoch milliseconds.
 * @param onDamage a write found the file broken.
 * @throws Problem APP-DATA
 */
export function openStore(file: string, now: () => number, onDamage: () => void = () => {}) {
  const db = openDatabase(file);
  const watch = createDataWatch(onDamage);
  const intents = createIntents(db, now);
  const lists = createLists(db);
  return {
    users: createUsers(db, lists, now),
    groups: createGroups(db, lists, now),
    links: createLinks(db, lists),
    asked: createAsked(db, now),
    listing: createListing(db, lists),
    search: createSearch(db),
    byName: createByName(db),
    people: createPeople(db),
    shadows: createShadows(db, lists, now),
    // Opened outside a transaction, before anything else is done: the first to meet a full disk.
    intents: { ...intents, open: (intent: NewIntent): number => watch.write(() => intents.open(intent)) },
    endpoints: createEndpoints(db),
    settings: createSettings(db),
    activity: createActivity(db),
    activityCounts: createActivityCounts(db),
    activityFailures: createActivityFailures(db),
    activityRetention: createActivityRetention(db),
    activitySearch: createActivitySearch(db),
    /** Forgets everything that belongs to one Secret Server; endpoints and their tokens stay. */
    forgetMirror(): void {
      const mirror = ['users', 'user_emails', 'groups', 'members'];
      const tables = [...mirror, 'wanted_members', 'links', 'asked_users', 'asked_groups'];
      const drop =
        "UPDATE intents SET state = 'dropped', detail = 'the data was rebuilt' WHERE state = 'open'";
      const skip = `UPDATE activity SET result = 'Skipped', sentence = 'The data was rebuilt before this was done.'
        WHERE result = 'Waiting' AND id IN (SELECT activity_id FROM intents WHERE state = 'dropped')`;
      const forget = db.transaction(() => {
        for (const table of tables) db.exec(`DELETE FROM ${table}`);
        db.exec(drop);
        db.exec(skip);
        db.exec("DELETE FROM settings WHERE name = 'lastImport'");
      });
      forget.immediate();
      lists.changed('User');
      lists.changed('Group');
    },
    /** Everything that `work` writes becomes visible and durable in one step. `work` cannot await. */
    transaction: <T>(work: () => T): T => watch.write(() => db.transaction(work).immediate()),
    /** How many rows each table has. */
    countRows(): Record<string, number> {
      const tables = db
        .prepare<[], string>(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        )
        .pluck()
        .all();
      const count = (table: string): unknown => db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();
      return Object.fromEntries(tables.map((table) => [table, Number(count(table))]));
    },
    /** Copies all of it to another file while it is in use. @throws Problem APP-DATA */
    backUp: (to: string, goOn: () => void): Promise<void> => backUp(db, to, goOn),
    /** Why the last write did not reach the file; null: it did. */
    problem: watch.problem,
    close: (): void => void db.close(),
  };
}
