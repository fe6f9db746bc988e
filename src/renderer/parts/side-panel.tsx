import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { text } from '../text.ts';

const useStyles = makeStyles({
  panel: { width: 'min(480px, 100vw)', borderLeft: `1px solid ${tokens.colorNeutralStroke2}` },
  body: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    alignContent: 'start',
    paddingBottom: '24px',
  },
  title: { overflowWrap: 'anywhere', outlineStyle: 'none' },
});

/** The one row of the table that Tab reaches: the last that was opened. */
const openRow = '#main [data-open][tabindex="0"]';

interface SidePanelProps {
  readonly title: string;
  /** Changes when another thing is shown: the heading takes the focus again. */
  readonly of: string | number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Details beside the list: the list stays in reach. Escape closes, and the focus goes back to the row. */
export function SidePanel({ title, of, onClose, children }: SidePanelProps): ReactElement {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const close = (): void => {
    onClose();
    window.requestAnimationFrame(() => document.querySelector<HTMLElement>(openRow)?.focus());
  };
  useEffect(() => {
    const frame = window.requestAnimationFrame(() => heading.current?.focus());
    return () => window.cancelAnimationFrame(frame);
    // Another row in the open panel is a new start.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [of]);
  return (
    <OverlayDrawer
      open
      modalType="non-modal"
      position="end"
      className={styles.panel}
      data-panel=""
      aria-label={title}
      onOpenChange={(_, { open }) => (open ? undefined : close())}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ ref: heading, tabIndex: -1, className: styles.title }}
          action={
            <Button
              appearance="subtle"
              icon={<Dismiss20Regular />}
              aria-label={text.common.close}
              onClick={close}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <div className={styles.body}>{children}</div>
      </DrawerBody>
    </OverlayDrawer>
  );
}
