import { ScimError } from '../scim/errors.ts';
import { SecretServerError, type FaultKind } from '../secret-server/model.ts';
import type { ResourceType } from '../store/links.ts';
import type { Actor, Deps } from './context.ts';
import { fromSecretServer } from './refusals.ts';

interface About {
  readonly type: ResourceType;
  /** null: it is made. */
  readonly id: number | null;
  readonly method: 'POST' | 'PATCH';
}

/**
 * Carries out one repair, and lets Activity tell of it.
 * @throws ScimError: one that was put off is settled by SCIM Tray where it is kept, else over: no client sends it again.
 */
export async function recorded(
  deps: Deps,
  { requestId }: Actor,
  { type, id, method }: About,
  work: () => Promise<void>,
): Promise<void> {
  const start = { source: 'Resync', endpoint: null, requestId, type, id, method } as const;
  await deps.activity.record(start, () =>
    work().catch((thrown: unknown) => {
      const error = fromSecretServer(thrown);
      const isKept = id !== null && deps.store.intents.openOf(type, id).length > 0;
      if (!(error instanceof ScimError) || error.status !== 429) throw error;
      const said = firstSentence(error.message);
      const cause = { code: error.code ?? 'SS-DOWN', cause: thrown };
      if (isKept) throw new ScimError(429, null, `${said} SCIM Tray finishes it by itself.`, cause);
      throw new ScimError(503, null, `${said} Make a new resync later.`, cause);
    }),
  );
}

function firstSentence(text: string): string {
  return /^[^.]*\./.exec(text)?.[0] ?? text;
}

/** Faults after which nothing else can be done either. */
const wholeServer: readonly FaultKind[] = ['unreachable', 'untrusted', 'sign-in-refused', 'other-server'];

/** Whether Secret Server as a whole cannot be used, whatever the fault is wrapped in (D16). */
export function isWholeServer(thrown: unknown): boolean {
  if (thrown instanceof SecretServerError) return wholeServer.includes(thrown.kind);
  return thrown instanceof ScimError && isWholeServer(thrown.cause);
}
