import { useLayoutEffect, useRef, type RefObject } from 'react';

/** The newest value, for what runs after the render: a timer, an answer, a key. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
