import { fromSecretServer, refusals } from '../../../src/server/domain/refusals.ts';
import { rejections } from '../../../src/server/http/rejections.ts';
import { ScimError } from '../../../src/server/scim/errors.ts';
import { FAULTS } from '../../../src/server/scim/faults.ts';
import { FILTER_FAULTS } from '../../../src/server/scim/filter-faults.ts';
import { SecretServerError } from '../../../src/server/secret-server/model.ts';
import { table } from './table.ts';

type Row = readonly [status: string, scimType: string, sentence: string];

/** All that a client can be refused with, one table for each thing that refuses. */
export function errorTables(): string {
  return [
    section(
      'Of the request as such',
      Object.values(rejections).map((one) => rowOf(one('{…}', '{methods}'))),
    ),
    section(
      'Of its form and its values',
      Object.values(FAULTS).map(([status, scimType, so, todo]): Row => [
        String(status),
        scimType,
        `${so}. ${todo}.`,
      ]),
    ),
    section(
      'Of a filter',
      Object.values(FILTER_FAULTS).map(([so, todo]): Row => [
        '400',
        'invalidFilter',
        `Filter, position {at}: ${so}. ${todo}.`,
      ]),
    ),
    section(
      'Of what it asks for',
      Object.values(refusals).map((one) => rowOf(one('{…}'))),
    ),
    section('Of Secret Server', secretServerRows()),
  ].join('\n\n');
}

function secretServerRows(): readonly Row[] {
  const kinds = ['unreachable', 'other-server', 'untrusted', 'sign-in-refused', 'forbidden'] as const;
  const thrown = [
    ...kinds.map((kind) => new SecretServerError(kind, '')),
    new SecretServerError('refused', '', { said: '{what it says}' }),
    new SecretServerError('refused', '', { errorCode: 'API_AccessDenied' }),
    new SecretServerError('refused', ''),
  ];
  return thrown.map((one) => rowOf(fromSecretServer(one)));
}

function rowOf(error: unknown): Row {
  if (!(error instanceof ScimError)) throw new TypeError('no SCIM error');
  const { status, scimType, retryAfter, message } = error;
  return [retryAfter === null ? String(status) : `${status}, ${retryAfter} s`, scimType ?? '', message];
}

function section(title: string, rows: readonly Row[]): string {
  return `### ${title}\n\n${table(['status', 'scimType', 'detail'], rows)}`;
}
