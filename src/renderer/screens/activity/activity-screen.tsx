import {
  Button,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useCallback, type ReactElement } from 'react';
import type { ActivityRow } from '../../../main/ipc/activity.ts';
import { useCall, useHost, useLive } from '../../api/host.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { Screen } from '../../parts/screen.tsx';
import { useTell } from '../../parts/tell.tsx';
import { changeParams } from '../../navigate.ts';
import { text } from '../../text.ts';
import { activityColumns } from './activity-columns.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { ActivityPanel } from './activity-panel.tsx';
import { useFresh } from './fresh.ts';
import { filterOf, isFiltered, noFilter } from './filter.ts';

const useStyles = makeStyles({
  foot: {
    display: 'flex',
    justifyContent: 'space-between',
    columnGap: '16px',
    color: tokens.colorNeutralForeground3,
  },
  fresh: { alignSelf: 'center' },
});

const idOf = (row: ActivityRow): number => row.id;

/** Every change, newest first. What is read does not move: new rows wait behind a button. */
export function ActivityScreen({ params }: { readonly params: URLSearchParams }): ReactElement {
  const styles = useStyles();
  const { link } = useHost();
  const call = useCall();
  const tell = useTell();
  const newest = useLive((snapshot) => snapshot.newest);
  const question = JSON.stringify([...params].filter(([name]) => name !== 'open'));
  const pages = usePages<ActivityRow>(question, async (before) => {
    const answer = await link.call('activity.list', { filter: filterOf(params, Date.now()), before });
    return answer.ok ? { ok: true, value: { ...answer.value, total: null } } : answer;
  });
  const open = Number(params.get('open') ?? Number.NaN);
  const onOpen = useCallback((row: ActivityRow) => changeParams({ open: String(row.id) }), []);
  const fresh = useFresh(pages, newest);

  async function save(format: 'csv' | 'json'): Promise<void> {
    const answer = await call('activity.export', { filter: filterOf(params, Date.now()), format });
    if (!answer.ok) return tell.problem(answer.error);
    saveFile(answer.value);
    if (!answer.value.complete) tell.done(text.activity.exportCut(answer.value.rows));
  }

  return (
    <Screen
      fill
      title={text.frame.activity}
      actions={
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <MenuButton>{text.activity.export}</MenuButton>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => void save('csv')}>{text.activity.csv}</MenuItem>
              <MenuItem onClick={() => void save('json')}>{text.activity.json}</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      }
    >
      <ActivityFilters params={params} />
      {pages.problem ? <ProblemBlock problem={pages.problem} onRetry={pages.reload} /> : null}
      {fresh > 0 ? (
        <Button className={styles.fresh} appearance="primary" size="small" onClick={pages.reload}>
          {isFiltered(params) ? text.activity.freshFiltered : text.activity.fresh(fresh)}
        </Button>
      ) : null}
      {pages.rows === undefined ? (
        pages.problem ? null : (
          <Loading onRetry={pages.reload} lines={10} />
        )
      ) : pages.rows.length === 0 ? (
        <Empty
          sentence={isFiltered(params) ? text.activity.noMatch : text.activity.empty}
          {...(isFiltered(params) ? { action: text.common.clearFilters, onAction: clearFilters } : {})}
        />
      ) : (
        <>
          <DataTable
            caption={text.activity.caption}
            columns={activityColumns}
            rows={pages.rows}
            total={null}
            idOf={idOf}
            openId={Number.isNaN(open) ? null : open}
            onOpen={onOpen}
            onEnd={pages.more}
          />
          <div className={styles.foot}>
            <Text size={200}>{text.activity.loaded(pages.rows.length, pages.ended)}</Text>
          </div>
        </>
      )}
      {Number.isNaN(open) ? null : (
        <ActivityPanel id={open} onClose={() => changeParams({ open: undefined })} />
      )}
    </Screen>
  );
}

function clearFilters(): void {
  changeParams(noFilter);
}
