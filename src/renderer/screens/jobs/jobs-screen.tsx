import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { JobKind } from '../../../main/ipc/jobs.ts';
import { useLive } from '../../api/host.ts';
import { Screen } from '../../parts/screen.tsx';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';
import { Choose } from './choose.tsx';
import { OtherRuns } from './other-runs.tsx';
import { ResultStage } from './result-stage.tsx';
import { Review } from './review.tsx';
import { Running } from './running.tsx';
import { stageOf } from './stage.ts';
import { Stages } from './stages.tsx';
import { useFreshStart } from './use-fresh-start.ts';

const useStyles = makeStyles({
  stack: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    flexGrow: 1,
  },
  tabs: { marginInlineStart: '-12px' },
});

/** Import and resync: two tabs, the same five stages; one job at a time. */
export function JobsScreen({
  kind,
  params,
}: {
  readonly kind: JobKind;
  readonly params: URLSearchParams;
}): ReactElement {
  const styles = useStyles();
  const job = useLive((snapshot) => snapshot.job);
  const fresh = useFreshStart();
  const mine = job !== null && job.kind === kind && !fresh.isPast(job) ? job : null;
  const stage = stageOf(mine);
  return (
    <Screen fill title={text.frame.import}>
      <TabList
        className={styles.tabs}
        selectedValue={kind}
        aria-label={text.jobs.tabs}
        onTabSelect={(_, { value }) => go(value === 'resync' ? 'resync' : 'import')}
      >
        <Tab value="import" id="tab-import">
          {text.jobs.importTab}
        </Tab>
        <Tab value="resync" id="tab-resync">
          {text.jobs.resyncTab}
        </Tab>
      </TabList>
      <div role="tabpanel" aria-labelledby={`tab-${kind}`} className={styles.stack}>
        <Stages current={stage} />
        {job !== null && job.kind !== kind && job.endedAt === null ? (
          <OtherRuns job={job} />
        ) : mine === null ? (
          <Choose kind={kind} />
        ) : stage === 'Read' || stage === 'Apply' ? (
          <Running job={mine} />
        ) : stage === 'Review' && mine.plan ? (
          <Review key={mine.startedAt} job={mine} plan={mine.plan} params={params} />
        ) : (
          <ResultStage job={mine} onAgain={() => fresh.start(mine)} />
        )}
      </div>
    </Screen>
  );
}
