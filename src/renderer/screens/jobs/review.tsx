import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useCallback, type ReactElement } from 'react';
import type { JobView, PlanRow, PlanView } from '../../../main/ipc/jobs.ts';
import { useHost } from '../../api/host.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { useTyped } from '../../parts/use-typed.ts';
import { changeParams } from '../../navigate.ts';
import { text } from '../../text.ts';
import { DiffPanel } from './diff-panel.tsx';
import { planColumns } from './plan-columns.tsx';
import { kindsOf } from './plan-kinds.ts';
import { PlanTiles } from './plan-tiles.tsx';
import { ReviewFoot } from './review-foot.tsx';
import { useTicks } from './use-ticks.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  search: { flexGrow: 1, minWidth: '160px', maxWidth: '320px' },
  faint: { color: tokens.colorNeutralForeground3 },
});

interface ReviewProps {
  readonly job: JobView;
  readonly plan: PlanView;
  readonly params: URLSearchParams;
}

const idOf = (row: PlanRow): number => row.id;

/** What would change, row by row: a person chooses, and applies. */
export function Review({ job, plan: told, params }: ReviewProps): ReactElement {
  const styles = useStyles();
  const { link } = useHost();
  const kind = kindsOf[job.kind].find((known) => known === params.get('kind'));
  const words = params.get('text') ?? '';
  const [typed, setTyped] = useTyped(words, (rested) => changeParams({ text: rested }));
  const pages = usePages<PlanRow>(
    JSON.stringify([job.startedAt, kind, words, told.stale]),
    async (offset = 0) => {
      const answer = await link.call('plan.rows', { kind, text: words === '' ? undefined : words, offset });
      if (!answer.ok) return answer;
      const { rows, total } = answer.value;
      const end = offset + rows.length;
      return { ok: true, value: { rows, total, next: rows.length > 0 && end < total ? end : null } };
    },
  );
  const ticks = useTicks({
    plan: told,
    kind,
    rows: pages.rows ?? [],
    patch: pages.patch,
    reload: pages.reload,
  });
  const { plan } = ticks;
  const open = Number(params.get('open') ?? Number.NaN);
  const onOpen = useCallback((row: PlanRow) => changeParams({ open: String(row.id) }), []);
  return (
    <>
      <PlanTiles kinds={kindsOf[job.kind]} counts={plan.counts} selected={kind} />
      {plan.limit ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{plan.limit.sentence}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => void link.call('plan.discard', {})}>{text.jobs.changeWhat}</Button>
          </MessageBarActions>
        </MessageBar>
      ) : null}
      {ticks.problem ? <ProblemBlock problem={ticks.problem} /> : null}
      <div className={styles.bar}>
        <div data-search="" className={styles.search}>
          <SearchBox
            style={{ width: '100%' }}
            aria-label={text.jobs.search}
            placeholder={text.jobs.search}
            value={typed}
            onChange={(_, { value }) => setTyped(value)}
          />
        </div>
        <Text className={styles.faint}>{text.jobs.ticked(plan.ticked)}</Text>
        {plan.stale > 0 ? <Text>{text.jobs.stale(plan.stale)}</Text> : null}
      </div>
      {pages.problem ? <ProblemBlock problem={pages.problem} onRetry={pages.reload} /> : null}
      {pages.rows === undefined ? (
        pages.problem ? null : (
          <Loading onRetry={pages.reload} lines={8} />
        )
      ) : pages.rows.length === 0 ? (
        <Empty
          sentence={words === '' && kind === undefined ? text.jobs.nothing[job.kind] : text.activity.noMatch}
        />
      ) : (
        <DataTable
          caption={text.jobs.planCaption}
          columns={planColumns}
          rows={pages.rows}
          total={pages.total}
          idOf={idOf}
          openId={Number.isNaN(open) ? null : open}
          onOpen={onOpen}
          onEnd={pages.more}
          ticks={ticks.ticks}
        />
      )}
      <ReviewFoot job={job} plan={plan} />
      {Number.isNaN(open) ? null : (
        <DiffPanel id={open} jobKind={job.kind} onClose={() => changeParams({ open: undefined })} />
      )}
    </>
  );
}
