import type { ConnectDraft } from './connect-draft.ts';

export const stepNames = ['welcome', 'address', 'account', 'token', 'public', 'okta'] as const;
export type StepName = (typeof stepNames)[number];

/** What every step gets. */
export interface StepProps {
  readonly draft: ConnectDraft;
  readonly onChange: (change: Partial<ConnectDraft>) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}
