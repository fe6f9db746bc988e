/**
 * A host in a process of its own, which refreshes when it is told and says how long its event loop was held up by the
 * longest of each phase. Ends with its parent.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createHost } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';

/** One refresh, in milliseconds and megabytes. */
export interface Refreshed {
  readonly durationMs: number;
  readonly loop: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The most that one turn of the loop worked, by what the refresh was about: a busy machine does not make it longer. */
  readonly phases: Readonly<Record<string, number>>;
  readonly heapMb: number;
  readonly rssMb: number;
  readonly sentence: string;
}

const resolutionMs = 1;
const dataDir = mkdtempSync(join(tmpdir(), 'scim-tray-bench-'));
const host = await createHost({ dataDir, secrets: createMemorySecrets(), port: 0 });
const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);

/** Milliseconds of processor time that the thread of the loop has used. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

async function measured(work: () => Promise<{ readonly sentence: string }>): Promise<Refreshed> {
  const phases: Record<string, number> = {};
  let last = worked();
  let phase = 'Reading users';
  let watching = true;
  const look = (): void => {
    const now = worked();
    phases[phase] = Math.max(phases[phase] ?? 0, now - last);
    last = now;
    if (watching) setImmediate(look);
  };
  const unlisten = host.onProgress((progress) => (phase = progress.phase));
  setImmediate(look);
  histogram.enable();
  histogram.reset();
  const began = performance.now();
  const { sentence } = await work();
  const durationMs = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 200));
  histogram.disable();
  watching = false;
  unlisten();
  global.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const loop = {
    p50: ms(histogram.percentile(50)),
    p99: ms(histogram.percentile(99)),
    max: ms(histogram.max),
  };
  return { durationMs, loop, phases, heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20, sentence };
}

async function firstImport(connect: { url: string; userName: string; password: string }): Promise<void> {
  await host.calls['secretServer.connect'](connect);
  const { token } = await host.calls['endpoints.add']({ name: 'bench', kind: 'okta' });
  const { scimBaseUrl: url } = await host.start();
  process.send?.({ url, token });
  const refreshed = await measured(async () => {
    await host.firstImportEnded;
    return { sentence: (await host.calls['status.get']()).lastImport?.sentence ?? '' };
  });
  process.send?.(refreshed);
}

process.on('message', (asked: 'refresh' | Parameters<typeof firstImport>[0]) => {
  if (asked !== 'refresh') void firstImport(asked);
  else void measured(() => host.calls['import.run']({})).then((refreshed) => process.send?.(refreshed));
});
process.once('disconnect', () => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
});
