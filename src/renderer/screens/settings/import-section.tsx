import { Switch } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '../../text.ts';
import { FormSection } from './form-section.tsx';
import { NumberField } from './number-field.tsx';
import { useSettingsForm, type SectionProps } from './settings-form.ts';

/** How often Secret Server is read, and what of it. */
export function ImportSection(props: SectionProps): ReactElement {
  const form = useSettingsForm('import', props);
  const { values, set } = form;
  return (
    <FormSection title={text.settings.names.import} hint={text.importSettings.hint} form={form}>
      <NumberField
        label={text.importSettings.refresh}
        hint={text.importSettings.refreshHint}
        unit={text.importSettings.minutes}
        value={values.refreshMinutes}
        min={5}
        max={1440}
        fault={text.importSettings.refreshFault}
        onChange={(refreshMinutes) => set({ refreshMinutes })}
      />
      <Switch
        label={text.importSettings.inactive}
        checked={values.inactive}
        onChange={(_, { checked }) => set({ inactive: checked })}
      />
      <Switch
        label={text.importSettings.applicationAccounts}
        checked={values.listApplicationAccounts}
        onChange={(_, { checked }) => set({ listApplicationAccounts: checked })}
      />
    </FormSection>
  );
}
