import { expect, onTestFinished, test } from 'vitest';
import { openServed } from '../../../src/main/host/open.ts';
import type { Served } from '../../../src/main/host/served.ts';
import { dataFolder } from '../../data-folder.ts';

const log = { info() {}, warn() {}, error() {}, debug() {}, setLevel() {} };

async function opened(dataDir: string, attachOnly: boolean): Promise<Served | null> {
  const options = { dataDir, secrets: 'file', port: 0, hidden: false } as const;
  const served = await openServed(options, log, attachOnly);
  onTestFinished(() => served?.close());
  return served;
}

test('serves by itself where no host runs, and attaches where one does', async () => {
  const dataDir = await dataFolder();
  const own = await opened(dataDir, false);
  expect(own?.attachedTo).toBeNull();
  const other = await opened(dataDir, false);
  expect(other?.attachedTo).toBe(process.pid);
  expect(await other?.calls['status.get']()).toMatchObject({ pid: process.pid, state: 'Not set up' });
});

test('serves nothing where it should only attach', async () => {
  expect(await opened(await dataFolder(), true)).toBeNull();
});
