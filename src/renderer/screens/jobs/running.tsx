import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { JobView } from '../../../main/ipc/jobs.ts';
import { useCall } from '../../api/host.ts';
import { Progress } from '../../parts/progress.tsx';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  stack: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    maxWidth: '40rem',
  },
  faint: { color: tokens.colorNeutralForeground3 },
});

/** A job under way: how far it is, and the way to stop it. */
export function Running({ job }: { readonly job: JobView }): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const tell = useTell();
  async function stop(): Promise<void> {
    const answer = await call('job.stop');
    if (!answer.ok) tell.problem(answer.error);
  }
  const applying = job.stage === 'Applying';
  return (
    <Section title={applying ? text.jobs.applying : text.jobs.reading}>
      <div className={styles.stack}>
        {job.progress ? <Progress progress={job.progress} startedAt={job.startedAt} /> : null}
        <Text className={styles.faint}>{applying ? text.jobs.stopKeeps : text.jobs.readsOnly}</Text>
        <div>
          <Button onClick={() => void stop()}>{text.jobs.stop}</Button>
        </div>
      </div>
    </Section>
  );
}
