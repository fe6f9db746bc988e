import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, RadioButton20Filled } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '../../text.ts';
import { stages, type Stage } from './stage.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '24px',
    rowGap: '8px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'flex', alignItems: 'center', columnGap: '6px', color: tokens.colorNeutralForeground3 },
  here: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0 },
  hereIcon: { color: tokens.colorBrandForeground1 },
  doneIcon: { color: tokens.colorStatusSuccessForeground1 },
});

/** Where a job is on its way. */
export function Stages({ current }: { readonly current: Stage }): ReactElement {
  const styles = useStyles();
  const at = stages.indexOf(current);
  return (
    <ol className={styles.list} aria-label={text.jobs.stages}>
      {stages.map((stage, index) => (
        <li
          key={stage}
          className={mergeClasses(styles.item, index === at && styles.here)}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          {index < at ? (
            <CheckmarkCircle20Filled className={mergeClasses(styles.icon, styles.doneIcon)} />
          ) : index === at ? (
            <RadioButton20Filled className={mergeClasses(styles.icon, styles.hereIcon)} />
          ) : (
            <Circle20Regular className={styles.icon} />
          )}
          {text.jobs.stageNames[stage]}
        </li>
      ))}
    </ol>
  );
}
