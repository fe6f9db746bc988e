import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState, type ReactElement } from 'react';
import { text } from '../text.ts';

const useStyles = makeStyles({
  rows: { display: 'grid', rowGap: tokens.spacingVerticalM, maxWidth: '40rem' },
  still: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
});

interface LoadingProps {
  readonly onRetry: () => void;
  /** Of the skeleton. */
  readonly lines?: number;
}

/** Nothing for 200 ms, then a skeleton, after 5 s a way out. */
export function Loading({ onRetry, lines = 4 }: LoadingProps): ReactElement | null {
  const styles = useStyles();
  const shown = useAfter(200);
  const slow = useAfter(5_000);
  if (!shown) return null;
  return (
    <div className={styles.rows} aria-busy="true">
      {slow ? (
        <output className={styles.still}>
          <Text>{text.loading.still}</Text>
          <Button onClick={onRetry}>{text.loading.retry}</Button>
        </output>
      ) : null}
      <Skeleton aria-label={text.loading.label} className={styles.rows}>
        {Array.from({ length: lines }, (_, line) => (
          <SkeletonItem key={line} size={line === 0 ? 32 : 20} />
        ))}
      </Skeleton>
    </div>
  );
}

/** Whether this long has passed since the part appeared. Milliseconds. */
function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setPassed(true), ms);
    return () => window.clearTimeout(timer);
  }, [ms]);
  return passed;
}
