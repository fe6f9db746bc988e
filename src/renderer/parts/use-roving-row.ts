import { useState, type KeyboardEvent } from 'react';

const pageRows = 10;

/** One row of a table can be reached by Tab; the arrows move it. */
export interface RovingRow {
  readonly active: number;
  /** Grows with every key that moved it: then the row wants the focus. */
  readonly moved: number;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onFocus: (index: number) => void;
}

export function useRovingRow(rows: number): RovingRow {
  const [active, setActive] = useState(0);
  const [moved, setMoved] = useState(0);
  const at = Math.max(0, Math.min(active, rows - 1));
  return {
    active: at,
    moved,
    onFocus: setActive,
    onKey(event) {
      const inRow = event.target instanceof Element && event.target.closest('[data-index]');
      const to = inRow ? target(event.key, at, rows) : null;
      if (to === null) return;
      event.preventDefault();
      setActive(to);
      setMoved((count) => count + 1);
    },
  };
}

function target(key: string, at: number, rows: number): number | null {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: rows - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(to, rows - 1));
}
