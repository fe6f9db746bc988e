import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { CheckView } from '../../../main/ipc/settings.ts';
import { useCall, useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { useReloadOn } from '../../api/use-reload-on.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Time } from '../../parts/time.tsx';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  list: { display: 'grid', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'start',
    paddingBlock: '12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXS },
  },
  words: { display: 'grid', overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3 },
  buttons: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

/** The four things that have to hold, each with its last proof. */
export function Checks(): ReactElement {
  const styles = useStyles();
  const checks = useLoad('checks.get');
  const since = useLive(({ status }) => `${status?.since ?? ''} ${status?.lastImport?.endedAt ?? ''}`);
  useReloadOn(since, checks.reload);
  return (
    <Section title={text.status.checks}>
      {checks.value ? (
        <ul className={styles.list}>
          {checks.value.map((check) => (
            <CheckRow
              key={check.name}
              check={check}
              onTested={(tested) =>
                checks.put((checks.value ?? []).map((old) => (old.name === tested.name ? tested : old)))
              }
            />
          ))}
        </ul>
      ) : checks.problem ? (
        <ProblemBlock problem={checks.problem} onRetry={checks.reload} />
      ) : (
        <Loading onRetry={checks.reload} />
      )}
    </Section>
  );
}

interface CheckRowProps {
  readonly check: CheckView;
  readonly onTested: (check: CheckView) => void;
}

function CheckRow({ check, onTested }: CheckRowProps): ReactElement {
  const { name, result, sentence, remedy, at } = check;
  const styles = useStyles();
  const call = useCall();
  const tell = useTell();
  const [testing, setTesting] = useState(false);
  const publicUrl = useLive(({ status }) => status?.setUp.publicUrl ?? null);
  const unknown = name === 'Public address' && publicUrl === null;
  async function test(): Promise<void> {
    setTesting(true);
    const answer = await call('checks.run', { name });
    setTesting(false);
    if (answer.ok) onTested(answer.value);
    else tell.problem(answer.error);
  }
  return (
    <li className={styles.row}>
      <ResultBadge result={result} />
      <div className={styles.words}>
        <Text weight="semibold">{name}</Text>
        <Text>{sentence}</Text>
        {remedy === null ? null : <Text className={styles.faint}>{remedy}</Text>}
        {at === null ? null : (
          <Text size={200} className={styles.faint}>
            {text.status.lastProof} <Time at={at} />
          </Text>
        )}
      </div>
      <div className={styles.buttons}>
        {name === 'Public address' && publicUrl !== null ? (
          <CopyButton value={publicUrl} what={text.status.address} />
        ) : null}
        {unknown ? (
          <Button onClick={() => go('settings', { section: 'listener' })}>{text.status.enterAddress}</Button>
        ) : (
          <Button disabled={testing} aria-label={`${text.common.test} ${name}`} onClick={() => void test()}>
            {testing ? text.common.testing : text.common.test}
          </Button>
        )}
      </div>
    </li>
  );
}
