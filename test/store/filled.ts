import { openDatabase } from '../../src/server/store/database.ts';

/** A data file with so many closed changes in it: about 1 MB for each 2,000. Closed again. */
export function fillFile(file: string, changes: number): void {
  const db = openDatabase(file);
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(changes)})
    INSERT INTO intents (request_id, resource_type, resource_id, kind, wanted, state, opened_at, closed_at)
    SELECT 'request ' || i, 'User', i, 'update', hex(randomblob(100)), 'done', i, i FROM n`);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
