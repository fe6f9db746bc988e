import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

test('a line reaches the log file from whatever folder the process was started in', async () => {
  const dataDir = await dataFolder();
  const module = join(import.meta.dirname, '../src/server/log.ts');
  const script = `import { mkdirSync } from 'node:fs';
    import { createLog, logFolder } from ${JSON.stringify(module)};
    mkdirSync(logFolder(${JSON.stringify(dataDir)}), { recursive: true });
    createLog(${JSON.stringify(dataDir)}).info('hello', { from: 'root' });`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: '/',
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ status: 0, stdout: '' });
  expect(readFileSync(join(dataDir, 'logs', 'main.log'), 'utf8')).toMatch(/info hello \{"from":"root"\}/);
});
