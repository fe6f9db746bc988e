import type { Resource } from '../scim/resource.ts';
import type { EndpointOptions } from '../../main/ipc/contract.ts';
import type { Capabilities, SecretServer } from '../secret-server/model.ts';
import type { ResourceType } from '../store/links.ts';
import type { Store } from '../store/store.ts';
import type { Activity } from './activity.ts';
import type { Awaited } from './awaited.ts';
import type { KeyedLock } from './keyed-lock.ts';
import type { Mirror } from './mirror.ts';
import type { Protection } from './protection.ts';
import { withBase } from './present.ts';
import { refusals } from './refusals.ts';

/** What every use case works with. */
export interface Deps {
  readonly store: Store;
  readonly mirror: Mirror;
  readonly lock: KeyedLock;
  readonly protection: Protection;
  /** @throws ScimError 429 while SCIM Tray is not connected. */
  readonly secretServer: () => SecretServer;
  readonly capabilities: () => Capabilities;
  readonly activity: Pick<Activity, 'leftOut' | 'note' | 'record' | 'settling'>;
  /**
   * To be asked before something that was known counts as gone (D5, D7).
   * @throws ScimError 429, SecretServerError: another server answers, or the account does not see everything any more.
   */
  readonly confirmView: () => Promise<void>;
  readonly awaited: Awaited;
  /** Wall clock, epoch milliseconds. */
  readonly now: () => number;
}

/** On whose account something is done; endpointId null: no client's. */
export interface Actor {
  readonly endpointId: number | null;
  readonly requestId: string;
}

/** Who asks. */
export interface Caller extends Actor {
  readonly endpointId: number;
  readonly options: EndpointOptions;
  /** What the client calls us, without a trailing slash. */
  readonly base: string;
  /** Whether this is a version that the client is willing to change; undefined: any is. */
  readonly precondition?: (version: string) => boolean;
}

export interface Answer {
  readonly status: number;
  /** SCIM JSON with the base URL still to be put in (present.ts); empty for 204. */
  readonly text: string;
  readonly id: number;
}

/**
 * A resource as one endpoint sees it.
 * @throws ScimError 404 when it is not listed, or this endpoint has deleted it.
 */
export function readText(deps: Pick<Deps, 'store'>, caller: Caller, type: ResourceType, id: number): string {
  const stored = deps.store.listing.one(caller.endpointId, type, id);
  if (!stored) throw type === 'User' ? refusals.unknownUser() : refusals.unknownGroup();
  return stored.text;
}

/** The same, for comparing with what a client sends. */
export function readResourceValue(
  deps: Pick<Deps, 'store'>,
  caller: Caller,
  type: ResourceType,
  id: number,
): Resource {
  return JSON.parse(withBase(readText(deps, caller, type, id), '')) as Resource; // our own JSON
}
