import { Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, RadioButton20Filled } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { routeTo } from '../../route.ts';
import { text } from '../../text.ts';
import { stepNames, type StepName } from './steps.ts';

const narrow = '@media (max-width: 767px)';
const useStyles = makeStyles({
  side: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '24px',
    padding: '24px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { padding: '12px 16px', rowGap: '8px', borderRightStyle: 'none' },
  },
  list: { display: 'grid', rowGap: '14px', margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', alignItems: 'center', columnGap: '10px', color: tokens.colorNeutralForeground3 },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  other: { [narrow]: { display: 'none' } },
  icon: { flexShrink: 0 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  here: { color: tokens.colorBrandForeground1 },
  leave: { marginTop: 'auto' },
});

interface StepListProps {
  readonly current: StepName;
  readonly done: ReadonlySet<StepName>;
}

/** Where one is in set-up; in a narrow window only the present step. */
export function StepList({ current, done }: StepListProps): ReactElement {
  const styles = useStyles();
  return (
    <nav className={styles.side} aria-label={text.setup.steps}>
      <Text size={500} weight="semibold">
        {text.setup.title}
      </Text>
      <ol className={styles.list}>
        {stepNames.map((name, index) => {
          const here = name === current;
          return (
            <li
              key={name}
              className={mergeClasses(styles.item, here ? styles.current : styles.other)}
              {...(here ? { 'aria-current': 'step' as const } : {})}
            >
              {done.has(name) ? (
                <CheckmarkCircle20Filled
                  className={mergeClasses(styles.icon, styles.done)}
                  aria-label={text.setup.done}
                />
              ) : here ? (
                <RadioButton20Filled className={mergeClasses(styles.icon, styles.here)} />
              ) : (
                <Circle20Regular className={styles.icon} />
              )}
              <span>{text.setup.stepName(index + 1, text.setup.names[name])}</span>
            </li>
          );
        })}
      </ol>
      <div className={styles.leave}>
        <Link href={routeTo('status')}>{text.setup.leave}</Link>
      </div>
    </nav>
  );
}
