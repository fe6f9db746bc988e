import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Check } from '../../main/ipc/contract.ts';
import { text } from '../text.ts';
import { Certificate } from './certificate.tsx';
import { ResultBadge } from './result-badge.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: '10px', margin: 0, padding: 0, listStyleType: 'none' },
  line: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  words: { display: 'grid', overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3 },
});

interface CheckLinesProps {
  readonly checks: readonly Check[];
  /** What was checked; the saved address unless told. */
  readonly url?: string;
}

/** The connection check line by line: what was looked at, what came out, and how to mend it. */
export function CheckLines({ checks, url }: CheckLinesProps): ReactElement {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  // They come below the fields: whoever pressed Test looks for them.
  useEffect(() => {
    if (checks.length > 0) list.current?.scrollIntoView({ block: 'nearest' });
  }, [checks]);
  return (
    <ul ref={list} className={styles.list} aria-label={text.connect.results}>
      {checks.map(({ name, result, sentence, remedy }) => (
        <li key={name} className={styles.line}>
          <ResultBadge result={result} word={text.connect.words[result]} />
          <div className={styles.words}>
            <Text weight="semibold">{name}</Text>
            <Text className={styles.faint}>{upperFirst(sentence)}</Text>
            {remedy === undefined ? null : <Text>{`${remedy}.`}</Text>}
            {name === 'Certificate' && result === 'failed' ? (
              <Certificate {...(url === undefined ? {} : { url })} />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
