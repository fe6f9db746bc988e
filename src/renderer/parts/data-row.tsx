import { Checkbox, makeStyles, mergeClasses, TableCell, TableRow, tokens } from '@fluentui/react-components';
import { memo, type ReactElement } from 'react';
import type { Column, Ticks } from './data-table.tsx';

const useStyles = makeStyles({
  row: {
    height: '2.75rem',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2 },
    // The last line is the border of the table.
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  open: {
    // The colours of results keep their contrast on it.
    backgroundColor: tokens.colorNeutralBackground2,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandForeground1}`,
  },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', height: 'auto' },
  tick: { width: '44px' },
  button: {
    display: 'block',
    width: '100%',
    padding: '4px 2px',
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

interface DataRowProps<R> {
  readonly row: R;
  readonly index: number;
  readonly columns: readonly Column<R>[];
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (row: R) => void;
  readonly onFocus: (index: number) => void;
  readonly ticks: Ticks<R> | undefined;
}

function Row<R>({
  row,
  index,
  columns,
  isActive,
  isOpen,
  onOpen,
  onFocus,
  ticks,
}: DataRowProps<R>): ReactElement {
  const styles = useStyles();
  const ticked = ticks?.of(row) ?? null;
  const tabIndex = isActive ? 0 : -1;
  return (
    <TableRow
      aria-rowindex={index + 2}
      data-index={index}
      className={mergeClasses(styles.row, isOpen && styles.open)}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('input, label')) return;
        onFocus(index);
        onOpen(row);
      }}
    >
      {ticks ? (
        <TableCell className={styles.tick}>
          {ticked === null ? null : (
            <Checkbox
              aria-labelledby={`row-${String(index)}`}
              tabIndex={tabIndex}
              checked={ticked}
              onChange={(_, { checked }) => ticks.onTick(row, checked === true)}
            />
          )}
        </TableCell>
      ) : null}
      {columns.map(({ id, cell, width }, column) => (
        <TableCell key={id} className={styles.cell} {...(width === undefined ? {} : { style: { width } })}>
          {column === 0 ? (
            <button
              type="button"
              id={`row-${String(index)}`}
              data-open=""
              className={styles.button}
              tabIndex={tabIndex}
              aria-expanded={isOpen}
              onFocus={() => onFocus(index)}
            >
              {cell(row)}
            </button>
          ) : (
            cell(row)
          )}
        </TableCell>
      ))}
    </TableRow>
  );
}

/** One row; its first cell is the button that opens it. */
export const DataRow = memo(Row) as typeof Row; // memo loses the type parameter
