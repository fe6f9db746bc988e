import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useLive } from '../api/host.ts';

/** Tells readers of a change of state: politely, and at once only when it is Blocked. */
export function StateVoice(): null {
  const { announce } = useAnnounce();
  const state = useLive(({ status }) => status?.state);
  const sentence = useLive(({ status }) => status?.sentence ?? '');
  const told = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (state !== undefined && told.current !== undefined && told.current !== state)
      announce(sentence, { alert: state === 'Blocked' });
    told.current = state;
  }, [announce, state, sentence]);
  return null;
}
