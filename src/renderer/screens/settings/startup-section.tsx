import { Switch, Text } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useHost, useLive } from '../../api/host.ts';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { text } from '../../text.ts';

/** What starts SCIM Tray: the sign-in of a person, or a task at boot. */
export function StartupSection(): ReactElement {
  const { link } = useHost();
  const tell = useTell();
  const desktop = useLive((snapshot) => snapshot.desktop);
  const { shell } = link;
  async function set(on: boolean): Promise<void> {
    const answer = await shell?.call('autostart.set', { on });
    if (answer?.ok === false) tell.problem(answer.error);
  }
  return (
    <Section title={text.settings.names.startup}>
      {desktop === null || desktop.attachedTo !== null ? <Text>{text.startup.headless}</Text> : null}
      {desktop?.attachedTo === null && desktop.startsAtSignIn === null ? (
        <Text>{text.startup.notInstalled}</Text>
      ) : null}
      {desktop && desktop.startsAtSignIn !== null && shell ? (
        <Switch
          label={text.startup.atSignIn}
          checked={desktop.startsAtSignIn}
          onChange={(_, { checked }) => void set(checked)}
        />
      ) : null}
    </Section>
  );
}
