import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { StatusView } from '../../../main/ipc/contract.ts';
import { useLive } from '../../api/host.ts';
import { useScimAddress } from '../../api/use-scim-address.ts';
import { exactTime } from '../../format.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { headlineWords } from '../../headline-words.ts';
import { text } from '../../text.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './steps.ts';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalM, margin: 0, paddingInlineStart: '20px' },
  fields: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '4px', paddingTop: '4px' },
  field: {
    display: 'grid',
    gridTemplateColumns: '180px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: '4px 8px 4px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  name: { color: tokens.colorNeutralForeground3 },
});

function importWords(status: StatusView | null): string {
  if (!status?.secretServer) return text.setup.okta.connectFirst;
  return status.lastImport?.sentence ?? text.setup.okta.importing(headlineWords(status).sentence);
}

/** Ends when Okta's first call arrives. */
export function OktaStep({ onNext, onBack }: StepProps): ReactElement {
  const styles = useStyles();
  const base = useScimAddress() ?? '';
  const lastImport = useLive(({ status }) => status?.lastImport ?? null);
  const status = useLive((snapshot) => snapshot.status);
  const called = status?.setUp.lastCallAt ?? null;
  return (
    <StepFrame
      title={text.setup.okta.title}
      intro={text.setup.okta.intro}
      onBack={onBack}
      primary={{
        label: text.setup.finish,
        disabled: called === null || lastImport === null,
        run: onNext,
      }}
      skip={called === null || lastImport === null ? { label: text.setup.skip, run: onNext } : undefined}
    >
      <ol className={styles.list}>
        <li>
          <Text>{text.setup.okta.add}</Text>
        </li>
        <li>
          <Text>{text.setup.okta.enable}</Text>
        </li>
        <li>
          <Text>{text.setup.okta.enter}</Text>
          <div className={styles.fields}>
            {text.setup.okta.fields(base).map(({ name, value, copy }) => (
              <div key={name} className={styles.field}>
                <Text className={styles.name}>{name}</Text>
                <Text>{value}</Text>
                {copy ? <CopyButton value={value} what={name} /> : <span />}
              </div>
            ))}
          </div>
        </li>
        <li>
          <Text>{text.setup.okta.test}</Text>
        </li>
        <li>
          <Text>{text.setup.okta.toApp}</Text>
        </li>
      </ol>
      <MessageBar intent={lastImport === null ? 'info' : 'success'} layout="multiline">
        <MessageBarBody>{importWords(status)}</MessageBarBody>
      </MessageBar>
      <MessageBar intent={called === null ? 'info' : 'success'} layout="multiline">
        <MessageBarBody>
          {called === null ? text.setup.okta.waiting : text.setup.okta.called(exactTime(called))}
        </MessageBarBody>
      </MessageBar>
    </StepFrame>
  );
}
