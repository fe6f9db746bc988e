import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { Screen } from '../../parts/screen.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '40rem',
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalM,
  },
});

interface StepFrameProps {
  readonly title: string;
  readonly intro: string;
  readonly children?: ReactNode;
  /** What the step does, and then its way on. */
  readonly primary: { readonly label: string; readonly disabled?: boolean; readonly run: () => void };
  readonly skip?: { readonly label: string; readonly run: () => void } | undefined;
  readonly onBack?: (() => void) | undefined;
}

/** A step: what it is for, its fields, its proof, and the way on. Enter goes on. */
export function StepFrame({ title, intro, children, primary, skip, onBack }: StepFrameProps): ReactElement {
  const styles = useStyles();
  return (
    <Screen title={title}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (primary.disabled !== true) primary.run();
        }}
      >
        <Text>{intro}</Text>
        {children}
        <div className={styles.foot}>
          <Button type="submit" appearance="primary" disabled={primary.disabled === true}>
            {primary.label}
          </Button>
          {onBack ? <Button onClick={onBack}>{text.setup.back}</Button> : null}
          {skip ? (
            <Button appearance="subtle" onClick={skip.run}>
              {skip.label}
            </Button>
          ) : null}
        </div>
      </form>
    </Screen>
  );
}
