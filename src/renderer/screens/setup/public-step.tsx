import { Text } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { useLive } from '../../api/host.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';
import { PublicAddressField, usePublicAddress } from './public-address.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './steps.ts';

/** Ends with the proof that a call through the tunnel comes back with this install's id. */
export function PublicStep({ onNext, onBack }: StepProps): ReactElement {
  const local = useLive(({ status }) => status?.scimBaseUrl ?? null);
  const address = usePublicAddress();
  const saved = useLive(({ status }) => status?.setUp.publicUrl ?? null);
  const [entered, setUrl] = useState<string | null>(null);
  const url = entered ?? saved ?? '';
  const proved = address.check?.result === 'Done';
  return (
    <StepFrame
      title={text.setup.public.title}
      intro={text.setup.public.intro}
      onBack={onBack}
      primary={
        proved
          ? { label: text.setup.next, run: onNext }
          : {
              label: address.testing ? text.common.testing : text.publicAddress.test,
              disabled: address.testing,
              run: () => void address.test(url),
            }
      }
      skip={proved ? undefined : { label: text.setup.skip, run: onNext }}
    >
      {local === null ? null : (
        <Section
          title={text.setup.public.localTitle}
          actions={<CopyButton value={local} what={text.status.address} />}
        >
          <Text font="monospace">{local}</Text>
        </Section>
      )}
      <PublicAddressField url={url} onChange={setUrl} address={address} />
      {address.problem ? <ProblemBlock problem={address.problem} /> : null}
    </StepFrame>
  );
}
