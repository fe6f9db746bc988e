import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { UserResync } from '../../../main/ipc/jobs.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall, useLive } from '../../api/host.ts';
import { useBy } from '../../api/use-by.ts';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  block: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: { display: 'grid', rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  step: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
  },
  words: { display: 'grid' },
  faint: { color: tokens.colorNeutralForeground3 },
});

interface ResyncOneProps {
  /** Of a user; null: only what stands beside. */
  readonly id: number | null;
  /** More buttons. */
  readonly beside: ReactNode;
}

/** One user live: asked, read, compared, repaired, each with its tick as it comes. */
export function ResyncOne({ id, beside }: ResyncOneProps): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const by = useBy();
  const [running, setRunning] = useState(false);
  const [answered, setAnswered] = useState<UserResync | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const live = useLive(({ resyncUser }) => (resyncUser?.id === id ? resyncUser : null));
  const shown = running ? live : answered;
  async function run(): Promise<void> {
    if (id === null) return;
    setRunning(true);
    setProblem(null);
    const answer = await call('resync.user', { id, by });
    setRunning(false);
    if (answer.ok) setAnswered(answer.value);
    else setProblem(answer.error);
  }
  return (
    <div className={styles.block}>
      <div className={styles.row}>
        {beside}
        {id === null ? null : (
          <Button disabled={running} onClick={() => void run()}>
            {text.people.resync}
          </Button>
        )}
      </div>
      {problem ? <ProblemBlock problem={problem} onRetry={() => void run()} /> : null}
      {shown ? (
        <ol className={styles.list} aria-live="polite" aria-label={text.people.resyncSteps}>
          {shown.steps.map(({ name, result, sentence }) => (
            <li key={name} className={styles.step}>
              <ResultBadge result={result} />
              <div className={styles.words}>
                <Text weight="semibold">{name}</Text>
                <Text className={styles.faint}>{sentence}</Text>
              </div>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}
