import {
  Checkbox,
  makeStyles,
  Table,
  TableBody,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import {
  Fragment,
  useEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { DataRow } from './data-row.tsx';
import { useRovingRow } from './use-roving-row.ts';
import { useWidth } from './use-width.ts';

export interface Column<R> {
  readonly id: string;
  readonly name: string;
  /** CSS width; absent: a share of what is left. */
  readonly width?: string;
  readonly cell: (row: R) => ReactNode;
  /** Left out of a table that is narrower than this, CSS pixels. */
  readonly from?: number;
}

/** Rows that can be chosen. */
export interface Ticks<R> {
  /** null: this one cannot be ticked. */
  readonly of: (row: R) => boolean | null;
  readonly onTick: (row: R, ticked: boolean) => void;
  readonly all: {
    readonly ticked: boolean | 'mixed';
    readonly label: string;
    readonly onTick: (ticked: boolean) => void;
  } | null;
}

export interface DataTableProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** Rows that there are in all; null: not known. */
  readonly total: number | null;
  readonly idOf: (row: R) => number;
  /** The row whose details are open. */
  readonly openId: number | null;
  readonly onOpen: (row: R) => void;
  /** The end of what is loaded came into view. */
  readonly onEnd: () => void;
  readonly ticks?: Ticks<R> | undefined;
}

/** Of a row, in rem: grows with the size of text. */
const rowRem = 2.75;

const useStyles = makeStyles({
  scroll: {
    flexGrow: 1,
    flexShrink: 0,
    flexBasis: 0,
    minHeight: '16rem',
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  head: { position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground2 },
  headCell: {
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    '& > button, & > div': { fontWeight: 'inherit' },
  },
  tick: { width: '44px' },
  // Out of the flow it would count as the first row, whose widths the columns take.
  caption: { height: 0, lineHeight: 0, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
  space: { border: 0, padding: 0 },
});

/** Any number of rows: only those in view are in the page. Arrows move, Enter opens, Space ticks. */
export function DataTable<R>(props: DataTableProps<R>): ReactElement {
  const { caption, rows, total, idOf, openId, onOpen, onEnd, ticks } = props;
  const styles = useStyles();
  const scroll = useRef<HTMLDivElement>(null);
  const width = useWidth(scroll);
  const columns = useMemo(
    () => props.columns.filter(({ from = 0 }) => width >= from),
    [props.columns, width],
  );
  const roving = useRovingRow(rows.length);
  const { active, moved } = roving;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : idOf(row);
    },
    overscan: 8,
    // The row that has the focus stays, or the focus would be lost with it.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), active])].toSorted((a, b) => a - b),
    scrollPaddingStart: 48,
    scrollPaddingEnd: 48,
  });
  const cells = columns.length + (ticks ? 1 : 0);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1);

  useEffect(() => {
    if (moved === 0) return;
    const row = scroll.current?.querySelector<HTMLElement>(`[data-index="${String(active)}"] [data-open]`);
    row?.focus({ preventScroll: true });
    virtualizer.scrollToIndex(active);
    // Only when a key moved it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [moved]);

  const endInView = last !== undefined && last.index >= rows.length - 20;
  useEffect(() => {
    if (endInView) onEnd();
  }, [endInView, rows.length, onEnd]);

  function onKey(event: KeyboardEvent<HTMLDivElement>): void {
    const row = rows[active];
    if (event.key === ' ' && ticks && row !== undefined && isRowButton(event.target)) {
      const ticked = ticks.of(row);
      if (ticked !== null) ticks.onTick(row, !ticked);
      event.preventDefault();
    } else if (event.key.toLowerCase() === 'a' && event.ctrlKey && ticks?.all) {
      ticks.all.onTick(ticks.all.ticked !== true);
      event.preventDefault();
    } else {
      roving.onKey(event);
    }
  }

  return (
    // Keys come from the rows' own buttons; the box only hears them.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={scroll} className={styles.scroll} onKeyDown={onKey}>
      <Table aria-rowcount={(total ?? rows.length) + 1}>
        <caption className={styles.caption}>{caption}</caption>
        <TableHeader className={styles.head}>
          <TableRow aria-rowindex={1}>
            {ticks ? (
              <TableHeaderCell className={styles.tick}>
                {ticks.all ? (
                  <Checkbox
                    aria-label={ticks.all.label}
                    checked={ticks.all.ticked}
                    onChange={(_, { checked }) => ticks.all?.onTick(checked === true)}
                  />
                ) : null}
              </TableHeaderCell>
            ) : null}
            {columns.map(({ id, name, width: wide }) => (
              <TableHeaderCell
                key={id}
                className={styles.headCell}
                {...(wide === undefined ? {} : { style: { width: wide } })}
              >
                {name}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {items.map((item, at) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <Fragment key={item.key}>
                <Space height={gapBefore(items, at)} columns={cells} />
                <DataRow
                  row={row}
                  index={item.index}
                  columns={columns}
                  isActive={item.index === active}
                  isOpen={idOf(row) === openId}
                  onOpen={onOpen}
                  onFocus={roving.onFocus}
                  ticks={ticks}
                />
              </Fragment>
            );
          })}
          <Space height={virtualizer.getTotalSize() - (last?.end ?? 0)} columns={cells} />
        </TableBody>
      </Table>
    </div>
  );
}

/** CSS pixels between a row that is drawn and the one before it. */
function gapBefore(items: readonly VirtualItem[], at: number): number {
  return (items[at]?.start ?? 0) - (items[at - 1]?.end ?? 0);
}

function isRowButton(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset['open'] !== undefined;
}

/** Stands for the rows that are not in view. */
function Space({
  height,
  columns,
}: {
  readonly height: number;
  readonly columns: number;
}): ReactElement | null {
  const styles = useStyles();
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
      <td colSpan={columns} className={styles.space} style={{ height }} />
    </tr>
  );
}
