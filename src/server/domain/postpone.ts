import { SecretServerError } from '../secret-server/model.ts';
import { ScimError } from '../scim/errors.ts';
import type { Intent } from '../store/intents.ts';
import type { Deps } from './context.ts';
import { asDetail } from './refusal-problem.ts';
import { fromSecretServer, refusals } from './refusals.ts';

/** Why an open change is closed without having been carried out. */
export const clientRetries = 'was not applied; the client sends it again';

/**
 * Books a change that could not be done. A removal of access stays open and is settled without waiting for the
 * client (D3); so does whatever may have been applied. Anything else is the client's to send again, or refused.
 * @returns what to throw.
 */
export function postpone(
  { store }: Pick<Deps, 'store'>,
  {
    intent,
    removal,
    thrown,
  }: { readonly intent: number; readonly removal: boolean; readonly thrown: unknown },
): unknown {
  const ambiguous = thrown instanceof SecretServerError && thrown.ambiguous;
  const error = ambiguous ? refusals.busy() : fromSecretServer(thrown);
  const status = error instanceof ScimError ? error.status : 500;
  if (ambiguous || (removal && status === 429)) {
    store.intents.hear(intent, status);
  } else {
    const why =
      error instanceof ScimError ? asDetail(error) : { detail: 'unexpected fault', code: 'APP-FAULT' };
    store.intents.close(intent, { state: status === 429 ? 'dropped' : 'failed', heard: status, ...why });
  }
  return error;
}

/**
 * Whether the client does not know how this change ended, and will not: it heard 429 at most, or its answer was lost
 * (D4). What another request is about to be told is nobody's who asks for the same at the same time.
 */
export function isUnheard({ awaited }: Pick<Deps, 'awaited'>, intent: Intent): boolean {
  const { heard, answered, request_id: request } = intent;
  return heard === null || heard === 429 || (answered === 0 && !awaited.has(request));
}

/**
 * Whether a client was put off with this change and sends it again: settling leaves it to the client then. What a
 * resync was put off with is nobody's to send again.
 */
export function isRetried({ heard, endpoint_id: endpoint }: Intent): boolean {
  return heard !== null && endpoint !== null;
}

/**
 * An earlier create under this name by the same client, of which it is not known how it ended: Secret Server may have
 * done it late, or may yet do it.
 */
export function unsettledCreate(
  deps: Pick<Deps, 'store' | 'awaited'>,
  sought: {
    readonly endpointId: number | null;
    readonly type: Intent['resource_type'];
    readonly name: string;
    readonly externalId: string | null;
  },
): Intent | undefined {
  const { endpointId, type, name, externalId } = sought;
  const last =
    endpointId === null ? undefined : deps.store.intents.lastOfName(endpointId, type, name.toLowerCase());
  const isUnsettled = last?.kind === 'create' && (last.state === 'open' || last.state === 'dropped');
  return isUnsettled && last.external_id === externalId && isUnheard(deps, last) ? last : undefined;
}

/** Whether a create by another client made it: then none whose end is not known can have. */
export function isAnothers(
  { store }: Pick<Deps, 'store'>,
  { endpointId, type, id }: { endpointId: number | null; type: Intent['resource_type']; id: number },
): boolean {
  const maker = store.intents.madeBy(type, id);
  return maker !== undefined && maker !== endpointId;
}
