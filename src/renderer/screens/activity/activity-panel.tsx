import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ActivityDetail } from '../../../main/ipc/activity.ts';
import { useCall } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { duration, fullTime } from '../../format.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';
import { sourceOf, whoOf } from './activity-columns.tsx';
import { CallList, ChangeTable, StepList } from './activity-parts.tsx';

const useStyles = makeStyles({
  head: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  block: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface ActivityPanelProps {
  readonly id: number;
  readonly onClose: () => void;
}

/** One change: its steps, what it changed, how to mend it, and what to quote. */
export function ActivityPanel({ id, onClose }: ActivityPanelProps): ReactElement {
  const detail = useLoad('activity.get', { id });
  const { value, problem, reload } = detail;
  return (
    <SidePanel title={value ? whoOf(value) : text.activity.detail} of={id} onClose={onClose}>
      {value ? (
        <Detail detail={value} onDismissed={reload} />
      ) : problem ? (
        <ProblemBlock problem={problem} onRetry={reload} />
      ) : (
        <Loading onRetry={reload} />
      )}
    </SidePanel>
  );
}

function Detail({
  detail,
  onDismissed,
}: {
  readonly detail: ActivityDetail;
  readonly onDismissed: () => void;
}): ReactElement {
  const styles = useStyles();
  const { action, result, sentence, steps, changes, calls, problem, requestId, retryAfter } = detail;
  return (
    <>
      <div className={styles.head}>
        <div className={styles.row}>
          <ResultBadge result={result} />
          <Text weight="semibold">{action}</Text>
        </div>
        <Text>{sentence}</Text>
        {result === 'Waiting' && retryAfter !== null ? (
          <Text>{text.activity.toldToWait(retryAfter)}</Text>
        ) : null}
      </div>
      {problem ? (
        <>
          <ProblemBlock problem={problem} requestId={requestId} />
          {detail.dealtWith ? <Text>{text.activity.dealtWith}</Text> : null}
          <Text>{detail.source === 'Client' ? text.activity.retryInOkta : text.activity.retryHere}</Text>
        </>
      ) : null}
      <Actions detail={detail} onDismissed={onDismissed} />
      {steps.length > 0 ? (
        <section className={styles.block} aria-labelledby="steps">
          <h3 id="steps" className={styles.title}>
            {text.activity.steps}
          </h3>
          <StepList steps={steps} />
        </section>
      ) : null}
      {changes.length > 0 ? (
        <section className={styles.block} aria-labelledby="changes">
          <h3 id="changes" className={styles.title}>
            {text.activity.changes}
          </h3>
          <ChangeTable changes={changes} />
        </section>
      ) : null}
      <section className={styles.block} aria-labelledby="details">
        <h3 id="details" className={styles.title}>
          {text.activity.details}
        </h3>
        <Facts
          rows={[
            { term: text.activity.columns.time, value: fullTime(detail.at) },
            { term: text.activity.columns.from, value: sourceOf(detail) },
            { term: text.people.signIn, value: detail.signInName },
            {
              term: text.activity.resource,
              value: detail.resourceId === null ? null : `${detail.type ?? ''} ${String(detail.resourceId)}`,
            },
            { term: text.activity.requestId, value: requestId },
            { term: text.activity.statusSent, value: detail.statusSent },
            { term: text.activity.attempts, value: detail.attempts > 1 ? detail.attempts : null },
            {
              term: text.activity.columns.took,
              value: detail.tookMs === null ? null : duration(detail.tookMs),
            },
          ]}
        />
        {calls.length > 0 ? <CallList calls={calls} /> : null}
        <div>
          <CopyButton value={JSON.stringify(detail, null, 2)} what={text.activity.detailsWhat} labelled />
        </div>
      </section>
    </>
  );
}

function Actions({
  detail,
  onDismissed,
}: {
  readonly detail: ActivityDetail;
  readonly onDismissed: () => void;
}): ReactElement | null {
  const styles = useStyles();
  const call = useCall();
  const tell = useTell();
  const { id, type, resourceId, requestId, result, source, dealtWith } = detail;
  async function dismiss(): Promise<void> {
    const answer = await call('activity.dismiss', { ids: [id] });
    if (!answer.ok) return tell.problem(answer.error);
    tell.done(text.activity.dismissed);
    onDismissed();
  }
  const again = source === 'Import' ? 'import' : source === 'Resync' ? 'resync' : null;
  return (
    <div className={styles.row}>
      {again !== null && result === 'Failed' ? (
        <Button onClick={() => go(again)}>{text.activity.again}</Button>
      ) : null}
      {type !== null && resourceId !== null ? (
        <Button onClick={() => go('people', { type, open: String(resourceId) })}>
          {type === 'User' ? text.activity.openUser : text.activity.openGroup}
        </Button>
      ) : null}
      {result === 'Failed' && !dealtWith ? (
        <Button onClick={() => void dismiss()}>{text.activity.dismiss}</Button>
      ) : null}
      {requestId === null ? null : <CopyButton value={requestId} what={text.activity.requestId} />}
    </div>
  );
}
