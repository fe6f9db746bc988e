import type { PlanRow } from '../../../main/ipc/jobs.ts';
import type { Column } from '../../parts/data-table.tsx';
import { text } from '../../text.ts';
import { signs } from './plan-kinds.ts';

export const planColumns: readonly Column<PlanRow>[] = [
  { id: 'name', name: text.jobs.columns.name, cell: ({ name }) => name },
  {
    id: 'kind',
    name: text.jobs.columns.kind,
    width: '132px',
    cell: ({ kind }) => `${signs[kind]} ${text.jobs.kindNames[kind]}`,
  },
  {
    id: 'type',
    name: text.jobs.columns.type,
    width: '80px',
    from: 720,
    cell: ({ type }) => text.jobs.types[type],
  },
  { id: 'signIn', name: text.people.signIn, from: 640, cell: ({ signInName }) => signInName ?? '–' },
  {
    id: 'why',
    name: text.jobs.columns.why,
    from: 480,
    cell: ({ why, stale }) => (stale ? text.jobs.changedSince : (why ?? '')),
  },
];
