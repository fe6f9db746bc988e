/**
 * Loaded into the serving process by a test: at SIGUSR2 it starts a child as any library might, and leaves the
 * environment that the child got in the file that CHILD_ENVIRONMENT names.
 */
import { execFile } from 'node:child_process';
import { rename, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const file = process.env['CHILD_ENVIRONMENT'] ?? '';

async function leaveEnvironment(): Promise<void> {
  const { stdout } = await promisify(execFile)('env');
  await writeFile(`${file}.draft`, stdout);
  await rename(`${file}.draft`, file);
}

process.on('SIGUSR2', () => void leaveEnvironment());
