import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, type ReactElement } from 'react';
import type { AboutView } from '../../../main/ipc/settings.ts';
import { useHost, useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';
import { Diagnostics } from './diagnostics.tsx';

const useStyles = makeStyles({
  stack: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '52rem',
  },
  value: { margin: 0 },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  keys: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', gap: '8px 24px', margin: 0 },
  key: { fontFamily: tokens.fontFamilyMonospace },
});

/** What runs here, and what to hand to whoever supports it. */
export function AboutScreen({ params }: { readonly params: URLSearchParams }): ReactElement {
  const styles = useStyles();
  const about = useLoad('about.get');
  const { link } = useHost();
  const desktop = useLive((snapshot) => snapshot.desktop);
  const focus = params.get('focus');
  useEffect(() => {
    if (focus !== null && about.value)
      document.querySelector<HTMLElement>(`#${CSS.escape(focus)} h2`)?.focus();
  }, [focus, about.value]);
  const { shell } = link;
  return (
    <Screen title={text.frame.about}>
      <div className={styles.stack}>
        {about.problem ? <ProblemBlock problem={about.problem} onRetry={about.reload} /> : null}
        {about.value ? (
          <AboutFacts about={about.value} electron={desktop?.electron ?? null} />
        ) : about.problem ? null : (
          <Loading onRetry={about.reload} />
        )}
        <Diagnostics />
        <Section title={text.about.help}>
          <Text>{text.about.guide}</Text>
          {shell ? (
            <div className={styles.links}>
              <Button onClick={() => void shell.call('document.open', { document: 'guide' })}>
                {text.about.openGuide}
              </Button>
              <Button onClick={() => void shell.call('document.open', { document: 'licences' })}>
                {text.about.openLicences}
              </Button>
              <Button onClick={() => void shell.call('folder.open', { folder: 'logs' })}>
                {text.lost.openLogs}
              </Button>
            </div>
          ) : (
            <Text>{text.about.inBrowser}</Text>
          )}
        </Section>
        <Section title={text.about.keysTitle}>
          <dl className={styles.keys}>
            {text.about.keys.map(({ key, does }) => (
              <Pair key={key} keys={key} does={does} />
            ))}
          </dl>
        </Section>
      </div>
    </Screen>
  );
}

function Pair({ keys, does }: { readonly keys: string; readonly does: string }): ReactElement {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.key}>{keys}</dt>
      <dd className={styles.value}>{does}</dd>
    </>
  );
}

function AboutFacts({
  about,
  electron,
}: {
  readonly about: AboutView;
  readonly electron: string | null;
}): ReactElement {
  const rows = [
    [text.about.version, about.version],
    [text.about.node, about.node],
    [text.about.electron, electron ?? about.electron ?? text.about.noElectron],
    [text.about.platform, about.platform],
    [text.about.account, about.account],
    [text.about.secretsIn, about.secretsIn],
    [text.about.dataDir, about.dataDir],
    [text.about.logDir, about.logDir],
    [text.about.installId, about.installId],
  ] as const;
  const all = rows.map(([term, value]) => `${term}: ${value}`).join('\n');
  return (
    <Section title={text.app} actions={<CopyButton value={all} what={text.about.all} labelled />}>
      <Facts rows={rows.map(([term, value]) => ({ term, value }))} />
    </Section>
  );
}
