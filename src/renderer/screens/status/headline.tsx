import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { State, StatusView } from '../../../main/ipc/contract.ts';
import { StateIcon } from '../../parts/state-icon.tsx';
import { ListTime } from '../../parts/time.tsx';
import { headlineWords } from '../../headline-words.ts';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    alignItems: 'center',
    columnGap: '20px',
    padding: '20px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  good: { backgroundColor: tokens.colorStatusSuccessBackground1 },
  warn: { backgroundColor: tokens.colorStatusWarningBackground1 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1 },
  plain: {},
  words: { display: 'grid', rowGap: '2px', minWidth: 0 },
  state: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  since: { color: tokens.colorNeutralForeground3 },
});

const tones: Readonly<Record<State, 'good' | 'warn' | 'bad' | 'plain'>> = {
  Running: 'good',
  Working: 'plain',
  Starting: 'plain',
  Paused: 'plain',
  'Needs attention': 'warn',
  Blocked: 'bad',
  'Not set up': 'plain',
};

/** The state in a word and a sentence: the same value that the tray shows. */
export function Headline({ status }: { readonly status: StatusView }): ReactElement {
  const styles = useStyles();
  const { word, sentence } = headlineWords(status);
  return (
    <section
      aria-label={text.status.headline}
      className={mergeClasses(styles.card, styles[tones[status.state]])}
    >
      <StateIcon state={status.state} size={40} />
      <div className={styles.words}>
        <h2 className={styles.state}>{word}</h2>
        {sentence === '' ? null : <Text>{sentence}</Text>}
        <Text size={200} className={styles.since}>
          {text.status.since} <ListTime at={status.since} />
        </Text>
      </div>
    </section>
  );
}
