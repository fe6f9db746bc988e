import type { SetUpView } from '../main/ipc/contract.ts';

/** A busy client calls all the time: the last call is told again only after so long. Milliseconds. */
const againMs = 60_000;

interface SetUpDeps {
  readonly connected: () => boolean;
  readonly imported: () => boolean;
  readonly endpoints: () => number;
  readonly publicUrl: () => string | null;
  readonly lastCallAt: () => string | null;
}

/** How far set-up has come. */
export function createSetUpView(deps: SetUpDeps): () => SetUpView {
  let told: string | null = null;
  return () => {
    const last = deps.lastCallAt();
    if (last === null || told === null || Date.parse(last) - Date.parse(told) >= againMs) told = last;
    const connected = deps.connected();
    return {
      connected,
      endpoints: deps.endpoints(),
      publicUrl: deps.publicUrl(),
      lastCallAt: told,
      finished: connected && deps.imported() && told !== null,
    };
  };
}
