import type { Settings } from './model.ts';
import type { Rudeness } from './rudeness.ts';
import type { SearchMemory } from './search-memory.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from './store.ts';
import type { Switches } from './switches.ts';

/** What a handler works on: the data, how the server is set up, and how it behaves. */
export interface World {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly searches: SearchMemory;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The account that the connector uses. */
  readonly accountId: number;
  /** Changed by a person, in place. */
  switches: Switches;
  rude: Rudeness;
  settings: Settings;
}
