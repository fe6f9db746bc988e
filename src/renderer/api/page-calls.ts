import type { Calls } from '../../main/ipc/contract.ts';
import type { SettingsCalls } from '../../main/ipc/settings.ts';

/** Every call that the page makes. */
export type PageCalls = Calls & SettingsCalls;

export type PageCall = keyof PageCalls;

/** What a call takes; undefined for a call that takes nothing. */
export type Asked<N extends PageCall> = Parameters<PageCalls[N]> extends [infer A] ? A : undefined;

/** What a call answers. */
export type Answer<N extends PageCall> = Awaited<ReturnType<PageCalls[N]>>;
