import { Button, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Navigation20Regular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactElement } from 'react';
import { useHost, useLive } from '../api/host.ts';
import { StateIcon } from '../parts/state-icon.tsx';
import { useMedia } from '../parts/use-media.ts';
import { follow, go, useRoute } from '../navigate.ts';
import { text } from '../text.ts';
import { Banner } from './banner.tsx';
import { Lost } from './lost.tsx';
import { Navigation } from './nav.tsx';
import { ScreenOf } from './screen-of.tsx';
import { StateVoice } from './state-voice.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  narrow: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto minmax(0, 1fr)' },
  alone: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'minmax(0, 1fr)' },
  top: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: '4px 12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  side: { display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  main: { flexGrow: 1, minHeight: 0, overflowY: 'auto', scrollPaddingBlock: '24px' },
  skip: {
    position: 'absolute',
    top: '8px',
    left: '8px',
    zIndex: 10,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    ':not(:focus)': { clipPath: 'inset(50%)', width: '1px', height: '1px', overflow: 'hidden', padding: 0 },
  },
});

/** Navigation, banner and the screen that the address names; before set-up the wizard opens by itself. */
export function Frame(): ReactElement {
  const styles = useStyles();
  const { link } = useHost();
  const route = useRoute();
  const narrow = useMedia('(max-width: 639px)');
  const [navOpen, setNavOpen] = useState(false);
  const lost = useLive((snapshot) => snapshot.lost);
  const state = useLive(({ status }) => status?.state ?? 'Starting');
  const notSetUp = state === 'Not set up';
  useShortcuts();
  useEffect(() => link.shell?.on('go', follow), [link]);
  useEffect(() => {
    if (notSetUp && window.location.hash === '') go('setup');
  }, [notSetUp]);

  if (lost !== null) return <Lost why={lost} />;
  const wizard = route.screen === 'setup';
  return (
    <div className={mergeClasses(styles.frame, wizard ? styles.alone : narrow && styles.narrow)}>
      <Link className={styles.skip} href="#main" onClick={skipToMain}>
        {text.frame.skip}
      </Link>
      {wizard ? null : (
        <>
          {narrow ? (
            <header className={styles.top}>
              <Button
                appearance="subtle"
                icon={<Navigation20Regular />}
                aria-label={text.frame.openNav}
                onClick={() => setNavOpen(true)}
              />
              <StateIcon state={state} />
              {text.app}
            </header>
          ) : null}
          <Navigation
            screen={route.screen}
            overlay={narrow}
            open={navOpen}
            onClose={() => setNavOpen(false)}
          />
        </>
      )}
      <div className={styles.side}>
        {wizard ? null : <Banner />}
        <main id="main" className={styles.main} tabIndex={-1}>
          <ScreenOf route={route} />
        </main>
      </div>
      <StateVoice />
    </div>
  );
}

function skipToMain(event: { preventDefault: () => void }): void {
  event.preventDefault(); // the address belongs to the routes
  document.querySelector<HTMLElement>('#main h1')?.focus();
}
