import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { StatusView } from '../../../main/ipc/contract.ts';
import { Section } from '../../parts/section.tsx';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  step: { display: 'flex', columnGap: tokens.spacingHorizontalS, alignItems: 'start' },
  done: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  open: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
});

/** What is left to do on a new install. */
export function FirstSteps({ status }: { readonly status: StatusView }): ReactElement {
  const styles = useStyles();
  const { connected, endpoints, lastCallAt } = status.setUp;
  const steps = [
    { words: text.firstSteps.connect, done: connected },
    { words: text.firstSteps.imported, done: status.lastImport !== null },
    { words: text.firstSteps.token, done: endpoints > 0 },
    { words: text.firstSteps.called, done: lastCallAt !== null },
    { words: text.firstSteps.assign, done: false },
  ];
  const ready = steps.slice(0, 4).every(({ done }) => done);
  return (
    <Section title={text.firstSteps.title} hint={text.firstSteps.hint}>
      <ol className={styles.list}>
        {steps.map(({ words, done }) => (
          <li key={words} className={styles.step}>
            {done ? (
              <CheckmarkCircle20Filled className={styles.done} aria-label={text.firstSteps.done} />
            ) : (
              <Circle20Regular className={styles.open} aria-label={text.firstSteps.open} />
            )}
            <Text>{words}</Text>
          </li>
        ))}
      </ol>
      {ready ? null : (
        <div>
          <Button appearance="primary" onClick={() => go('setup')}>
            {text.firstSteps.go}
          </Button>
        </div>
      )}
    </Section>
  );
}
