import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { size } from '../../format.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalXS, margin: 0, paddingInlineStart: '20px' },
  faint: { color: tokens.colorNeutralForeground3 },
  saved: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

/** Shows what would be saved before it is. */
export function Diagnostics(): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const [asked, setAsked] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  async function save(): Promise<void> {
    const answer = await call('diagnostics.save');
    setProblem(answer.ok ? null : answer.error);
    setPath(answer.ok ? answer.value.path : null);
  }
  return (
    <Section title={text.diagnostics.title} id="diagnostics" hint={text.diagnostics.hint}>
      {asked ? <Files /> : null}
      {problem ? <ProblemBlock problem={problem} onRetry={() => void save()} /> : null}
      <output>
        {path === null ? null : (
          <div className={styles.saved}>
            <Text>{text.diagnostics.saved(path)}</Text>
            <CopyButton value={path} what={text.diagnostics.path} />
          </div>
        )}
      </output>
      <div>
        {asked ? (
          <Button appearance="primary" onClick={() => void save()}>
            {text.diagnostics.save}
          </Button>
        ) : (
          <Button onClick={() => setAsked(true)}>{text.diagnostics.show}</Button>
        )}
      </div>
    </Section>
  );
}

function Files(): ReactElement {
  const styles = useStyles();
  const files = useLoad('diagnostics.list');
  if (files.problem) return <ProblemBlock problem={files.problem} onRetry={files.reload} />;
  if (!files.value) return <Loading onRetry={files.reload} />;
  return (
    <ul className={styles.list} aria-label={text.diagnostics.files}>
      {files.value.map(({ name, bytes, holds }) => (
        <li key={name}>
          <Text>{name}</Text>{' '}
          <Text className={styles.faint}>
            {size(bytes)} · {holds}
          </Text>
        </li>
      ))}
    </ul>
  );
}
