import type { ImportChoice, JobResult } from '../main/ipc/jobs.ts';
import type { ImportCounts } from '../main/ipc/contract.ts';
import { Problem } from './errors.ts';
import type { Prepared, Run, Work } from './jobs.ts';
import { applyImport } from './domain/apply-import.ts';
import type { Deps } from './domain/context.ts';
import { importDifferences } from './domain/import-differences.ts';
import { importLimit, planImport, type ImportRow } from './domain/import-plan.ts';
import { readInventory } from './domain/inventory.ts';
import type { Watch } from './domain/mirror.ts';
import { createPlan, type Plan, type Preview } from './domain/plan.ts';
import { scannedWords } from './domain/refresh.ts';
import type { SecretServer } from './secret-server/model.ts';

export interface ImportJobDeps {
  readonly domain: Pick<Deps, 'store' | 'mirror' | 'now'>;
  /** As reads see it: a pause does not hold an import up, which writes nothing to Secret Server. */
  readonly secretServer: () => SecretServer;
  /** @throws when what was read may not have been everything, although each answer looked complete. */
  readonly confirm: () => Promise<void>;
  /** Users or groups were marked as gone: what a refresh holds back may be less by now. */
  readonly onGone: () => void;
}

/** An import with preview: what Secret Server has, compared with the mirror, and what of it a person ticks. */
export function importJob(deps: ImportJobDeps, choice: ImportChoice): Work {
  return {
    kind: 'import',
    async read(run) {
      const { store, mirror, now } = deps.domain;
      const watch = mirror.watch();
      try {
        const reading = { ...run, secretServer: deps.secretServer() };
        const inventory = await readInventory(reading, choice);
        await deps.confirm();
        const total = inventory.users.length + inventory.groups.length;
        run.progress({ phase: 'Comparing', done: 0, total });
        const rows = await planImport({ store, mirror, watch, choice }, inventory, run.pace);
        const nameOf = namesIn(rows, store);
        const plan = createPlan<ImportRow>({
          kinds: ['New', 'Updated', 'Gone', 'Skipped', 'No change'],
          rows,
          watch,
          madeAt: now(),
          limitOf: (ticked) => importLimit(store, ticked),
          differencesOf: (row) => importDifferences({ store, scope: mirror.scope(), nameOf }, row),
        });
        return prepare(deps, { plan, rows, watch });
      } catch (thrown) {
        watch.end();
        throw thrown;
      }
    },
  };
}

/** What users are called: in the mirror, else where they were read. */
function namesIn(rows: readonly ImportRow[], { users }: Deps['store']): (id: number) => string {
  let read: Map<number | null, string | null> | undefined;
  const find = (id: number): string | null => {
    read ??= new Map(
      rows.map(({ type, resourceId, signInName }) => [type === 'User' ? resourceId : 0, signInName]),
    );
    return read.get(id) ?? null;
  };
  return (id) => users.get(id)?.user_name ?? find(id) ?? `user ${String(id)}`;
}

interface Ready {
  readonly plan: Plan<ImportRow>;
  readonly rows: readonly ImportRow[];
  readonly watch: Watch;
}

function prepare(deps: ImportJobDeps, { plan, rows, watch }: Ready): Prepared {
  const applied: ImportRow[] = [];
  return {
    plan,
    check(removals) {
      mustHaveTicked(plan.ticked());
      confirmLimit(plan, removals);
    },
    async apply(run: Run) {
      const chosen = plan.ticked();
      const total = chosen.length;
      const progress = (done: number): void => run.progress({ phase: 'Applying', done, total });
      progress(0);
      const { store, mirror } = deps.domain;
      const options = { store, mirror, secretServer: deps.secretServer(), progress, signal: run.signal };
      await applyImport({ ...options, isStale: plan.isStale }, chosen, applied);
      return null;
    },
    result: () => resultOf(rows, applied, plan.isStale),
    end() {
      watch.end();
      if (applied.some(({ kind }) => kind === 'Gone')) deps.onGone();
    },
  };
}

/** @throws Problem APP-INPUT */
export function mustHaveTicked(ticked: readonly unknown[]): void {
  if (ticked.length === 0) throw new Problem('APP-INPUT', 'No row is ticked', 'Tick what is to be applied');
}

/** @throws Problem SS-MANY unless a person typed the number of what is taken away */
export function confirmLimit(plan: Preview, removals: number | undefined): void {
  const { limit } = plan.view();
  if (!limit || removals === limit.removals) return;
  const remedy = `Check the rights of the application account; to go on, confirm the number ${String(limit.removals)}`;
  throw new Problem('SS-MANY', limit.sentence.replace(/\.$/, ''), remedy);
}

/** In Okta's words: "57 users scanned: 50 new, 0 updated, 7 unchanged, 0 removed." */
function resultOf(
  rows: readonly ImportRow[],
  applied: readonly ImportRow[],
  isStale: (row: ImportRow) => boolean,
): JobResult {
  const of = (type: ImportRow['type']): ImportCounts => {
    const all = rows.filter((row) => row.type === type);
    const done = applied.filter((row) => row.type === type);
    const number = (list: readonly ImportRow[], kind: ImportRow['kind']): number =>
      list.filter((row) => row.kind === kind).length;
    const unchanged = number(all, 'No change');
    return {
      scanned: unchanged + number(all, 'New') + number(all, 'Updated'),
      added: number(done, 'New'),
      updated: number(done, 'Updated'),
      unchanged,
      removed: number(done, 'Gone'),
    };
  };
  return {
    sentence: `${scannedWords('user', of('User'))} ${scannedWords('group', of('Group'))}`,
    done: applied.length,
    failed: 0,
    leftOut: rows.filter((row) => row.ticked === true && isStale(row)).length,
    failures: [],
  };
}
