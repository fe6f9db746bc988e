import { type BulkOperation, readBulkOperation } from '../scim/bulk-message.ts';
import { referencesOf, replaceReferences, splitOff } from '../scim/bulk-references.ts';
import { fault } from '../scim/faults.ts';
import { namesVersion } from '../scim/etag.ts';
import { isObject } from '../scim/json.ts';
import { PATCH_URN } from '../scim/patch-message.ts';
import {
  beginRun,
  idOf,
  isOver,
  locationOf,
  maybeIdOf,
  refuse,
  settle,
  type BulkRequest,
  type BulkResult,
  type Run,
  type Step,
} from './bulk-run.ts';
import type { Answer, Caller, Deps } from './context.ts';
import { operations } from './operations.ts';
import { refusals } from './refusals.ts';

/** Operations that have not begun by then are left to the client: its own patience ends at 60 s (D4). */
const budgetMs = 45_000;

/**
 * SCIM POST /Bulk (RFC 7644 section 3.7): operations in the order in which they are sent, but each after those that it
 * refers to. Where resources refer to each other, one is made first and gets its references when the other is there.
 * @returns a result for each operation that was looked at, in the order of the request.
 */
export async function runBulk(
  deps: Deps,
  caller: Caller,
  request: BulkRequest,
): Promise<readonly BulkResult[]> {
  const run = beginRun(deps, caller, request);
  for (const index of request.message.operations.keys()) {
    await perform(run, index);
    await finish(run);
  }
  const results = [...run.results].toSorted(([one], [other]) => one - other);
  return results.map(([, result]) => result);
}

async function perform(run: Run, index: number): Promise<void> {
  if (isOver(run) || run.begun.has(index)) return;
  run.begun.add(index);
  let location: string | undefined;
  try {
    const operation = readBulkOperation(run.message.operations[index]);
    const { bulkId, target, kind } = operation;
    if (target !== undefined) location = locationOf(run, kind, target);
    if (operation.method === 'POST' && run.makers.get(bulkId ?? '') !== index)
      throw fault('invalidValue', 'another operation has the same bulkId: send one of its own');
    for (const name of referencesOf([operation.data, target])) {
      const maker = run.makers.get(name);
      if (maker !== undefined) await perform(run, maker);
    }
    if (isOver(run)) return;
    await run.record(kind, { method: operation.method, id: maybeIdOf(run, operation) }, async (sent) => {
      sent(operation.data);
      if (run.monotonic() - run.startedAt > budgetMs) throw refusals.bulkBudget();
      await carryOut(run, { index, operation });
    });
  } catch (thrown) {
    refuse(run, index, thrown, location);
  }
}

async function carryOut(run: Run, step: Step): Promise<void> {
  const { operation } = step;
  const open = openReferences(run, operation);
  const { now, later } = splitOff(isObject(operation.data) ? operation.data : {}, open);
  const answer = await send(
    run,
    operation,
    replaceReferences(now, (name) => run.ids.get(name)),
  );
  if (operation.method === 'POST' && operation.bulkId !== undefined)
    run.ids.set(operation.bulkId, String(answer.id));
  if (open.size > 0) run.unfinished.push({ ...step, id: answer.id, later });
  settle(run, step, answer);
}

/**
 * Names of resources that are being made further up, and so wait for this one.
 * @throws ScimError when any other name is not known by now.
 */
function openReferences(run: Run, { method, data, target }: BulkOperation): ReadonlySet<string> {
  const unknown = [...referencesOf([data, target])].filter((name) => !run.ids.has(name));
  for (const name of unknown) {
    const maker = run.makers.get(name);
    if (maker === undefined) throw refusals.unknownBulkId();
    if (method !== 'POST' || run.results.has(maker)) throw refusals.failedBulkId();
  }
  return new Set(unknown);
}

async function send(run: Run, operation: BulkOperation, data: unknown): Promise<Answer> {
  const { deps } = run;
  const { method, version } = operation;
  const { create, change, remove } = operations[operation.kind];
  const wants = (held: string): boolean => version === undefined || namesVersion(version, held);
  const caller = { ...run.caller, precondition: wants };
  if (method === 'POST') return create(deps, caller, data);
  const id = idOf(run, operation);
  if (method !== 'DELETE') return change(deps, caller, { id, verb: method, body: data });
  await remove(deps, caller, id);
  return { status: 204, text: '', id };
}

/** Gives resources the references that could not be made when they were. */
async function finish(run: Run): Promise<void> {
  for (const { id, later, ...step } of run.unfinished.splice(0)) {
    const { kind } = step.operation;
    try {
      const value = replaceReferences(later, (name) => run.ids.get(name));
      if (referencesOf(value).size > 0) throw refusals.failedBulkId();
      const body = { schemas: [PATCH_URN], Operations: [{ op: 'add', value }] };
      const answer = await run.record(kind, { method: 'PATCH', id }, () =>
        operations[kind].change(run.deps, run.caller, { id, verb: 'PATCH', body }),
      );
      settle(run, step, { ...answer, status: 201 });
    } catch (thrown) {
      refuse(run, step.index, thrown, locationOf(run, kind, id));
    }
  }
}
