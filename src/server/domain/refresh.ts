import type { ImportCounts, ImportProgress, ImportResult } from '../../main/ipc/contract.ts';
import type { SecretServer } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import { bringIn } from './bring-in.ts';
import { compareInventory } from './compare-inventory.ts';
import { readInventory } from './inventory.ts';
import type { Mirror } from './mirror.ts';
import { createPace } from './pace.ts';
import { counted, number } from '../numbers.ts';

export interface RefreshOptions {
  readonly secretServer: SecretServer;
  readonly store: Store;
  readonly mirror: Mirror;
  readonly progress: (progress: ImportProgress) => void;
  /** A person said that removals beyond the limit are right. */
  readonly acceptRemovals: boolean;
  /** @throws when what was read may not have been everything, although each answer looked complete. */
  readonly confirm: () => Promise<void>;
  /** Milliseconds, monotonic, and the wall clock. */
  readonly clock: { readonly monotonic: () => number; readonly wall: () => number };
  /** Ends it, with the mirror as it was. */
  readonly signal: AbortSignal;
}

/**
 * Reads all users, groups and members and brings the mirror up to date in one visible step (D7, D8).
 * Rows that a change wrote meanwhile are left alone; absent users stay; removals beyond the limit are held.
 * @throws SecretServerError when anything could not be read, AbortError: then the mirror is as it was.
 */
export async function refresh(options: RefreshOptions): Promise<ImportResult> {
  const { store, mirror, progress, signal, clock, acceptRemovals } = options;
  const started = clock.monotonic();
  const watch = mirror.watch();
  try {
    const inventory = await readInventory(options);
    await options.confirm();
    progress({ phase: 'Comparing', done: 0, total: inventory.users.length + inventory.groups.length });
    const comparing = { store, mirror, watch, acceptRemovals, pace: createPace(signal) };
    const changes = await compareInventory(comparing, inventory);
    const total = changes.users.length + changes.groups.length + changes.gone.length;
    let result: ImportResult | undefined;
    await bringIn(
      {
        store,
        mirror,
        watch,
        signal,
        progress: (done) => progress({ phase: 'Applying', done, total }),
        finish() {
          store.users.setAbsent(changes.absent.filter((id) => !watch.users.has(id)));
          result = resultOf(changes.told, clock, started);
          store.settings.set('lastImport', result);
        },
      },
      changes,
    );
    return result ?? resultOf(changes.told, clock, started);
  } finally {
    watch.end();
  }
}

function resultOf(
  told: Pick<ImportResult, 'users' | 'groups' | 'held' | 'absentUsers'>,
  { monotonic, wall }: RefreshOptions['clock'],
  started: number,
): ImportResult {
  return {
    ...told,
    endedAt: new Date(wall()).toISOString(),
    durationMs: Math.round(monotonic() - started),
    sentence: `${scannedWords('user', told.users)} ${scannedWords('group', told.groups)}`,
  };
}

/** Okta's own words: "57 users scanned: 50 new, 0 updated, 7 unchanged, 0 removed." */
export function scannedWords(noun: 'user' | 'group', counts: ImportCounts): string {
  const { scanned, added, updated, unchanged, removed } = counts;
  return `${counted(scanned, noun)} scanned: ${number(added)} new, ${number(updated)} updated, ${number(unchanged)} unchanged, ${number(removed)} removed.`;
}
