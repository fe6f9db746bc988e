import { openDatabase } from './database.ts';
import { createEndpoints } from './endpoints.ts';
import { createGroups } from './groups.ts';
import { createIntents } from './intents.ts';
import { createLinks } from './links.ts';
import { createSettings } from './settings.ts';
import { createUsers } from './users.ts';

export type Store = ReturnType<typeof openStore>;

/**
 * The data file with one object for each table.
 * @param now wall clock, epoch milliseconds.
 * @throws Problem APP-DATA
 */
export function openStore(file: string, now: () => number) {
  const db = openDatabase(file);
  return {
    users: createUsers(db),
    groups: createGroups(db),
    links: createLinks(db),
    intents: createIntents(db, now),
    endpoints: createEndpoints(db),
    settings: createSettings(db),
    /** Everything that `work` writes becomes visible and durable in one step. `work` cannot await. */
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    close: (): void => void db.close(),
  };
}
