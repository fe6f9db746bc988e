import { join } from 'node:path';
import { createBackups } from '../../src/server/backups.ts';
import { asProblem } from '../../src/server/errors.ts';
import { createLog } from '../../src/server/log.ts';
import { openDatabase } from '../../src/server/store/database.ts';
import { backUp } from '../../src/server/store/backup.ts';

/**
 * Backs a data file up again and again, to be killed: `node back-up-for-ever.ts FOLDER [TIMES]`. Writes a line for
 * each backup, or for the problem that it met.
 */
const [dataDir = '', times = '1000000'] = process.argv.slice(2);
const file = join(dataDir, 'scim-tray.db');
const db = openDatabase(file);
let clock = Date.now();
const backups = createBackups({
  dataDir,
  file,
  copy: (to, goOn) => backUp(db, to, goOn),
  days: () => 14,
  now: () => (clock += 1000),
  log: createLog(dataDir),
  onMade: () => {},
});
process.stdout.write('ready\n');
for (let time = 0; time < Number(times); time += 1) {
  const line = await backups.make().then(
    ({ fileName }) => fileName,
    (thrown: unknown) => JSON.stringify(asProblem(thrown).view()),
  );
  process.stdout.write(`${line}\n`);
}
await backups.stop();
db.close();
