import type { Calls } from '../ipc/contract.ts';
import type { Tell } from '../../server/console/follow.ts';

/** A host that serves: of this process, or another one's. */
export interface Served {
  readonly calls: Calls;
  /** The process that serves when it is not this one. */
  readonly attachedTo: number | null;
  /** Tells what is so, and every change of it; `onLost` when the host went away. */
  readonly begin: (tell: Tell, onLost: () => void) => void;
  /** Ends the host of this process, or lets go of the other one. */
  readonly close: () => Promise<void>;
}
