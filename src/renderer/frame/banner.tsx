import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useLive } from '../api/host.ts';
import { moment } from '../format.ts';
import { useMedia } from '../parts/use-media.ts';
import { useNow } from '../parts/time.tsx';
import { useProblemButton } from '../parts/use-problem-button.ts';
import { describeProblem } from '../problem.ts';
import { text } from '../text.ts';
import { useResume } from './use-pause.ts';

const useStyles = makeStyles({
  bar: { borderRadius: 0, borderInlineWidth: 0, borderTopWidth: 0, paddingInline: '32px', flexShrink: 0 },
  body: { whiteSpace: 'normal', paddingBlock: tokens.spacingVerticalS },
});

/** The one banner over every screen: it goes when the fact goes. */
export function Banner(): ReactElement | null {
  const state = useLive(({ status }) => status?.state);
  if (state !== 'Paused' && state !== 'Blocked') return null;
  return (
    <section aria-label={text.frame.banner}>
      {state === 'Paused' ? <PausedBanner /> : <BlockedBanner />}
    </section>
  );
}

/** The button stands beside the sentence where there is room. */
function useLayout(): 'singleline' | 'multiline' {
  return useMedia('(max-width: 639px)') ? 'multiline' : 'singleline';
}

function PausedBanner(): ReactElement | null {
  const styles = useStyles();
  const layout = useLayout();
  const now = useNow();
  const paused = useLive(({ status }) => status?.paused ?? null);
  const resume = useResume();
  if (!paused) return null;
  const until = paused.until === null ? null : moment(paused.until, now);
  return (
    <MessageBar intent="info" layout={layout} className={styles.bar}>
      <MessageBarBody className={styles.body}>
        {text.frame.pausedBy(paused.by, moment(paused.since, now), until)}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={resume}>{text.frame.resume}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function BlockedBanner(): ReactElement | null {
  const styles = useStyles();
  const layout = useLayout();
  const status = useLive((snapshot) => snapshot.status);
  const first = status?.problems[0];
  const button = useProblemButton(first?.code ?? 'APP-FAULT');
  if (!status) return null;
  const sentence = first ? describeProblem(first).title : status.sentence;
  return (
    <MessageBar intent="error" layout={layout} className={styles.bar}>
      <MessageBarBody className={styles.body}>{text.frame.blocked(sentence)}</MessageBarBody>
      {first && button ? (
        <MessageBarActions>
          <Button onClick={button.run} disabled={button.busy}>
            {button.label}
          </Button>
        </MessageBarActions>
      ) : null}
    </MessageBar>
  );
}
