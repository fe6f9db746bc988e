import { useAnnounce } from '@fluentui/react-components';
import { useState } from 'react';
import type { Check } from '../../../main/ipc/contract.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { text } from '../../text.ts';
import { connectRequest, type ConnectDraft } from './connect-draft.ts';

export interface ConnectState {
  readonly running: boolean;
  readonly connected: boolean;
  readonly checks: readonly Check[];
  readonly problem: ProblemView | null;
}

/** Tests a connection and stores it when it works. */
export function useConnect(): {
  readonly state: ConnectState;
  /** @returns whether it is stored. */
  readonly connect: (draft: ConnectDraft) => Promise<boolean>;
} {
  const call = useCall();
  const { announce } = useAnnounce();
  const [state, setState] = useState<ConnectState>({
    running: false,
    connected: false,
    checks: [],
    problem: null,
  });
  return {
    state,
    async connect(draft) {
      setState((before) => ({ ...before, running: true, problem: null }));
      const answer = await call('secretServer.connect', connectRequest(draft));
      const { connected, checks } = answer.ok ? answer.value : { connected: false, checks: [] };
      setState({ running: false, connected, checks, problem: answer.ok ? null : answer.error });
      announce(connected ? text.connect.stored : text.connect.notStored);
      return connected;
    },
  };
}
