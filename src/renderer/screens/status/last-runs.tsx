import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { StatusView } from '../../../main/ipc/contract.ts';
import { useLive } from '../../api/host.ts';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { routeTo } from '../../route.ts';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  run: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'start',
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  words: { display: 'grid' },
  faint: { color: tokens.colorNeutralForeground3 },
});

/** The last import and the last resync. */
export function LastRuns({ status }: { readonly status: StatusView }): ReactElement {
  const styles = useStyles();
  const job = useLive((snapshot) => snapshot.job);
  const resync = job?.kind === 'resync' && job.endedAt !== null ? job : null;
  const { lastImport } = status;
  return (
    <Section title={text.status.lastRuns}>
      <div className={styles.run}>
        <Text weight="semibold">{text.frame.import}</Text>
        <div className={styles.words}>
          <Text>{lastImport?.sentence ?? text.status.noImport}</Text>
          {lastImport && lastImport.absentUsers > 0 ? (
            <Text>{text.status.absent(lastImport.absentUsers)}</Text>
          ) : null}
          {lastImport ? (
            <Text size={200} className={styles.faint}>
              <Time at={lastImport.endedAt} />
            </Text>
          ) : null}
        </div>
        <Link href={routeTo('import')}>{text.status.openImport}</Link>
      </div>
      <div className={styles.run}>
        <Text weight="semibold">{text.jobs.resync}</Text>
        <div className={styles.words}>
          <Text>{resync?.result?.sentence ?? text.status.noResync}</Text>
          {resync?.endedAt ? (
            <Text size={200} className={styles.faint}>
              {text.status.byWhom(resync.by)} <Time at={resync.endedAt} />
            </Text>
          ) : null}
        </div>
        <Link href={routeTo('resync')}>{text.status.openResync}</Link>
      </div>
    </Section>
  );
}
