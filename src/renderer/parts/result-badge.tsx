import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  CircleHint16Regular,
  Clock16Regular,
  DismissCircle16Filled,
  LineHorizontal116Regular,
  Next16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';

type Tone = 'good' | 'bad' | 'warn' | 'plain';

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    alignSelf: 'start',
    columnGap: '6px',
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  warn: { color: tokens.colorStatusWarningForeground1 },
  plain: { color: tokens.colorNeutralForeground3 },
});

/** Word, shape and colour of every result that the window shows. */
const marks: Readonly<Record<string, { readonly tone: Tone; readonly icon: ReactElement }>> = {
  Done: { tone: 'good', icon: <CheckmarkCircle16Filled /> },
  ok: { tone: 'good', icon: <CheckmarkCircle16Filled /> },
  Failed: { tone: 'bad', icon: <DismissCircle16Filled /> },
  failed: { tone: 'bad', icon: <DismissCircle16Filled /> },
  warning: { tone: 'warn', icon: <Warning16Filled /> },
  Waiting: { tone: 'warn', icon: <Clock16Regular /> },
  Running: { tone: 'plain', icon: <Clock16Regular /> },
  Skipped: { tone: 'plain', icon: <Next16Regular /> },
  'No change': { tone: 'plain', icon: <LineHorizontal116Regular /> },
};

interface ResultBadgeProps {
  readonly result: string;
  /** The word, where it differs from the result. */
  readonly word?: string;
}

export function ResultBadge({ result, word = result }: ResultBadgeProps): ReactElement {
  const styles = useStyles();
  const { tone, icon } = marks[result] ?? { tone: 'plain' as const, icon: <CircleHint16Regular /> };
  return (
    <span className={mergeClasses(styles.mark, styles[tone])}>
      {icon}
      {word}
    </span>
  );
}
