import type { Calls } from '../../main/ipc/contract.ts';
import type { Activity } from '../domain/activity.ts';
import { chooseProtection, protectionView, type Protection } from '../domain/protection.ts';
import type { Store } from '../store/store.ts';

/** Who may not be changed through SCIM (D11). */
export function protectionCalls(
  store: Store,
  protection: Protection,
  { note }: Pick<Activity, 'note'>,
): Pick<Calls, 'protection.get' | 'protection.set'> {
  return {
    'protection.get': async () => protectionView(store, protection.list()),
    'protection.set': async (request) => {
      protection.set(chooseProtection(store, protection.list(), request));
      const sentence = 'Who is protected from changes was changed.';
      note({ source: 'You', action: 'Settings', result: 'Done', sentence });
      return protectionView(store, protection.list());
    },
  };
}
