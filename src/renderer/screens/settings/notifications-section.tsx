import { Button, Switch } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useHost } from '../../api/host.ts';
import { text } from '../../text.ts';
import { FormSection } from './form-section.tsx';
import { useSettingsForm, type SectionProps } from './settings-form.ts';

const kinds = ['attention', 'recovered', 'previewReady', 'jobEnded', 'tokenExpiry'] as const;

/** Which changes of state the desktop tells of; Blocked always. */
export function NotificationsSection(props: SectionProps): ReactElement {
  const { link } = useHost();
  const form = useSettingsForm('notifications', props);
  const { shell } = link;
  return (
    <FormSection title={text.settings.names.notifications} hint={text.notifications.hint} form={form}>
      <Switch label={text.notifications.blocked} checked disabled />
      {kinds.map((kind) => (
        <Switch
          key={kind}
          label={text.notifications[kind]}
          checked={form.values[kind]}
          onChange={(_, { checked }) => form.set({ [kind]: checked })}
        />
      ))}
      {shell ? (
        <div>
          <Button onClick={() => void shell.call('notifications.openSettings', {})}>
            {text.notifications.openSystem}
          </Button>
        </div>
      ) : null}
    </FormSection>
  );
}
