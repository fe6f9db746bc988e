import { useEffect, useRef } from 'react';

/** At most this often while changes keep coming. Milliseconds. */
const calmMs = 1_000;

/** Reads again soon after a value changed: many changes in a row are one reading. */
export function useReloadOn(value: unknown, reload: () => void): void {
  const first = useRef(value);
  useEffect(() => {
    if (first.current === value) return;
    first.current = value;
    const timer = window.setTimeout(reload, calmMs);
    return () => window.clearTimeout(timer);
  }, [value, reload]);
}
