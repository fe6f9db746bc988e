import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import type { CheckView } from '../../../main/ipc/settings.ts';
import { useCall } from '../../api/host.ts';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { text } from '../../text.ts';
import { publicAddressFault } from './connect-draft.ts';

export interface PublicAddress {
  readonly testing: boolean;
  readonly check: CheckView | null;
  readonly problem: ProblemView | null;
  /** Calls SCIM Tray through the tunnel; an address that proves itself is saved. */
  readonly test: (url: string) => Promise<void>;
  readonly forget: () => void;
  /** Somebody tried an address that cannot be one. */
  readonly fault: ReturnType<typeof publicAddressFault>;
}

export function usePublicAddress(): PublicAddress {
  const call = useCall();
  const [testing, setTesting] = useState(false);
  const [check, setCheck] = useState<CheckView | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [fault, setFault] = useState<PublicAddress['fault']>(null);
  return {
    fault,
    testing,
    check,
    problem,
    forget: () => {
      setCheck(null);
      setFault(null);
    },
    async test(entered) {
      const url = entered.trim();
      const wrong = publicAddressFault(url);
      setFault(wrong);
      if (wrong !== null) return;
      setTesting(true);
      setProblem(null);
      const tested = await call('publicAddress.test', { url });
      if (tested.ok && tested.value.result === 'Done') {
        const saved = await call('settings.set', { listener: { publicUrl: url } });
        if (!saved.ok) setProblem(saved.error);
      }
      setTesting(false);
      if (tested.ok) setCheck(tested.value);
      else setProblem(tested.error);
    },
  };
}

const useStyles = makeStyles({
  result: { display: 'grid', rowGap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
});

interface PublicAddressFieldProps {
  readonly url: string;
  readonly onChange: (url: string) => void;
  readonly address: PublicAddress;
}

/** What Okta calls, and what came of the call through it. */
export function PublicAddressField({ url, onChange, address }: PublicAddressFieldProps): ReactElement {
  const styles = useStyles();
  const { check, fault, forget } = address;
  return (
    <>
      <Field
        label={text.publicAddress.label}
        hint={text.publicAddress.hint}
        {...(fault === null ? {} : { validationMessage: text.publicAddress.faults[fault] })}
      >
        <Input
          type="url"
          value={url}
          autoComplete="off"
          spellCheck={false}
          placeholder={text.publicAddress.example}
          onChange={(_, { value }) => {
            forget();
            onChange(value);
          }}
        />
      </Field>
      <output>
        {check ? (
          <div className={styles.result}>
            <ResultBadge result={check.result} />
            <Text>{check.sentence}</Text>
            {check.remedy === null ? null : <Text>{check.remedy}</Text>}
          </div>
        ) : null}
      </output>
    </>
  );
}
