import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, type ReactElement, type ReactNode } from 'react';

const useStyles = makeStyles({
  section: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
    scrollMarginTop: '16px',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: '16px 20px 0',
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  hint: { color: tokens.colorNeutralForeground3, display: 'block', padding: '4px 20px 0' },
  body: { display: 'grid', gap: tokens.spacingVerticalL, padding: '16px 20px 20px', minWidth: 0 },
});

interface SectionProps {
  readonly title: string;
  readonly id?: string;
  readonly hint?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One group of things on a screen, under its own heading. */
export function Section({ title, id, hint, actions, children }: SectionProps): ReactElement {
  const styles = useStyles();
  const titleId = useId();
  return (
    <section id={id} aria-labelledby={titleId} className={styles.section}>
      <div className={styles.head}>
        <h2 id={titleId} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        {actions}
      </div>
      {hint === undefined ? null : <Text className={styles.hint}>{hint}</Text>}
      <div className={styles.body}>{children}</div>
    </section>
  );
}
