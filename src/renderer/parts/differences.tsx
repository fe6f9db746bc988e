import {
  Button,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { PlanDifference } from '../../main/ipc/jobs.ts';
import { text } from '../text.ts';

const useStyles = makeStyles({
  cell: {
    overflowWrap: 'anywhere',
    whiteSpace: 'normal',
    paddingBlock: '6px',
    verticalAlign: 'top',
    height: 'auto',
  },
  same: { color: tokens.colorNeutralForeground3 },
  changed: { fontWeight: tokens.fontWeightSemibold },
  mark: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

interface DifferencesProps {
  readonly rows: readonly PlanDifference[];
  /** Names of the two sides. */
  readonly here: string;
  readonly there: string;
}

/** Attribute by attribute: what differs first, what is the same folded. */
export function Differences({ rows, here, there }: DifferencesProps): ReactElement {
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const changed = rows.filter((row) => row.changed);
  const same = rows.filter((row) => !row.changed);
  const shown = all || changed.length === 0 ? [...changed, ...same] : changed;
  return (
    <>
      <Table size="small" aria-label={text.differences.caption}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{text.activity.attribute}</TableHeaderCell>
            <TableHeaderCell>{here}</TableHeaderCell>
            <TableHeaderCell>{there}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((row) => (
            <TableRow key={row.attribute}>
              <TableCell className={mergeClasses(styles.cell, row.changed ? styles.changed : styles.same)}>
                {row.attribute}
                <div className={styles.mark}>{text.differences.marks[markOf(row)]}</div>
              </TableCell>
              <TableCell className={mergeClasses(styles.cell, !row.changed && styles.same)}>
                {row.here ?? '–'}
              </TableCell>
              <TableCell className={mergeClasses(styles.cell, !row.changed && styles.same)}>
                {row.there ?? '–'}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {changed.length > 0 && same.length > 0 ? (
        <div>
          <Button appearance="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? text.differences.hide : text.differences.show(same.length)}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function markOf({ changed, here, there }: PlanDifference): 'same' | 'onlyThere' | 'onlyHere' | 'changed' {
  if (!changed) return 'same';
  if (here === null) return 'onlyThere';
  return there === null ? 'onlyHere' : 'changed';
}
