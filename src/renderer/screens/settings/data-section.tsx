import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '../../text.ts';
import { FormSection } from './form-section.tsx';
import { NumberField } from './number-field.tsx';
import { useSettingsForm, type SectionProps } from './settings-form.ts';

/** How long things are kept. */
export function DataSection(props: SectionProps): ReactElement {
  const form = useSettingsForm('data', props);
  const { values, set } = form;
  return (
    <FormSection title={text.settings.names.data} form={form}>
      <NumberField
        label={text.data.retention}
        unit={text.safety.days}
        value={values.retentionDays}
        min={1}
        max={3650}
        fault={text.data.retentionFault}
        onChange={(retentionDays) => set({ retentionDays })}
      />
      <NumberField
        label={text.data.backups}
        unit={text.safety.days}
        value={values.backupDays}
        min={1}
        max={365}
        fault={text.data.backupsFault}
        onChange={(backupDays) => set({ backupDays })}
      />
      <Field label={text.data.logLevel} hint={text.data.logHint}>
        <RadioGroup
          layout="horizontal"
          value={values.logLevel}
          onChange={(_, { value }) => set({ logLevel: value === 'debug' ? 'debug' : 'info' })}
        >
          <Radio value="info" label={text.data.info} />
          <Radio value="debug" label={text.data.debug} />
        </RadioGroup>
      </Field>
    </FormSection>
  );
}
