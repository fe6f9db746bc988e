import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ActivityNumbers, Result } from '../../../main/ipc/activity.ts';
import { count } from '../../format.ts';
import { Section } from '../../parts/section.tsx';
import { routeTo } from '../../route.ts';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  tiles: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(132px, 1fr))', gap: '12px' },
  tile: {
    display: 'grid',
    rowGap: '2px',
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  number: { fontVariantNumeric: 'tabular-nums' },
  bad: { color: tokens.colorStatusDangerForeground1 },
  faint: { color: tokens.colorNeutralForeground3 },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '24px',
    rowGap: '4px',
    color: tokens.colorNeutralForeground3,
  },
});

const results: readonly Result[] = ['Done', 'No change', 'Failed', 'Waiting'];

/** Changes of today and of the week; each number opens the rows behind it. */
export function Numbers({ numbers }: { readonly numbers: ActivityNumbers }): ReactElement {
  const styles = useStyles();
  const { today, week, users, groups, readsToday } = numbers;
  return (
    <Section title={text.status.changes}>
      <div className={styles.tiles}>
        {results.map((result) => (
          <a
            key={result}
            href={routeTo('activity', { results: result, sources: 'changes', when: 'week' })}
            className={styles.tile}
          >
            <Text>{result}</Text>
            <Text
              size={600}
              weight="semibold"
              className={mergeClasses(styles.number, result === 'Failed' && today[result] > 0 && styles.bad)}
            >
              {count(today[result])}
            </Text>
            <Text size={200} className={styles.faint}>
              {text.status.todayAndWeek(week[result])}
            </Text>
          </a>
        ))}
      </div>
      <div className={styles.foot}>
        <Text>{text.status.linkedUsers(users.linked, users.notLinked)}</Text>
        <Text>{text.status.linkedGroups(groups.linked, groups.notLinked)}</Text>
        <Text>{text.status.reads(readsToday)}</Text>
      </div>
    </Section>
  );
}
