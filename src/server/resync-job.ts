import { randomUUID } from 'node:crypto';
import type { JobResult } from '../main/ipc/jobs.ts';
import type { ProblemView } from '../main/ipc/problem.ts';
import { ScimError } from './scim/errors.ts';
import { SecretServerError, type SecretServer } from './secret-server/model.ts';
import type { Deps } from './domain/context.ts';
import { readInventory } from './domain/inventory.ts';
import type { Watch } from './domain/mirror.ts';
import { createPlan, type Plan } from './domain/plan.ts';
import { asDetail, refusalProblem } from './domain/refusal-problem.ts';
import { fromSecretServer } from './domain/refusals.ts';
import { isWholeServer } from './domain/repair-record.ts';
import { repair } from './domain/repair.ts';
import { settleIntents } from './domain/settle.ts';
import { planResync, resyncLimit, type ResyncRow } from './domain/resync-plan.ts';
import { Problem } from './errors.ts';
import { confirmLimit, mustHaveTicked } from './import-job.ts';
import type { Prepared, Run, Work } from './jobs.ts';
import { counted, number } from './numbers.ts';

/** Answers in a row that cannot be used, after which it is Secret Server as a whole (D16). */
const mostUnusable = 5;

export interface ResyncJobDeps {
  readonly domain: Deps;
  /** As reads see it. */
  readonly secretServer: () => SecretServer;
  /** @throws when what was read may not have been everything, although each answer looked complete. */
  readonly confirm: () => Promise<void>;
  readonly isPaused: () => boolean;
}

/** A resync with preview: what clients last asked for, compared with Secret Server, and what of it a person ticks. */
export function resyncJob(deps: ResyncJobDeps): Work {
  return {
    kind: 'resync',
    async read(run) {
      const { domain } = deps;
      // Not to be compared while it is still unsure how it ended.
      await settleIntents(domain);
      const watch = domain.mirror.watch();
      try {
        const inventory = await readInventory({ ...run, secretServer: deps.secretServer() });
        await deps.confirm();
        const total = inventory.users.length + inventory.groups.length;
        run.progress({ phase: 'Comparing', done: 0, total });
        const rows = await planResync({ ...domain, watch }, inventory, run.pace);
        const plan = createPlan<ResyncRow>({
          kinds: ['Create', 'Update', 'Deactivate', 'Enable', 'Membership', 'Only in Secret Server'],
          rows,
          watch,
          madeAt: domain.now(),
          limitOf: (ticked) => resyncLimit(domain.store, ticked),
          differencesOf: ({ differences }) => differences,
        });
        return prepare(deps, plan, watch);
      } catch (thrown) {
        watch.end();
        throw thrown;
      }
    },
  };
}

type Failure = JobResult['failures'][number];

function prepare(deps: ResyncJobDeps, plan: Plan<ResyncRow>, watch: Watch): Prepared {
  const came = { done: 0, same: 0, leftOut: 0, failures: [] as Failure[] };
  return {
    plan,
    check(removals) {
      const ticked = plan.ticked();
      mustHaveTicked(ticked);
      if (deps.isPaused()) throw new Problem('APP-BUSY', 'SCIM Tray is paused', 'Resume it first');
      confirmLimit(plan, removals);
      confirmDeactivations(ticked, removals);
    },
    apply: (run) => applyRows(deps, plan, { run, came }),
    result: () => ({
      sentence: sentenceOf(came),
      done: came.done,
      failed: came.failures.length,
      leftOut: came.leftOut,
      failures: came.failures.slice(0, 100),
    }),
    end: watch.end,
  };
}

/** @throws Problem SS-MANY unless a person typed how many lose their access */
function confirmDeactivations(ticked: readonly ResyncRow[], removals: number | undefined): void {
  const many = ticked.filter(({ kind }) => kind === 'Deactivate').length;
  if (many === 0 || removals === many) return;
  const title = `This deactivates ${counted(many, 'user')} in Secret Server`;
  throw new Problem('SS-MANY', title, `To go on, confirm the number ${String(many)}`);
}

interface Applying {
  readonly run: Run;
  /** How far it came. */
  readonly came: { done: number; same: number; leftOut: number; failures: Failure[] };
}

/** One after the other: what clients write meanwhile comes first. */
async function applyRows(
  deps: ResyncJobDeps,
  plan: Plan<ResyncRow>,
  { run, came }: Applying,
): Promise<ProblemView | null> {
  const rows = plan.ticked();
  const actor = { endpointId: null, requestId: randomUUID() };
  let unusable = 0;
  for (const [index, row] of rows.entries()) {
    if (run.signal.aborted) return null;
    if (deps.isPaused()) return paused;
    run.progress({ phase: 'Applying', done: index, total: rows.length });
    try {
      const repaired = plan.isStale(row) ? 'Changed since' : await repair(deps.domain, actor, row);
      note(row, repaired);
      unusable = 0;
    } catch (thrown) {
      if (deps.isPaused()) return paused;
      unusable = isUnusable(thrown) ? unusable + 1 : 0;
      if (isWholeServer(thrown) || unusable === mostUnusable) throw rootOf(thrown);
      came.failures.push({ name: row.name, problem: problemOf(thrown) });
      row.ticked = null;
    }
  }
  run.progress({ phase: 'Applying', done: rows.length, total: rows.length });
  return null;

  function note(row: ResyncRow, repaired: Awaited<ReturnType<typeof repair>>): void {
    row.ticked = null;
    if (repaired === 'Done') came.done += 1;
    else if (repaired === 'No change') came.same += 1;
    else came.leftOut += 1;
  }
}

const paused: ProblemView = {
  code: 'APP-BUSY',
  title: 'SCIM Tray was paused',
  remedy: 'Resume it, then make a new resync',
};

function isUnusable(thrown: unknown): boolean {
  const root = rootOf(thrown);
  return root instanceof SecretServerError && root.kind === 'unusable';
}

/** What Secret Server did, behind what a client would hear of it. */
function rootOf(thrown: unknown): unknown {
  return thrown instanceof ScimError && thrown.cause ? rootOf(thrown.cause) : thrown;
}

function problemOf(thrown: unknown): ProblemView {
  const error = fromSecretServer(thrown);
  if (error instanceof ScimError) return refusalProblem(asDetail(error));
  throw thrown;
}

/** "14 accounts and groups changed in Secret Server, 2 failed." */
function sentenceOf({ done, same, leftOut, failures }: Applying['came']): string {
  const noun = done === 1 ? 'account or group' : 'accounts and groups';
  const parts = [
    `${number(done)} ${noun} changed in Secret Server`,
    ...(same > 0 ? [`${number(same)} were as asked already`] : []),
    ...(leftOut > 0 ? [`${number(leftOut)} changed since the preview and left out`] : []),
    ...(failures.length > 0 ? [`${number(failures.length)} failed`] : []),
  ];
  return `${parts.join(', ')}.`;
}
