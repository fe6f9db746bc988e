import type { PersonRow, PersonState } from '../../../main/ipc/people.ts';
import { count } from '../../format.ts';
import type { Column } from '../../parts/data-table.tsx';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { ListTime } from '../../parts/time.tsx';
import { text } from '../../text.ts';

/** Which mark stands for each state. */
const marks: Readonly<Record<PersonState, string>> = {
  Active: 'Done',
  Inactive: 'No change',
  'Not linked': 'Not linked',
  Conflict: 'warning',
};

const name: Column<PersonRow> = { id: 'name', name: text.people.name, cell: (row) => row.name };
const state: Column<PersonRow> = {
  id: 'state',
  name: text.people.state,
  width: '128px',
  cell: (row) => <ResultBadge result={marks[row.state]} word={row.state} />,
};
const domain: Column<PersonRow> = {
  id: 'domain',
  name: text.people.domain,
  width: '112px',
  from: 720,
  cell: (row) => row.domain,
};
const changed: Column<PersonRow> = {
  id: 'changed',
  name: text.people.changed,
  width: '128px',
  from: 660,
  cell: ({ changedAt }) => <ListTime at={changedAt} />,
};
const related = (title: string): Column<PersonRow> => ({
  id: 'related',
  name: title,
  width: '88px',
  from: 420,
  cell: (row) => count(row.related),
});

export const columnsOf: Readonly<Record<PersonRow['type'], readonly Column<PersonRow>[]>> = {
  User: [
    name,
    { id: 'signIn', name: text.people.signIn, from: 540, cell: ({ signInName }) => signInName ?? '–' },
    state,
    related(text.people.groups),
    domain,
    changed,
  ],
  Group: [name, state, related(text.people.members), domain, changed],
};
