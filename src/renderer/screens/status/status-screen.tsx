import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, type ReactElement } from 'react';
import { useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { useReloadOn } from '../../api/use-reload-on.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Screen } from '../../parts/screen.tsx';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';
import { Checks } from './checks.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Headline } from './headline.tsx';
import { LastRuns } from './last-runs.tsx';
import { Numbers } from './numbers.tsx';
import { PauseButton } from './pause-button.tsx';

const Charts = lazy(async () => ({ default: (await import('./charts.tsx')).Charts }));

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXL },
  problems: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

interface StatusScreenProps {
  /** The code of a problem that a menu or a notification led to. */
  readonly focus: string | null;
}

/** How it stands: one state, what is wrong, the four proofs, the numbers. */
export function StatusScreen({ focus }: StatusScreenProps): ReactElement {
  const styles = useStyles();
  const status = useLive((snapshot) => snapshot.status);
  const newest = useLive((snapshot) => snapshot.newest);
  const numbers = useLoad('activity.numbers');
  useReloadOn(newest, numbers.reload);
  const shown = status !== null;
  useEffect(() => {
    if (focus === null || !shown) return;
    document.querySelector<HTMLElement>(`[data-problem="${CSS.escape(focus)}"] button`)?.focus();
  }, [focus, shown]);
  if (!status) {
    return (
      <Screen title={text.frame.status}>
        <Loading onRetry={() => window.location.reload()} lines={8} />
      </Screen>
    );
  }
  const mild = status.state !== 'Blocked';
  const setUp = status.state !== 'Not set up';
  const isNew = numbers.value !== undefined && Object.values(numbers.value.week).every((n) => n === 0);
  return (
    <Screen title={text.frame.status} actions={setUp ? <Actions /> : null}>
      <div className={styles.stack}>
        <Headline status={status} />
        {status.problems.length === 0 ? null : (
          <ul className={styles.problems} aria-label={text.status.problems}>
            {status.problems.map((problem) => (
              <li key={`${problem.code} ${problem.title}`}>
                <ProblemBlock problem={problem} mild={mild} />
              </li>
            ))}
          </ul>
        )}
        {isNew || !setUp ? <FirstSteps status={status} /> : null}
        <Checks />
        {numbers.value ? (
          <>
            <Numbers numbers={numbers.value} />
            {isNew ? null : (
              <Suspense fallback={<Loading onRetry={numbers.reload} lines={6} />}>
                <Charts hours={numbers.value.hours} />
              </Suspense>
            )}
          </>
        ) : numbers.problem ? (
          <ProblemBlock problem={numbers.problem} onRetry={numbers.reload} />
        ) : (
          <Loading onRetry={numbers.reload} />
        )}
        <LastRuns status={status} />
      </div>
    </Screen>
  );
}

function Actions(): ReactElement {
  return (
    <>
      <PauseButton />
      <Button onClick={() => go('resync')}>{text.status.resync}</Button>
    </>
  );
}
