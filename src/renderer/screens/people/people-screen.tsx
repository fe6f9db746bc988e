import { makeStyles, SearchBox, Select, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { useCallback, type ReactElement } from 'react';
import type { PersonRow, PersonState } from '../../../main/ipc/people.ts';
import { useHost } from '../../api/host.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useTyped } from '../../parts/use-typed.ts';
import { changeParams, go } from '../../navigate.ts';
import { text } from '../../text.ts';
import { columnsOf } from './people-columns.tsx';
import { PersonPanel } from './person-panel.tsx';

const states: readonly PersonState[] = ['Active', 'Inactive', 'Not linked', 'Conflict'];
const pageSize = 200;

const useStyles = makeStyles({
  tabs: { marginInlineStart: '-12px' },
  stack: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    flexGrow: 1,
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  search: { flexGrow: 1, minWidth: '180px', maxWidth: '320px' },
  faint: { color: tokens.colorNeutralForeground3 },
});

const idOf = (row: PersonRow): number => row.id;

/** Who is known here, whom Okta has linked, and what differs. Okta is the source: nothing is edited here. */
export function PeopleScreen({ params }: { readonly params: URLSearchParams }): ReactElement {
  const styles = useStyles();
  const { link } = useHost();
  const type = params.get('type') === 'Group' ? 'Group' : 'User';
  const state = states.find((known) => known === params.get('state'));
  const words = params.get('text') ?? '';
  const [typed, setTyped] = useTyped(words, (rested) => changeParams({ text: rested }));
  const pages = usePages<PersonRow>(JSON.stringify([type, state, words]), async (after) =>
    link.call('people.list', {
      type,
      state,
      text: words === '' ? undefined : words,
      after,
      limit: pageSize,
    }),
  );
  const open = Number(params.get('open') ?? Number.NaN);
  const onOpen = useCallback((row: PersonRow) => changeParams({ open: String(row.id) }), []);
  const filtered = state !== undefined || words !== '';
  const clear = (): void => {
    setTyped('');
    changeParams({ state: undefined, text: undefined });
  };
  return (
    <Screen fill title={text.frame.people}>
      <TabList
        className={styles.tabs}
        selectedValue={type}
        aria-label={text.people.tabs}
        onTabSelect={(_, { value }) =>
          changeParams({ type: String(value), open: undefined, state: undefined })
        }
      >
        <Tab value="User" id="tab-User">
          {text.people.users}
        </Tab>
        <Tab value="Group" id="tab-Group">
          {text.people.groups}
        </Tab>
      </TabList>
      <div role="tabpanel" aria-labelledby={`tab-${type}`} className={styles.stack}>
        <search className={styles.bar} aria-label={text.activity.filters}>
          <div data-search="" className={styles.search}>
            <SearchBox
              style={{ width: '100%' }}
              placeholder={text.people.search}
              aria-label={text.people.search}
              value={typed}
              onChange={(_, { value }) => setTyped(value)}
            />
          </div>
          <Select
            aria-label={text.people.allStates}
            value={state ?? ''}
            onChange={(_, { value }) => changeParams({ state: value, open: undefined })}
          >
            <option value="">{text.people.allStates}</option>
            {states.map((known) => (
              <option key={known} value={known}>
                {known}
              </option>
            ))}
          </Select>
        </search>
        {pages.problem ? <ProblemBlock problem={pages.problem} onRetry={pages.reload} /> : null}
        {pages.rows === undefined ? (
          pages.problem ? null : (
            <Loading onRetry={pages.reload} lines={10} />
          )
        ) : pages.rows.length === 0 ? (
          filtered ? (
            <Empty sentence={text.activity.noMatch} action={text.common.clearFilters} onAction={clear} />
          ) : (
            <Empty
              sentence={text.people.empty[type]}
              action={text.people.emptyAction}
              onAction={() => go('import')}
            />
          )
        ) : (
          <>
            <DataTable
              key={type}
              caption={text.people.captions[type]}
              columns={columnsOf[type]}
              rows={pages.rows}
              total={pages.total}
              idOf={idOf}
              openId={Number.isNaN(open) ? null : open}
              onOpen={onOpen}
              onEnd={pages.more}
            />
            <Text size={200} className={styles.faint}>
              {text.people.loaded(pages.rows.length, pages.total)} {text.people.source}
            </Text>
          </>
        )}
      </div>
      {Number.isNaN(open) ? null : (
        <PersonPanel
          type={type}
          id={open}
          onClose={() => changeParams({ open: undefined })}
          onChanged={pages.reload}
        />
      )}
    </Screen>
  );
}
