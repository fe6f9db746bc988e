import { useState } from 'react';
import type { CheckView } from '../../main/ipc/settings.ts';
import { useCall } from '../api/host.ts';
import { refreshEvent } from '../api/use-load.ts';
import { isKnownCode } from '../problem.ts';
import { problemActions } from '../problem-actions.ts';
import { go } from '../navigate.ts';
import { problemText } from '../text/problems.ts';

/** The one button that a problem has; null where it can only be tried again and nothing here can. */
export function useProblemButton(
  code: string,
  onRetry?: () => void,
): { readonly label: string; readonly busy: boolean; readonly run: () => void } | null {
  const call = useCall();
  const [busy, setBusy] = useState(false);
  async function check(name: CheckView['name']): Promise<void> {
    setBusy(true);
    await call('checks.run', { name });
    setBusy(false);
    window.dispatchEvent(new Event(refreshEvent));
  }
  const known = isKnownCode(code) ? code : 'APP-FAULT';
  const action = problemActions[known];
  const { button: label } = problemText[known];
  switch (action.kind) {
    case 'go':
      return { label, busy: false, run: () => go(action.screen, action.params) };
    case 'retry':
      return onRetry ? { label, busy: false, run: onRetry } : null;
    case 'check':
      return {
        label,
        busy,
        run: () => void check(action.name),
      };
  }
}
