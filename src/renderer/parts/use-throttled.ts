import { useEffect, useRef, useState } from 'react';

/** The value, renewed at most this often; the last one always arrives. Milliseconds. */
export function useThrottled<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    const wait = shownAt.current + everyMs - performance.now();
    const timer = window.setTimeout(
      () => {
        shownAt.current = performance.now();
        setShown(value);
      },
      Math.max(0, wait),
    );
    return () => window.clearTimeout(timer);
  }, [value, everyMs]);
  return shown;
}
