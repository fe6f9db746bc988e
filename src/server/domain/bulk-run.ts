import type { BulkMessage, BulkOperation } from '../scim/bulk-message.ts';
import { labelsOf } from '../scim/bulk-message.ts';
import { referenceIn } from '../scim/bulk-references.ts';
import type { ScimError } from '../scim/errors.ts';
import type { ChangeStart } from './change-record.ts';
import type { Caller, Deps } from './context.ts';
import { parseId } from './ids.ts';
import { versionIn } from './present.ts';
import { refusals } from './refusals.ts';

export interface BulkRequest {
  readonly message: BulkMessage;
  /** What the client calls us, without a trailing slash. */
  readonly base: string;
  /** Whether the client's patience is used up (D4). */
  readonly isTimeUp: () => boolean;
  /**
   * Carries out one operation behind its row of Activity.
   * @throws ScimError 429 when the time is up first, and the work goes on; else what the work throws
   */
  readonly record: <T>(
    about: OperationStart,
    work: (sent: (body: unknown) => void) => Promise<T>,
  ) => Promise<T>;
  /** Makes a SCIM error of any fault: it ends one operation and not the others. */
  readonly asRefusal: (thrown: unknown) => ScimError;
}

/** What is known of an operation when it begins. Each has a request id of its own: one may be heard, another not. */
export type OperationStart = Pick<ChangeStart, 'type' | 'method' | 'id'> & { readonly requestId: string };

/** The outcome of one operation (RFC 7644 section 3.7.3). */
export interface BulkResult {
  readonly method?: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly location?: string;
  readonly status: string;
  readonly response?: object;
}

/** An operation that could be read, with the place of its result. */
export interface Step {
  readonly index: number;
  readonly operation: BulkOperation;
}

/** Attributes that refer to a resource that is made after the one that has them. */
export type Later = Readonly<Record<string, unknown>>;

/** A resource that was made without these attributes. */
interface Unfinished extends Step {
  readonly id: number;
  readonly later: Later;
}

/** A bulk request while it is carried out. */
export interface Run extends BulkRequest {
  readonly deps: Deps;
  readonly caller: Caller;
  /** Which operation makes what a bulkId names: the first POST with it. */
  readonly makers: ReadonlyMap<string, number>;
  readonly begun: Set<number>;
  readonly ids: Map<string, string>;
  readonly results: Map<number, BulkResult>;
  readonly unfinished: Unfinished[];
  errors: number;
}

export function beginRun(deps: Deps, caller: Caller, request: BulkRequest): Run {
  return {
    ...request,
    deps,
    caller,
    makers: findMakers(request.message.operations),
    begun: new Set(),
    ids: new Map(),
    results: new Map(),
    unfinished: [],
    errors: 0,
  };
}

function findMakers(operations: readonly unknown[]): ReadonlyMap<string, number> {
  const makers = new Map<string, number>();
  for (const [index, raw] of operations.entries()) {
    const { method, bulkId } = labelsOf(raw);
    const isMaker = bulkId !== undefined && method?.toUpperCase() === 'POST' && !makers.has(bulkId);
    if (isMaker) makers.set(bulkId, index);
  }
  return makers;
}

/** The request id of one operation: it begins with that of the whole request. */
export function requestIdOf({ caller }: Run, index: number): string {
  return `${caller.requestId}/${String(index + 1)}`;
}

/** Whether so many operations failed that the client wants no more to begin. */
export function isOver({ message: { failOnErrors }, errors }: Run): boolean {
  return failOnErrors !== undefined && errors >= failOnErrors;
}

/** Notes that an operation was carried out. `answer.text` is empty for a DELETE. */
export function settle(
  run: Run,
  { index, operation }: Step,
  answer: { readonly status: number; readonly text: string; readonly id: number },
): void {
  const version = versionIn(answer.text);
  run.results.set(index, {
    ...labelsOf(operation),
    ...(version === undefined ? {} : { version }),
    location: locationOf(run, operation.kind, answer.id),
    status: String(answer.status),
  });
}

/** Notes why an operation failed. @param location where its resource is; undefined: there is none. */
export function refuse(run: Run, index: number, thrown: unknown, location?: string): void {
  const error = run.asRefusal(thrown);
  run.errors += 1;
  run.results.set(index, {
    ...labelsOf(run.message.operations[index]),
    ...(location === undefined ? {} : { location }),
    status: String(error.status),
    response: error.body(),
  });
}

/** The id that an operation is about; null where it has none yet, or none that can be one. */
export function maybeIdOf({ ids }: Run, { target = '' }: BulkOperation): number | null {
  const bulkId = referenceIn(target);
  return parseId(bulkId === undefined ? target : (ids.get(bulkId) ?? '')) ?? null;
}

/** The same. @throws ScimError 404 */
export function idOf(run: Run, operation: BulkOperation): number {
  const id = maybeIdOf(run, operation);
  if (id === null) throw operation.kind === 'User' ? refusals.unknownUser() : refusals.unknownGroup();
  return id;
}

export function locationOf({ base }: Run, kind: BulkOperation['kind'], id: number | string): string {
  return `${base}/${kind}s/${String(id)}`;
}
