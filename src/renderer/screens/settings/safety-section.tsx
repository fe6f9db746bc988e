import type { ReactElement } from 'react';
import { text } from '../../text.ts';
import { FormSection } from './form-section.tsx';
import { NumberField } from './number-field.tsx';
import { useSettingsForm, type SectionProps } from './settings-form.ts';

/** When a refresh stops for a person. */
export function SafetySection(props: SectionProps): ReactElement {
  const form = useSettingsForm('safety', props);
  const { values, set } = form;
  return (
    <FormSection title={text.safety.limits} hint={text.safety.limitsHint} form={form}>
      <NumberField
        label={text.safety.percent}
        unit="%"
        value={values.removalPercent}
        min={1}
        max={100}
        fault={text.safety.percentFault}
        onChange={(removalPercent) => set({ removalPercent })}
      />
      <NumberField
        label={text.safety.count}
        value={values.removalCount}
        min={1}
        max={100_000}
        fault={text.safety.countFault}
        onChange={(removalCount) => set({ removalCount })}
      />
      <NumberField
        label={text.safety.quiet}
        hint={text.safety.quietHint}
        unit={text.safety.days}
        value={values.quietDays}
        min={1}
        max={365}
        fault={text.safety.quietFault}
        onChange={(quietDays) => set({ quietDays })}
      />
    </FormSection>
  );
}
