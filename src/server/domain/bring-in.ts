import { setImmediate as nextTurn } from 'node:timers/promises';
import { Problem } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Changes } from './compare-inventory.ts';
import { createMirror, type Mirror, type Watch } from './mirror.ts';

/** Changes of so many rows are made in one go, a few tens of milliseconds; more of them on a copy. */
const mostAtOnce = 500;
/** How long a slice of the work on a copy takes, in milliseconds. */
const sliceMs = 4;
/** Users whose groups are put together in one step. */
const usersAtATime = 50;

export interface BringingIn {
  readonly store: Store;
  readonly mirror: Mirror;
  /** What changes write meanwhile stands: it is newer. */
  readonly watch: Watch;
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal;
  /** Part of the step by which everything becomes visible. */
  readonly finish: () => void;
}

/**
 * Makes changes visible in one step that holds nobody up: a few are written as they are, many to a copy of the mirror
 * that then takes its place (D8).
 * @throws AbortError before anything became visible
 */
export async function bringIn(bringing: BringingIn, changes: Changes): Promise<void> {
  const { store, mirror, watch, finish } = bringing;
  if (changes.weight > mostAtOnce) return onCopy(bringing, changes);
  store.transaction(() => {
    mustHold(watch);
    Array.from(saving(mirror, changes, watch));
    finish();
  });
}

async function onCopy(bringing: BringingIn, changes: Changes): Promise<void> {
  const { store, mirror, watch, progress, finish } = bringing;
  const shadow = store.shadows.begin();
  try {
    await inSlices(bringing, shadow.copy());
    const later = renderedLater(shadow);
    let done = 0;
    const onStep = (): void => progress((done += 1));
    await inSlices(
      bringing,
      saving(createMirror(later.tables, mirror.scope, mirror.now), changes, watch),
      onStep,
    );
    await inSlices(bringing, later.render());
    store.transaction(() => {
      mustHold(watch);
      shadow.take(watch);
      for (const id of changes.gone.filter((group) => !watch.groups.has(group))) {
        store.links.removeAll('Group', id);
        store.groups.setWanted(id, []);
      }
      finish();
    });
    // A preview that waits for review has to know.
    for (const { id } of changes.users) mirror.wrote('users', id);
    for (const { group } of changes.groups) mirror.wrote('groups', group.id);
  } finally {
    await inSlices({ store }, shadow.drop());
  }
}

/** @throws Problem where a person took another Secret Server meanwhile */
function mustHold(watch: Watch): void {
  if (watch.holds()) return;
  throw new Problem(
    'SS-OTHER',
    'Another Secret Server took the place of the one that was read',
    'It is read anew',
  );
}

function* saving(
  mirror: Pick<Mirror, 'saveUser' | 'saveGroup' | 'saveMembers' | 'removeGroup'>,
  { users, groups, gone }: Changes,
  written: Watch,
): Generator<void> {
  for (const live of users) {
    if (!written.users.has(live.id)) mirror.saveUser(live);
    yield;
  }
  for (const { group, members } of groups) {
    if (!written.groups.has(group.id)) {
      mirror.saveGroup(group);
      if (members) mirror.saveMembers(group.id, members);
    }
    yield;
  }
  for (const id of gone) {
    if (!written.groups.has(id)) mirror.removeGroup(id);
    yield;
  }
}

/** Tables where a user whose groups change many times is put together once, at the end. */
function renderedLater({ users, groups }: Pick<Store, 'users' | 'groups'>) {
  const stale = { users: new Set<number>(), groups: new Set<number>() };
  const note = (set: Set<number>) => (ids: Iterable<number>) => {
    for (const id of ids) set.add(id);
  };
  return {
    tables: {
      users: { ...users, renderGroups: note(stale.users) },
      groups: { ...groups, renderMembers: note(stale.groups), setWanted: () => {} },
      // What endpoints know is no part of the copy.
      links: { removeAll: () => {} },
    },
    *render(): Generator<void> {
      const ids = [...stale.users];
      for (let start = 0; start < ids.length; start += usersAtATime) {
        users.renderGroups(ids.slice(start, start + usersAtATime));
        yield;
      }
      for (const id of stale.groups) {
        groups.renderMembers([id]);
        yield;
      }
    },
  };
}

/** Does the steps in transactions of a few milliseconds each, and lets everything else come between. */
async function inSlices(
  { store, signal }: { readonly store: Store; readonly signal?: AbortSignal },
  steps: Iterator<void>,
  onStep: () => void = () => {},
): Promise<void> {
  for (let more = true; more; await nextTurn()) {
    signal?.throwIfAborted();
    more = store.transaction(() => slice(steps, onStep));
  }
}

/** @returns whether there is more to do */
function slice(steps: Iterator<void>, onStep: () => void): boolean {
  const until = performance.now() + sliceMs;
  while (performance.now() < until) {
    if (steps.next().done) return false;
    onStep();
  }
  return true;
}
