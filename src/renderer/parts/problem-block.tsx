import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { ProblemView } from '../../main/ipc/problem.ts';
import { describeProblem } from '../problem.ts';
import { text } from '../text.ts';
import { CopyButton } from './copy-button.tsx';
import { useProblemButton } from './use-problem-button.ts';

const useStyles = makeStyles({
  bar: {
    alignItems: 'start',
    borderRadius: tokens.borderRadiusXLarge,
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
  body: { display: 'grid', rowGap: tokens.spacingVerticalXS, whiteSpace: 'normal', minWidth: 0 },
  title: { display: 'block' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalXS,
  },
  code: { color: tokens.colorNeutralForeground3, display: 'flex', alignItems: 'center' },
});

interface ProblemBlockProps {
  readonly problem: ProblemView;
  /** What the button does where the code says "try again". */
  readonly onRetry?: (() => void) | undefined;
  readonly requestId?: string | null;
  /** Attention: the work goes on. */
  readonly mild?: boolean;
  /** In place of the button that the code has. */
  readonly action?: ReactNode;
}

/** What does not work, why, what to do, one button, and a code to quote. */
export function ProblemBlock({
  problem,
  onRetry,
  requestId = null,
  mild = false,
  action,
}: ProblemBlockProps): ReactElement {
  const styles = useStyles();
  const { title, cause, remedy } = describeProblem(problem);
  const button = useProblemButton(problem.code, onRetry);
  const code =
    requestId === null
      ? text.problem.code(problem.code)
      : text.problem.codeAndRequest(problem.code, requestId);
  return (
    <MessageBar
      intent={mild ? 'warning' : 'error'}
      layout="multiline"
      className={styles.bar}
      data-problem={problem.code}
    >
      <MessageBarBody className={styles.body}>
        <MessageBarTitle className={styles.title}>{title}</MessageBarTitle>
        {cause === null ? null : <Text>{cause}</Text>}
        <Text>{remedy}</Text>
        <div className={styles.foot}>
          {action ??
            (button ? (
              <Button onClick={button.run} disabled={button.busy}>
                {button.label}
              </Button>
            ) : null)}
          <Text size={200} className={styles.code}>
            {code}
            <CopyButton value={code} what={text.problem.whatCode} />
          </Text>
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}
