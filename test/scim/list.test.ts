import { describe, expect, test } from 'vitest';
import { type Query, listResponse, readPaging } from '../../src/server/scim/list.ts';
import { thrownBy } from './faults-of.ts';

describe('readPaging', () => {
  test.each<[string, Query, { startIndex: number; count: number }]>([
    ['nothing asked', {}, { startIndex: 1, count: 100 }],
    ['Test API Credentials', { startIndex: '1', count: '2' }, { startIndex: 1, count: 2 }],
    ['a later page', { startIndex: '101', count: '100' }, { startIndex: 101, count: 100 }],
    ['the total alone', { count: '0' }, { startIndex: 1, count: 0 }],
    ['below the first', { startIndex: '0', count: '-7' }, { startIndex: 1, count: 0 }],
    ['a negative start', { startIndex: '-3' }, { startIndex: 1, count: 100 }],
    ['a page that is too big', { count: '5000' }, { startIndex: 1, count: 1000 }],
    ['empty parameters', { startIndex: '', count: '' }, { startIndex: 1, count: 100 }],
    [
      'more digits than a number has',
      { startIndex: '9'.repeat(400) },
      { startIndex: Number.MAX_SAFE_INTEGER, count: 100 },
    ],
    ['as many digits below zero', { startIndex: `-${'9'.repeat(400)}` }, { startIndex: 1, count: 100 }],
  ])('%s', (_, query, expected) => {
    expect(readPaging(query)).toEqual(expected);
  });

  test.each<[string, Query]>([
    ['startIndex', { startIndex: 'one' }],
    ['startIndex', { startIndex: '1.5' }],
    ['startIndex', { startIndex: ['1', '2'] }],
    ['count', { count: '1e3' }],
    ['count', { count: '0x10' }],
    ['count', { count: ' 5' }],
  ])('%s that is no whole number: %j', (name, query) => {
    expect(thrownBy(() => readPaging(query))).toBe(
      `400 invalidValue: ${name} has to be one whole number. Send it once, in digits, such as ${name}=1.`,
    );
  });
});

describe('listResponse', () => {
  test('puts resources that are JSON text into a page, with integers', () => {
    const text = listResponse({
      totalResults: 57,
      startIndex: 11,
      resources: '{"id":"11"},{"id":"12"}',
      count: 2,
    });
    expect(JSON.parse(text)).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 57,
      startIndex: 11,
      itemsPerPage: 2,
      Resources: [{ id: '11' }, { id: '12' }],
    });
  });

  test('an empty page past the end holds an empty list', () => {
    const page: unknown = JSON.parse(
      listResponse({ totalResults: 2, startIndex: 101, resources: '', count: 0 }),
    );
    expect(page).toMatchObject({ totalResults: 2, startIndex: 101, itemsPerPage: 0, Resources: [] });
  });
});
