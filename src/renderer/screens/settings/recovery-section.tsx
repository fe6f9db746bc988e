import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { useCall, useLive } from '../../api/host.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

/** Only while the data file is lost, or what came open with a restored one waits for a person. */
export function RecoverySection(): ReactElement | null {
  const code = useLive(({ status }) =>
    status?.problems
      .map((problem) => problem.code)
      .find((known) => known === 'APP-DATA' || known === 'APP-RESTORED'),
  );
  if (code === 'APP-DATA') return <Rebuild />;
  return code === 'APP-RESTORED' ? <Restored /> : null;
}

function Rebuild(): ReactElement {
  const call = useCall();
  const tell = useTell();
  const [asking, setAsking] = useState(false);
  async function rebuild(): Promise<void> {
    setAsking(false);
    const answer = await call('data.rebuild');
    if (answer.ok) tell.done(text.data.rebuilt);
    else tell.problem(answer.error);
  }
  return (
    <Section title={text.data.rebuildTitle} hint={text.data.rebuildHint}>
      <div>
        <Button onClick={() => setAsking(true)}>{text.data.rebuild}</Button>
      </div>
      <Confirm
        open={asking}
        title={text.data.rebuildTitle}
        action={text.data.rebuildAction}
        onClose={() => setAsking(false)}
        onConfirm={() => void rebuild()}
      >
        <Text>{text.data.rebuildWords}</Text>
      </Confirm>
    </Section>
  );
}

function Restored(): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const tell = useTell();
  async function decide(apply: boolean): Promise<void> {
    const answer = await call('restored.decide', { apply });
    if (!answer.ok) return tell.problem(answer.error);
    tell.done(text.data.decided(apply, answer.value.changes));
  }
  return (
    <Section title={text.data.openTitle} hint={text.data.openHint}>
      <div className={styles.row}>
        <Button onClick={() => void decide(true)}>{text.data.openApply}</Button>
        <Button onClick={() => void decide(false)}>{text.data.openLeave}</Button>
      </div>
    </Section>
  );
}
