import type { Activity } from './domain/activity.ts';
import type { Importer } from './importer.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';

interface RestoredDeps {
  readonly store: Pick<Store, 'intents' | 'transaction'>;
  readonly importer: Pick<Importer, 'settle'>;
  readonly activity: Pick<Activity, 'note'>;
  readonly log: Log;
}

/**
 * A person decides about the changes that came open with a restored data file (D3): they are settled like any other,
 * by comparing with Secret Server, or closed for good.
 * @returns how many they were.
 */
export async function decide(
  { store, importer, activity, log }: RestoredDeps,
  apply: boolean,
): Promise<number> {
  const note = (sentence: string): number =>
    activity.note({ source: 'You', action: 'Settings', result: 'Done', sentence });
  if (apply) {
    const changes = store.intents.release();
    note(`What was open in the restored data is applied: ${String(changes)} changes.`);
    log.info('restored changes are applied', { changes });
    void importer.settle();
    return changes;
  }
  const held = store.intents.held();
  store.transaction(() => {
    for (const { id } of held) {
      store.intents.close(id, { state: 'dropped', detail: 'left by a person after a restore' });
    }
  });
  note(`What was open in the restored data was left: ${String(held.length)} changes.`);
  log.info('restored changes are left', { changes: held.length });
  return held.length;
}
