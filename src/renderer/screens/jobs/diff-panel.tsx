import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { JobKind } from '../../../main/ipc/jobs.ts';
import { useLoad } from '../../api/use-load.ts';
import { Differences } from '../../parts/differences.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import { text } from '../../text.ts';
import { signs } from './plan-kinds.ts';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground3 } });

interface DiffPanelProps {
  readonly id: number;
  readonly jobKind: JobKind;
  readonly onClose: () => void;
}

/** One row of the preview, attribute by attribute. */
export function DiffPanel({ id, jobKind, onClose }: DiffPanelProps): ReactElement {
  const styles = useStyles();
  const { value, problem, reload } = useLoad('plan.row', { id });
  return (
    <SidePanel title={value?.row.name ?? text.jobs.row} of={id} onClose={onClose}>
      {value ? (
        <>
          <Text weight="semibold">
            {signs[value.row.kind]} {text.jobs.kindNames[value.row.kind]}
          </Text>
          {value.row.signInName === null ? null : (
            <Text className={styles.faint}>{value.row.signInName}</Text>
          )}
          {value.row.why === null ? null : <Text>{value.row.why}</Text>}
          {value.row.stale ? <Text>{text.jobs.changedSinceLong}</Text> : null}
          <Differences
            rows={value.differences}
            here={jobKind === 'import' ? text.jobs.inApp : text.people.asked}
            there={text.people.inSecretServer}
          />
        </>
      ) : problem ? (
        <ProblemBlock problem={problem} onRetry={reload} />
      ) : (
        <Loading onRetry={reload} />
      )}
    </SidePanel>
  );
}
