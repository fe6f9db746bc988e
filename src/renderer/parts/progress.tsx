import { makeStyles, Text, tokens, useAnnounce } from '@fluentui/react-components';
import { useEffect, useId, useRef, type ReactElement } from 'react';
import type { JobProgress } from '../../main/ipc/jobs.ts';
import { clockTime, count } from '../format.ts';
import { timeLeft } from '../time-left.ts';
import { text } from '../text.ts';
import { useNow } from './time.tsx';
import { useThrottled } from './use-throttled.ts';

/** At most two new texts a second. Milliseconds. */
const textMs = 500;
/** Without a movement for this long it is said. Milliseconds. */
const quietMs = 30_000;

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXS },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
  },
  bar: {
    width: '100%',
    height: '6px',
    appearance: 'none',
    border: 0,
    borderRadius: '3px',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralStroke2,
    '::-webkit-progress-bar': { backgroundColor: tokens.colorNeutralStroke2 },
    '::-webkit-progress-value': { backgroundColor: tokens.colorCompoundBrandBackground },
    '@media (forced-colors: active)': { appearance: 'auto', height: '16px' },
    ':indeterminate': { appearance: 'auto', accentColor: tokens.colorCompoundBrandBackground },
  },
  faint: { color: tokens.colorNeutralForeground3 },
});

interface ProgressProps {
  readonly progress: JobProgress;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** Phase, count and bar; spoken at each quarter only. */
export function Progress({ progress, startedAt }: ProgressProps): ReactElement {
  const styles = useStyles();
  const id = useId();
  const now = useNow(1_000);
  const { phase, done, total, movedAt } = useThrottled(progress, textMs);
  useQuarters(progress);
  const quiet = now - Date.parse(movedAt) > quietMs;
  const left = timeLeft({ done, total, elapsedMs: now - Date.parse(startedAt) });
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <Text id={id} weight="semibold">
          {text.progress.phases[phase]}
        </Text>
        <Text>
          {total === null ? text.progress.soFar(done) : text.progress.of(count(done), count(total))}
          {left === null ? '' : ` · ${left}`}
        </Text>
      </div>
      <progress
        className={styles.bar}
        aria-labelledby={id}
        {...(total === null || total === 0 ? {} : { value: done, max: total })}
      />
      {quiet ? <Text className={styles.faint}>{text.progress.waiting(clockTime(movedAt))}</Text> : null}
    </div>
  );
}

function useQuarters({ phase, done, total }: JobProgress): void {
  const { announce } = useAnnounce();
  const quarter = total === null || total === 0 ? null : Math.floor((4 * done) / total) * 25;
  const told = useRef('');
  useEffect(() => {
    if (quarter === null || told.current === `${phase} ${String(quarter)}`) return;
    told.current = `${phase} ${String(quarter)}`;
    announce(text.progress.spoken(text.progress.phases[phase], quarter));
  }, [announce, phase, quarter]);
}
