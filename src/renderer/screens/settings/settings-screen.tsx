import { makeStyles, Select, Tab, TabList, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useLoad } from '../../api/use-load.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useMedia } from '../../parts/use-media.ts';
import { changeParams, go } from '../../navigate.ts';
import { text } from '../../text.ts';
import { BackupsSection } from './backups-section.tsx';
import { DataSection } from './data-section.tsx';
import { ImportSection } from './import-section.tsx';
import { ListenerSection } from './listener-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { OktaSection } from './okta-section.tsx';
import { ProtectionSection } from './protection-section.tsx';
import { ProxySection } from './proxy-section.tsx';
import { RecoverySection } from './recovery-section.tsx';
import { SafetySection } from './safety-section.tsx';
import { SecretServerSection } from './secret-server-section.tsx';
import type { SectionProps } from './settings-form.ts';
import { StartupSection } from './startup-section.tsx';
import { Unsaved } from './unsaved.tsx';

const sections = [
  'secret-server',
  'okta',
  'listener',
  'safety',
  'import',
  'notifications',
  'data',
  'startup',
  'proxy',
] as const;
type SectionName = (typeof sections)[number];

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: '152px minmax(0, 1fr)',
    columnGap: '24px',
    alignItems: 'start',
    '@media (max-width: 767px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '16px' },
  },
  tabs: { marginInlineStart: '-10px', position: 'sticky', top: '24px' },
  panel: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '52rem',
  },
});

/** Sections, each with its own Save; leaving with unsaved edits asks. */
export function SettingsScreen({ params }: { readonly params: URLSearchParams }): ReactElement {
  const styles = useStyles();
  const narrow = useMedia('(max-width: 767px)');
  const section = sections.find((name) => name === params.get('section')) ?? 'secret-server';
  return (
    <Unsaved>
      <Screen title={text.frame.settings}>
        <div className={styles.columns}>
          {narrow ? (
            <Select
              value={section}
              aria-label={text.settings.sections}
              onChange={(_, { value }) => go('settings', { section: value })}
            >
              {sections.map((name) => (
                <option key={name} value={name}>
                  {text.settings.names[name]}
                </option>
              ))}
            </Select>
          ) : (
            <TabList
              vertical
              className={styles.tabs}
              selectedValue={section}
              aria-label={text.settings.sections}
              onTabSelect={(_, { value }) => changeParams({ section: String(value) })}
            >
              {sections.map((name) => (
                <Tab key={name} value={name} id={`tab-${name}`}>
                  {text.settings.names[name]}
                </Tab>
              ))}
            </TabList>
          )}
          <div
            key={section}
            className={styles.panel}
            {...(narrow ? {} : { role: 'tabpanel', 'aria-labelledby': `tab-${section}` })}
          >
            <SectionOf name={section} />
          </div>
        </div>
      </Screen>
    </Unsaved>
  );
}

function SectionOf({ name }: { readonly name: SectionName }): ReactElement {
  switch (name) {
    case 'secret-server':
      return <SecretServerSection />;
    case 'okta':
      return <OktaSection />;
    case 'listener':
      return <WithSettings section={ListenerSection} />;
    case 'safety':
      return (
        <>
          <WithSettings section={SafetySection} />
          <ProtectionSection />
        </>
      );
    case 'import':
      return <WithSettings section={ImportSection} />;
    case 'notifications':
      return <WithSettings section={NotificationsSection} />;
    case 'data':
      return (
        <>
          <RecoverySection />
          <WithSettings section={DataSection} />
          <BackupsSection />
        </>
      );
    case 'startup':
      return <StartupSection />;
    case 'proxy':
      return <WithSettings section={ProxySection} />;
  }
}

/** Reads the settings first: a form needs its values. */
function WithSettings({
  section: Section,
}: {
  readonly section: (props: SectionProps) => ReactElement;
}): ReactElement {
  const settings = useLoad('settings.get');
  if (settings.value) return <Section settings={settings.value} onSaved={settings.put} />;
  if (settings.problem) return <ProblemBlock problem={settings.problem} onRetry={settings.reload} />;
  return <Loading onRetry={settings.reload} />;
}
