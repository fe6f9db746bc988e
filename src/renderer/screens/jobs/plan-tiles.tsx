import { makeStyles, Text, ToggleButton, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { PlanKind, PlanView } from '../../../main/ipc/jobs.ts';
import { count } from '../../format.ts';
import { changeParams } from '../../navigate.ts';
import { text } from '../../text.ts';
import { signs } from './plan-kinds.ts';

const useStyles = makeStyles({
  tiles: {
    margin: 0,
    padding: 0,
    border: 0,
    minWidth: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
  },
  tile: { minWidth: '0', columnGap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  number: { fontVariantNumeric: 'tabular-nums', marginInlineStart: tokens.spacingHorizontalS },
});

interface PlanTilesProps {
  readonly kinds: readonly PlanKind[];
  readonly counts: PlanView['counts'];
  readonly selected: PlanKind | undefined;
}

/** How many of each kind; pressing one shows only those. */
export function PlanTiles({ kinds, counts, selected }: PlanTilesProps): ReactElement {
  const styles = useStyles();
  return (
    <fieldset className={styles.tiles} aria-label={text.jobs.kinds}>
      {kinds.map((kind) => (
        <ToggleButton
          key={kind}
          className={styles.tile}
          checked={kind === selected}
          onClick={() => changeParams({ kind: kind === selected ? undefined : kind, open: undefined })}
        >
          {signs[kind]} {text.jobs.kindNames[kind]}
          <Text weight="semibold" className={styles.number}>
            {count(counts[kind] ?? 0)}
          </Text>
        </ToggleButton>
      ))}
    </fieldset>
  );
}
