import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactElement } from 'react';
import { useHost, useLive } from '../api/host.ts';
import type { Snapshot } from '../api/live.ts';
import { describeProblem } from '../problem.ts';
import { StateIcon } from '../parts/state-icon.tsx';
import { text } from '../text.ts';

const useStyles = makeStyles({
  whole: {
    display: 'grid',
    alignContent: 'center',
    justifyItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    minHeight: '100%',
    padding: '32px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    outlineStyle: 'none',
  },
  words: { maxWidth: '32rem' },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
});

/** The host is gone: what that means, and the way back. It closes by itself when the host answers again. */
export function Lost({ why }: { readonly why: NonNullable<Snapshot['lost']> }): ReactElement {
  const styles = useStyles();
  const { link } = useHost();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { shell } = link;
  const problem = useLive(({ status }) => status?.problems[0]);
  // The desktop still hears why from its own process; a browser does not.
  const told = shell && problem ? describeProblem(problem) : null;
  return (
    <main className={styles.whole}>
      <StateIcon state="Blocked" size={40} />
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {why === 'gone' ? (told?.title ?? text.lost.title) : text.lost.signedOutTitle}
      </h1>
      {told ? (
        <>
          <Text className={styles.words}>{text.lost.waits}</Text>
          <Text className={styles.words}>{told.remedy}</Text>
          <Text className={styles.words}>{text.lost.here}</Text>
        </>
      ) : (
        <Text className={styles.words}>{why === 'gone' ? text.lost.browser : text.lost.signedOut}</Text>
      )}
      <Spinner size="tiny" label={text.lost.trying} />
      {shell ? (
        <div className={styles.buttons}>
          <Button onClick={() => void shell.call('app.restart', {})}>{text.lost.restart}</Button>
          <Button onClick={() => void shell.call('folder.open', { folder: 'logs' })}>
            {text.lost.openLogs}
          </Button>
        </div>
      ) : null}
    </main>
  );
}
