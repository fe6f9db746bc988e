import type { Store } from '../store/store.ts';
import type { Activity } from './activity.ts';
import { takeSnapshot } from './snapshot.ts';

/**
 * The same store, where no change can be forgotten by Activity: it hears of every intent that opens and closes, in the
 * transaction that does it, of every member who moves, and of how the resource is called.
 */
export function recordedStore(store: Store, activity: Activity): Store {
  const { intents, users, groups } = store;
  return {
    ...store,
    intents: {
      ...intents,
      open(intent) {
        const { type, resourceId: id, endpointId } = intent;
        const before = id === null ? null : takeSnapshot(store, { type, id, endpointId });
        const opened = intents.open({ ...intent, before: before && JSON.stringify(before) });
        activity.opened(opened, intent, before);
        return opened;
      },
      close(id, closing) {
        store.transaction(() => {
          const other = activity.isOf(id) ? undefined : intents.byId(id);
          intents.close(id, { ...closing, activityId: activity.closed(closing, other) });
        });
      },
      hear(id, status) {
        store.transaction(() => {
          intents.hear(id, status, activity.heard(id));
        });
      },
      supersede(id, of) {
        const superseded = intents.supersede(id, of);
        activity.superseded(superseded);
        return superseded;
      },
      unheard(requestId) {
        intents.unheard(requestId);
        store.activity.unheard(requestId);
      },
    },
    users: {
      ...users,
      get(id) {
        const row = users.get(id);
        if (row) activity.met('User', id, { name: row.display_name, signInName: row.user_name });
        return row;
      },
    },
    groups: {
      ...groups,
      get(id) {
        const row = groups.get(id);
        if (row) activity.met('Group', id, { name: row.display_name, signInName: null });
        return row;
      },
      changeMembers(id, added, removed) {
        groups.changeMembers(id, added, removed);
        activity.moved(id, { added: added.length, removed: removed.length });
      },
      setWanted(id, userIds) {
        groups.setWanted(id, userIds);
        activity.moved(id, { waiting: userIds.length });
      },
    },
  };
}
