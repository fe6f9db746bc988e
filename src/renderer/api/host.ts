import { createContext, useContext, useSyncExternalStore } from 'react';
import type { CallName } from '../../main/ipc/contract.ts';
import type { Envelope } from '../../main/ipc/problem.ts';
import type { Link } from './bridge.ts';
import type { Live, Snapshot } from './live.ts';
import type { Answer, Asked } from './calls.ts';

/** What every screen needs of the host. */
export interface HostAccess {
  readonly link: Link;
  readonly live: Live;
}

export const HostContext = createContext<HostAccess | null>(null);

/** @throws Error outside of the context: a mistake in the program. */
export function useHost(): HostAccess {
  const host = useContext(HostContext);
  if (!host) throw new Error('no host around this part');
  return host;
}

export type Call = <N extends CallName>(
  name: N,
  ...argument: Asked<N> extends undefined ? [] : [Asked<N>]
) => Promise<Envelope<Answer<N>>>;

/** Makes calls; the answer says whether it went well. */
export function useCall(): Call {
  const { link } = useHost();
  return (name, ...[argument]) => link.call(name, argument);
}

/** One value of what the host tells; renders again only when it changes. */
export function useLive<T>(select: (snapshot: Snapshot) => T): T {
  const { live } = useHost();
  return useSyncExternalStore(live.subscribe, () => select(live.get()));
}
