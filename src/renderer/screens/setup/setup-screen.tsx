import { makeStyles } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { useLive } from '../../api/host.ts';
import { go } from '../../navigate.ts';
import { AccountStep } from './account-step.tsx';
import { AddressStep } from './address-step.tsx';
import { emptyDraft, type ConnectDraft } from './connect-draft.ts';
import { OktaStep } from './okta-step.tsx';
import { PublicStep } from './public-step.tsx';
import { StepList } from './step-list.tsx';
import { stepNames, type StepName, type StepProps } from './steps.ts';
import { TokenStep } from './token-step.tsx';
import { progressOf } from './progress.ts';
import { WelcomeStep } from './welcome-step.tsx';

const steps: Readonly<Record<StepName, (props: StepProps) => ReactElement>> = {
  welcome: WelcomeStep,
  address: AddressStep,
  account: AccountStep,
  token: TokenStep,
  public: PublicStep,
  okta: OktaStep,
};

const useStyles = makeStyles({
  wizard: {
    display: 'grid',
    gridTemplateColumns: '264px minmax(0, 1fr)',
    minHeight: '100%',
    '@media (max-width: 767px)': { gridTemplateColumns: 'minmax(0, 1fr)', alignContent: 'start' },
  },
});

/** First run: each step ends with a proof, can be left, and is found again. */
export function SetupScreen({ params }: { readonly params: URLSearchParams }): ReactElement {
  const styles = useStyles();
  const [draft, setDraft] = useState<ConnectDraft>(emptyDraft);
  const progress = progressOf(useLive(({ status }) => status?.setUp ?? null));
  const current = stepNames.find((name) => name === params.get('step')) ?? progress.next;
  const Step = steps[current];
  const move = (by: 1 | -1): void => {
    const next = stepNames[stepNames.indexOf(current) + by];
    if (next) go('setup', { step: next });
    else go('status');
  };
  return (
    <div className={styles.wizard}>
      <StepList current={current} done={progress.done} />
      <Step
        key={current}
        draft={draft}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        onNext={() => move(1)}
        onBack={() => move(-1)}
      />
    </div>
  );
}
