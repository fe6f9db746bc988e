import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { text } from '../text.ts';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXL,
    boxSizing: 'border-box',
    maxWidth: '72rem',
    paddingInline: '32px',
    paddingTop: '24px',
    paddingBottom: '32px',
    '@media (max-width: 639px)': { paddingInline: '16px', paddingTop: '16px' },
  },
  fill: { minHeight: '100%', maxWidth: 'none', paddingBottom: '16px' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    minHeight: '32px',
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface ScreenProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Takes the height of the window: for a table that scrolls by itself. */
  readonly fill?: boolean;
}

/** The heading takes the focus when the screen opens, so that readers hear where they are. */
export function Screen({ title, actions, children, fill = false }: ScreenProps): ReactElement {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${text.app}`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className={mergeClasses(styles.screen, fill && styles.fill)}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
