import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ActivityStep, AttributeChange, SecretServerCall } from '../../../main/ipc/activity.ts';
import { duration, exactTime } from '../../format.ts';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  steps: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  step: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
  },
  words: { display: 'grid', overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3 },
  wrap: { overflowWrap: 'anywhere', whiteSpace: 'normal', paddingBlock: '6px', verticalAlign: 'top' },
  calls: { display: 'grid', rowGap: '2px', margin: 0, padding: 0, listStyleType: 'none' },
  mono: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** Received, matched, sent, saved: how far it came. */
export function StepList({ steps }: { readonly steps: readonly ActivityStep[] }): ReactElement {
  const styles = useStyles();
  return (
    <ol className={styles.steps}>
      {steps.map(({ name, result, at, sentence }) => (
        <li key={name} className={styles.step}>
          <ResultBadge result={result} />
          <div className={styles.words}>
            <Text weight="semibold">{name}</Text>
            <Text className={styles.faint}>
              {sentence}
              {at === null ? null : ` ${exactTime(at)}`}
            </Text>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Attribute, before, after. */
export function ChangeTable({ changes }: { readonly changes: readonly AttributeChange[] }): ReactElement {
  const styles = useStyles();
  return (
    <Table size="small" aria-label={text.activity.changes}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{text.activity.attribute}</TableHeaderCell>
          <TableHeaderCell>{text.activity.before}</TableHeaderCell>
          <TableHeaderCell>{text.activity.after}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {changes.map(({ attribute, before, after }) => (
          <TableRow key={attribute}>
            <TableCell className={styles.wrap}>{attribute}</TableCell>
            <TableCell className={styles.wrap}>{before ?? text.activity.nothing}</TableCell>
            <TableCell className={styles.wrap}>{after ?? text.activity.nothing}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** What was asked of Secret Server. */
export function CallList({ calls }: { readonly calls: readonly SecretServerCall[] }): ReactElement {
  const styles = useStyles();
  return (
    <ol className={styles.calls} aria-label={text.activity.calls}>
      {calls.map(({ method, path, status, ms }, index) => (
        <li key={`${String(index)} ${path}`}>
          <Text size={200} className={styles.mono}>
            {method} {path} → {status ?? text.activity.noAnswer} ({duration(ms)})
          </Text>
        </li>
      ))}
    </ol>
  );
}
