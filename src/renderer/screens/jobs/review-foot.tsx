import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { JobView, PlanView } from '../../../main/ipc/jobs.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { useBy } from '../../api/use-by.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { useTell } from '../../parts/tell.tsx';
import { text } from '../../text.ts';
import { useNames } from './use-names.ts';

const useStyles = makeStyles({
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Apply, keep as a file, or drop it. What goes over a limit or disables people needs the number typed. */
export function ReviewFoot({ job, plan }: { readonly job: JobView; readonly plan: PlanView }): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const by = useBy();
  const tell = useTell();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const { kind } = job;
  const removals = plan.limit?.removals;
  const names = useNames(kind === 'import' ? 'Gone' : 'Deactivate', asking);
  // An import changes this program only: without a limit there is nothing to ask.
  const asks = kind === 'resync' || plan.limit !== null;
  async function apply(): Promise<void> {
    setAsking(false);
    const answer = await call('plan.apply', { by, ...(removals === undefined ? {} : { removals }) });
    setProblem(answer.ok ? null : answer.error);
  }
  async function save(): Promise<void> {
    const answer = await call('plan.export');
    if (answer.ok) saveFile(answer.value);
    else tell.problem(answer.error);
  }
  const action = kind === 'import' ? text.jobs.apply : text.jobs.applyResync(plan.ticked);
  return (
    <>
      {problem ? <ProblemBlock problem={problem} onRetry={() => setProblem(null)} /> : null}
      <div className={styles.foot}>
        <Text>{text.jobs.footWords[kind](plan.ticked)}</Text>
        <div className={styles.buttons}>
          <Button
            appearance="primary"
            disabled={plan.ticked === 0}
            onClick={() => {
              if (asks) setAsking(true);
              else void apply();
            }}
          >
            {plan.limit && kind === 'import' ? text.jobs.applyAnyway : asks ? `${action}…` : action}
          </Button>
          <Button onClick={() => void save()}>{text.jobs.saveCsv}</Button>
          <Button onClick={() => void call('plan.discard')}>{text.jobs.discard}</Button>
        </div>
      </div>
      <Confirm
        open={asking}
        title={kind === 'import' ? text.jobs.confirmImport : text.jobs.confirmResync(plan.ticked)}
        action={action}
        typed={removals}
        onClose={() => setAsking(false)}
        onConfirm={() => void apply()}
      >
        {plan.limit ? <Text>{plan.limit.sentence}</Text> : null}
        <Text>{text.jobs.effect[kind]}</Text>
        {names.length > 0 ? <Text>{text.jobs.among(names)}</Text> : null}
      </Confirm>
    </>
  );
}
