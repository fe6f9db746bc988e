import { Button, Checkbox, Input, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTyped } from '../../parts/use-typed.ts';
import { changeParams } from '../../navigate.ts';
import { text } from '../../text.ts';
import {
  actions,
  changes,
  isFiltered,
  isOnlyLeft,
  noFilter,
  ownDates,
  results,
  sources,
  spans,
} from './filter.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  search: { flexGrow: 1, flexBasis: '160px', minWidth: '160px', maxWidth: '320px' },
});

/** Kept in the address, so that they survive a reload. */
export function ActivityFilters({ params }: { readonly params: URLSearchParams }): ReactElement {
  const styles = useStyles();
  const [typed, setTyped] = useTyped(params.get('text') ?? '', (words) => changeParams({ text: words }));
  const select = (
    name: string,
    all: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <Select
      aria-label={all}
      value={params.get(name) ?? ''}
      onChange={(_, { value }) => changeParams({ [name]: value, open: undefined })}
    >
      <option value="">{all}</option>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
  const same = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <search className={styles.bar} aria-label={text.activity.filters}>
      <div data-search="" className={styles.search}>
        <SearchBox
          style={{ width: '100%' }}
          placeholder={text.activity.search}
          aria-label={text.activity.search}
          value={typed}
          onChange={(_, { value }) => setTyped(value)}
        />
      </div>
      {select('results', text.activity.allResults, same(results))}
      {select('actions', text.activity.allActions, same(actions))}
      {select(
        'sources',
        text.activity.allSources,
        ([changes, ...sources] as const).map((value) => ({ value, label: text.activity.sources[value] })),
      )}
      {select(
        'when',
        text.activity.anyTime,
        ([...spans, ownDates] as const).map((value) => ({ value, label: text.activity.spans[value] })),
      )}
      {params.get('when') === ownDates ? (
        <>
          {date('from', params)}
          {date('to', params)}
        </>
      ) : null}
      {params.get('results') === 'Failed' ? (
        <Checkbox
          label={text.activity.onlyLeft}
          checked={isOnlyLeft(params)}
          onChange={(_, { checked }) => changeParams({ left: checked === true ? '1' : undefined })}
        />
      ) : null}
      {isFiltered(params) ? (
        <Button
          appearance="subtle"
          onClick={() => {
            setTyped('');
            changeParams(noFilter);
          }}
        >
          {text.common.clearFilters}
        </Button>
      ) : null}
    </search>
  );
}

/** The first or the last day that is shown. */
function date(end: 'from' | 'to', params: URLSearchParams): ReactElement {
  return (
    <Input
      type="date"
      aria-label={text.activity[end]}
      contentBefore={text.activity[end]}
      value={params.get(end) ?? ''}
      min={end === 'to' ? (params.get('from') ?? undefined) : undefined}
      max={end === 'from' ? (params.get('to') ?? undefined) : undefined}
      onChange={(_, { value }) => changeParams({ [end]: value, open: undefined })}
    />
  );
}
