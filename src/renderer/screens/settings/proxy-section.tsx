import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '../../text.ts';
import { FormSection } from './form-section.tsx';
import { useSettingsForm, type SectionProps } from './settings-form.ts';

const modes = ['none', 'system', 'custom'] as const;

/** How calls to Secret Server leave this machine. */
export function ProxySection(props: SectionProps): ReactElement {
  const form = useSettingsForm('proxy', props);
  const { mode, url } = form.values;
  const missing = mode === 'custom' && (url === null || url.trim() === '');
  return (
    <FormSection title={text.settings.names.proxy} hint={text.proxy.hint} form={form}>
      <RadioGroup
        value={mode}
        aria-label={text.settings.names.proxy}
        onChange={(_, { value }) => form.set({ mode: modes.find((known) => known === value) ?? 'none' })}
      >
        {modes.map((known) => (
          <Radio key={known} value={known} label={text.proxy[known]} />
        ))}
      </RadioGroup>
      {mode === 'custom' ? (
        <Field
          label={text.proxy.url}
          required
          {...(missing ? { validationMessage: text.proxy.urlFault } : {})}
        >
          <Input
            type="url"
            required
            value={url ?? ''}
            placeholder={text.proxy.example}
            spellCheck={false}
            onChange={(_, { value }) => form.set({ url: value === '' ? null : value })}
          />
        </Field>
      ) : null}
    </FormSection>
  );
}
