import { useEffect, useRef, useState } from 'react';
import { useLatest } from '../api/use-latest.ts';

/** Waits until a person pauses typing. Milliseconds. */
const pauseMs = 250;

/** A text that is being typed, handed on when it rests. */
export function useTyped(start: string, onRest: (typed: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(start);
  const rest = useLatest(onRest);
  const told = useRef(start);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = window.setTimeout(() => {
      told.current = typed;
      rest.current(typed);
    }, pauseMs);
    return () => window.clearTimeout(timer);
  }, [typed, rest]);
  return [typed, setTyped];
}
