import type { CallName, Calls } from '../../main/ipc/contract.ts';

/** What a call takes; undefined for a call that takes nothing. */
export type Asked<N extends CallName> = Parameters<Calls[N]> extends [infer A] ? A : undefined;

/** What a call answers. */
export type Answer<N extends CallName> = Awaited<ReturnType<Calls[N]>>;
