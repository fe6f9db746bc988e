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
  requestIdOf,
  settle,
  type BulkRequest,
  type BulkResult,
  type Later,
  type Run,
  type Step,
} from './bulk-run.ts';
import type { Answer, Caller, Deps } from './context.ts';
import { operations } from './operations.ts';
import { refusals } from './refusals.ts';

/**
 * SCIM POST /Bulk (RFC 7644 section 3.7): operations in the order in which they are sent, but each after those that it
 * refers to. Where resources refer to each other, one is made first and gets its references when the other is there.
 * When the time is up, what is under way goes on by itself, and what has not begun is left to the client (D4).
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
    if (operation.method === 'POST' && run.makers.get(bulkId ?? '') !== index) throw fault('bulkIdTwice');
    for (const name of referencesOf([operation.data, target])) {
      const maker = run.makers.get(name);
      if (maker !== undefined) await perform(run, maker);
    }
    if (isOver(run)) return;
    const { method } = operation;
    const about = { type: kind, method, id: maybeIdOf(run, operation), requestId: requestIdOf(run, index) };
    const { answer, later } = await run.record(about, async (sent) => {
      sent(operation.data);
      if (run.isTimeUp()) throw refusals.bulkBudget();
      return carryOut(run, { index, operation });
    });
    if (method === 'POST' && bulkId !== undefined) run.ids.set(bulkId, String(answer.id));
    if (later) run.unfinished.push({ index, operation, id: answer.id, later });
    settle(run, { index, operation }, answer);
  } catch (thrown) {
    refuse(run, index, thrown, location);
  }
}

/** @returns with it what could not be sent yet; undefined: nothing. */
async function carryOut(run: Run, step: Step): Promise<{ answer: Answer; later: Later | undefined }> {
  const { operation } = step;
  const open = openReferences(run, operation);
  const { now, later } = splitOff(isObject(operation.data) ? operation.data : {}, open);
  const answer = await send(
    run,
    step,
    replaceReferences(now, (name) => run.ids.get(name)),
  );
  return { answer, later: open.size > 0 ? later : undefined };
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

async function send(run: Run, { index, operation }: Step, data: unknown): Promise<Answer> {
  const { deps } = run;
  const { method, version } = operation;
  const { create, change, remove } = operations[operation.kind];
  const wants = (held: string): boolean => version === undefined || namesVersion(version, held);
  const caller = { ...run.caller, requestId: requestIdOf(run, index), precondition: wants };
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
      const requestId = requestIdOf(run, step.index);
      const answer = await run.record({ type: kind, method: 'PATCH', id, requestId }, async () => {
        if (run.isTimeUp()) throw refusals.busy();
        const caller = { ...run.caller, requestId };
        return operations[kind].change(run.deps, caller, { id, verb: 'PATCH', body });
      });
      settle(run, step, { ...answer, status: 201 });
    } catch (thrown) {
      // The client is to send the whole again, and must not hear then that it is there already.
      if (run.isTimeUp()) run.deps.store.intents.unheard(requestIdOf(run, step.index));
      refuse(run, step.index, thrown, locationOf(run, kind, id));
    }
  }
}
