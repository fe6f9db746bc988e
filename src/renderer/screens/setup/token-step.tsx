import { Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { NewToken } from '../../../main/ipc/contract.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { TokenOnce } from '../../parts/token-once.tsx';
import { text } from '../../text.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './steps.ts';

/** Ends when the new token was copied, or somebody said that it is saved. */
export function TokenStep({ onNext, onBack }: StepProps): ReactElement {
  const call = useCall();
  const endpoints = useLoad('endpoints.list');
  const [name, setName] = useState('okta');
  const [made, setMade] = useState<NewToken | null>(null);
  const [kept, setKept] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  // Whether there is a token already has to be known: a second endpoint would not help.
  const unknown = made === null && endpoints.value === undefined;
  const existing = made ? undefined : endpoints.value?.find((endpoint) => endpoint.kind === 'okta');
  async function make(): Promise<void> {
    const answer = await call('endpoints.add', { name: name.trim(), kind: 'okta' });
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) setMade(answer.value);
  }
  async function replace(of: string): Promise<void> {
    const answer = await call('endpoints.replaceToken', { name: of, now: true });
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) setMade(answer.value);
  }
  const next = { label: text.setup.next, run: onNext };
  return (
    <StepFrame
      title={text.setup.token.title}
      intro={text.setup.token.intro}
      onBack={onBack}
      primary={
        made
          ? { ...next, disabled: !kept }
          : existing
            ? next
            : { label: text.setup.token.make, disabled: unknown, run: () => void make() }
      }
      skip={
        existing ? { label: text.setup.token.replace, run: () => void replace(existing.name) } : undefined
      }
    >
      {problem ? <ProblemBlock problem={problem} onRetry={() => setProblem(null)} /> : null}
      {unknown && endpoints.problem ? (
        <ProblemBlock problem={endpoints.problem} onRetry={endpoints.reload} />
      ) : unknown ? (
        <Loading onRetry={endpoints.reload} />
      ) : made ? (
        <TokenOnce made={made} kept={kept} onKept={setKept} />
      ) : existing ? (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{text.setup.token.exists(existing.name)}</MessageBarBody>
        </MessageBar>
      ) : (
        <Field label={text.endpoints.name} hint={text.endpoints.nameHint} required>
          <Input value={name} autoComplete="off" onChange={(_, { value }) => setName(value)} />
        </Field>
      )}
    </StepFrame>
  );
}
