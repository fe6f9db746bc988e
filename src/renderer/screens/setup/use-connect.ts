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
  /** What was tested; the fields may hold another address by now. */
  readonly url: string;
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
    url: '',
    checks: [],
    problem: null,
  });
  return {
    state,
    async connect(draft) {
      setState((before) => ({ ...before, running: true, problem: null }));
      const request = connectRequest(draft);
      const answer = await call('secretServer.connect', request);
      const { connected, checks } = answer.ok ? answer.value : { connected: false, checks: [] };
      const problem = answer.ok ? null : answer.error;
      setState({ running: false, connected, url: request.url, checks, problem });
      announce(connected ? text.connect.stored : text.connect.notStored);
      return connected;
    },
  };
}
