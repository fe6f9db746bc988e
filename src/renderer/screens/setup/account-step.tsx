import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useLive } from '../../api/host.ts';
import { CheckLines } from '../../parts/check-lines.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { text } from '../../text.ts';
import { AccountFields } from './account-fields.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './steps.ts';
import { useConnect } from './use-connect.ts';

/** Ends with the proof that the account signs in and has each right. */
export function AccountStep({ draft, onChange, onNext, onBack }: StepProps): ReactElement {
  const { connect, state } = useConnect();
  const [tried, setTried] = useState(false);
  const saved = useLive(({ status }) => status?.secretServer ?? null);
  const untouched = draft.userName === '' && draft.password === '';
  const proved = state.connected || (saved !== null && untouched);
  const problem: ProblemView | null = state.problem;
  async function test(): Promise<void> {
    setTried(true);
    if (draft.url.trim() === '' || draft.userName.trim() === '' || draft.password === '') return;
    // Once it is stored on the host, the page forgets it.
    if (await connect(draft)) onChange({ password: '' });
  }
  return (
    <StepFrame
      title={text.setup.account.title}
      intro={text.setup.account.intro}
      onBack={onBack}
      primary={
        proved
          ? { label: text.setup.next, run: onNext }
          : {
              label: state.running ? text.common.testing : text.connect.testAndSave,
              disabled: state.running,
              run: () => void test(),
            }
      }
    >
      {proved && saved !== null ? (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{text.setup.account.saved(saved.account, saved.url)}</MessageBarBody>
        </MessageBar>
      ) : null}
      {draft.url.trim() === '' && !proved ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{text.setup.account.addressFirst}</MessageBarBody>
        </MessageBar>
      ) : null}
      {state.connected ? null : (
        <AccountFields draft={draft} onChange={onChange} tried={tried} checks={state.checks} />
      )}
      {problem ? <ProblemBlock problem={problem} /> : null}
      {state.checks.length > 0 ? <CheckLines checks={state.checks} url={state.url} /> : null}
    </StepFrame>
  );
}
