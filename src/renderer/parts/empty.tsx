import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'grid',
    justifyItems: 'center',
    alignContent: 'center',
    rowGap: tokens.spacingVerticalM,
    flexGrow: 1,
    padding: '48px 24px',
    textAlign: 'center',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
});

interface EmptyProps {
  readonly sentence: string;
  readonly action?: string;
  readonly onAction?: () => void;
}

/** Nothing to show: one sentence and at most one thing to do. */
export function Empty({ sentence, action, onAction }: EmptyProps): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <Text>{sentence}</Text>
      {action === undefined ? null : <Button onClick={onAction}>{action}</Button>}
    </div>
  );
}
