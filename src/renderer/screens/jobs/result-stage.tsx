import { Button, makeStyles, Text, tokens, useAnnounce } from '@fluentui/react-components';
import { useEffect, type ReactElement } from 'react';
import type { JobView } from '../../../main/ipc/jobs.ts';
import { useCall } from '../../api/host.ts';
import { useBy } from '../../api/use-by.ts';
import { Facts } from '../../parts/facts.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Time } from '../../parts/time.tsx';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  failures: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

interface ResultStageProps {
  readonly job: JobView;
  readonly onAgain: () => void;
}

/** How a job ended, what failed, and what comes next. */
export function ResultStage({ job, onAgain }: ResultStageProps): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const me = useBy();
  const tell = useTell();
  const { announce } = useAnnounce();
  const { kind, stage, result, problem, endedAt, by } = job;
  const sentence = result?.sentence ?? text.jobs.ended[stage === 'Stopped' ? 'Stopped' : 'Done'];
  useEffect(() => announce(sentence), [announce, sentence]);
  const leave = (): void => {
    onAgain();
    void call('plan.discard');
  };
  async function goOn(): Promise<void> {
    const choice = { users: true, groups: true, inactive: false };
    const answer =
      kind === 'import'
        ? await call('import.preview', { choice, by: me })
        : await call('resync.preview', { by: me });
    if (!answer.ok) tell.problem(answer.error);
  }
  return (
    <Section title={text.jobs.endedTitles[kind][stage === 'Failed' || stage === 'Stopped' ? stage : 'Done']}>
      <div className={styles.stack}>
        {problem ? <ProblemBlock problem={problem} onRetry={leave} /> : null}
        <Text size={400}>{sentence}</Text>
        {result ? (
          <Facts
            rows={[
              { term: text.jobs.done, value: result.done },
              { term: text.jobs.failed, value: result.failed },
              { term: text.jobs.leftOut, value: result.leftOut },
              { term: text.jobs.by, value: by },
              { term: text.jobs.at, value: endedAt === null ? null : <Time at={endedAt} /> },
            ]}
          />
        ) : null}
        {stage === 'Done' && kind === 'import' ? <Text>{text.jobs.nextInOkta}</Text> : null}
        {result && result.failures.length > 0 ? (
          <ul className={styles.failures} aria-label={text.jobs.failures}>
            {result.failures.map(({ name, problem: failure }) => (
              <li key={name}>
                <Text weight="semibold">{name}</Text>
                <ProblemBlock problem={failure} mild />
              </li>
            ))}
          </ul>
        ) : null}
        <div className={styles.row}>
          {stage === 'Stopped' ? (
            <>
              <Button appearance="primary" onClick={() => void goOn()}>
                {text.jobs.continue}
              </Button>
              <Button onClick={leave}>{text.jobs.leave}</Button>
            </>
          ) : (
            <Button appearance="primary" onClick={leave}>
              {text.jobs.again[kind]}
            </Button>
          )}
          <Button onClick={() => go('activity', { sources: kind === 'import' ? 'Import' : 'Resync' })}>
            {text.jobs.openActivity}
          </Button>
        </div>
      </div>
    </Section>
  );
}
