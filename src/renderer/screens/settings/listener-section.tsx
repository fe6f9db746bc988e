import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { useLive } from '../../api/host.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';
import { PublicAddressField, usePublicAddress } from '../setup/public-address.tsx';
import { FormSection } from './form-section.tsx';
import { NumberField } from './number-field.tsx';
import { useSettingsForm, type SectionProps } from './settings-form.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  address: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** Where SCIM Tray listens, and what Okta calls. */
export function ListenerSection(props: SectionProps): ReactElement {
  const styles = useStyles();
  const form = useSettingsForm('listener', props);
  const local = useLive(({ status }) => status?.scimBaseUrl ?? null);
  const address = usePublicAddress();
  const [url, setUrl] = useState(props.settings.listener.publicUrl ?? '');
  return (
    <>
      <FormSection title={text.settings.names.listener} form={form}>
        {local === null ? null : (
          <div className={styles.row}>
            <Text className={styles.address}>{local}</Text>
            <CopyButton value={local} what={text.status.address} />
          </div>
        )}
        <NumberField
          label={text.listener.port}
          hint={text.listener.portHint}
          value={form.values.port}
          min={1}
          max={65_535}
          fault={text.listener.portFault}
          onChange={(port) => form.set({ port })}
        />
        <Field label={text.listener.bound} hint={text.listener.boundHint}>
          <Input readOnly value="127.0.0.1" />
        </Field>
      </FormSection>
      <Section title={text.publicAddress.title}>
        <PublicAddressField url={url} onChange={setUrl} address={address} />
        {address.problem ? <ProblemBlock problem={address.problem} /> : null}
        <div>
          <Button disabled={address.testing || url.trim() === ''} onClick={() => void address.test(url)}>
            {address.testing ? text.common.testing : text.publicAddress.test}
          </Button>
        </div>
      </Section>
    </>
  );
}
