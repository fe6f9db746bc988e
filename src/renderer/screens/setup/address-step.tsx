import { useState, type ReactElement } from 'react';
import type { Check } from '../../../main/ipc/contract.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { CheckLines } from '../../parts/check-lines.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { text } from '../../text.ts';
import { AddressFields } from './address-fields.tsx';
import { addressFault, connectRequest } from './connect-draft.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './steps.ts';

/** Ends with the proof that a Secret Server answers there, and that its certificate is trusted. */
export function AddressStep({ draft, onChange, onNext, onBack }: StepProps): ReactElement {
  const call = useCall();
  const [tried, setTried] = useState(false);
  const [testing, setTesting] = useState(false);
  const [checks, setChecks] = useState<readonly Check[]>([]);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const proved = checks.length > 0 && checks.every(({ result }) => result !== 'failed');
  async function test(): Promise<void> {
    setTried(true);
    if (addressFault(draft.url) !== null) return;
    setTesting(true);
    const { url, ca } = connectRequest(draft);
    const answer = await call('secretServer.reach', { url, ...(ca === undefined ? {} : { ca }) });
    setTesting(false);
    setChecks(answer.ok ? answer.value.checks : []);
    setProblem(answer.ok ? null : answer.error);
  }
  return (
    <StepFrame
      title={text.setup.address.title}
      intro={text.setup.address.intro}
      onBack={onBack}
      primary={
        proved
          ? { label: text.setup.next, run: onNext }
          : {
              label: testing ? text.common.testing : text.setup.address.test,
              disabled: testing,
              run: () => void test(),
            }
      }
    >
      <AddressFields
        draft={draft}
        tried={tried}
        onChange={(change) => {
          setChecks([]);
          onChange(change);
        }}
      />
      {problem ? <ProblemBlock problem={problem} /> : null}
      {checks.length > 0 ? <CheckLines checks={checks} url={draft.url} /> : null}
    </StepFrame>
  );
}
