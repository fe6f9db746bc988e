import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';

const pageRows = 10;

/** One row of a table can be reached by Tab; the arrows move it. */
export function useRovingRow(
  rows: number,
  scroll: RefObject<HTMLElement | null>,
  bringIntoView: (index: number) => void,
): {
  readonly active: number;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onFocus: (index: number) => void;
} {
  const [active, setActive] = useState(0);
  const [moved, setMoved] = useState(0);
  const at = Math.max(0, Math.min(active, rows - 1));
  useEffect(() => {
    if (moved === 0) return;
    bringIntoView(at);
    // The row is drawn by the frame after it was scrolled to.
    const frame = window.requestAnimationFrame(() =>
      scroll.current
        ?.querySelector<HTMLElement>(`[data-index="${String(at)}"] [data-open]`)
        ?.focus({ preventScroll: true }),
    );
    return () => window.cancelAnimationFrame(frame);
    // Only when a key moved it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [moved]);
  return {
    active: at,
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
