import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeUser, patchOf, startService, urn, type Reply, type Service } from './client.ts';

/** RFC 7644 section 3.5.2: what a PATCH is refused for. */

let service: Service;
let id: string;
let made = 0;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  made += 1;
  ({ id } = await makeUser(service, `patch.${made}@example.com`, {
    displayName: 'Pat Ch',
    name: { givenName: 'Pat', familyName: 'Ch' },
    title: 'old',
    emails: [
      { value: `patch.${made}@example.com`, type: 'work', primary: true },
      { value: 'home@example.com', type: 'home' },
    ],
    phoneNumbers: [
      { value: '1', type: 'work' },
      { value: '2', type: 'work' },
      { value: '3', type: 'home' },
    ],
    [urn.enterprise]: { department: 'R&D', costCenter: '7' },
  }));
});
afterAll(() => service.close());

const patch = (...operations: object[]): Promise<Reply> =>
  service.call(`/Users/${id}`, { method: 'PATCH', body: patchOf(...operations) });
async function refused(...operations: object[]): Promise<string> {
  const before = (await service.call(`/Users/${id}`)).body;
  const { status, body } = await patch(...operations);
  expect({ status, schemas: body.schemas }).toEqual({ status: 400, schemas: [urn.error] });
  expect(body.detail).toMatch(/^Operation \d+: .{15,}/);
  expect((await service.call(`/Users/${id}`)).body).toEqual(before);
  return body.scimType;
}

describe('refusals (section 3.12, table 9), all before anything is changed', () => {
  test.each<[string, object, string]>([
    ['remove without a path', { op: 'remove' }, 'noTarget'],
    [
      'replace of values that are not there',
      { op: 'replace', path: 'phoneNumbers[value eq "9"]', value: { value: '8' } },
      'noTarget',
    ],
    [
      'to replace what a filter does not find',
      { op: 'replace', path: 'emails[type eq "other"]', value: { value: 'x@example.com' } },
      'noTarget',
    ],
    [
      'to replace a part of what a filter does not find',
      { op: 'replace', path: 'addresses[type eq "other"].locality', value: 'x' },
      'noTarget',
    ],
    ['an unknown attribute', { op: 'add', path: 'shoeSize', value: 42 }, 'invalidPath'],
    ['an unknown part', { op: 'add', path: 'name.petName', value: 'x' }, 'invalidPath'],
    ['an unknown schema', { op: 'add', path: 'urn:example:User:title', value: 'x' }, 'invalidPath'],
    ['a path that ends early', { op: 'remove', path: 'phoneNumbers[type eq "work"' }, 'invalidPath'],
    ['a path that is no text', { op: 'remove', path: 7 }, 'invalidPath'],
    ['a filter on a single value', { op: 'remove', path: 'title[value eq "x"]' }, 'invalidPath'],
    ['a filter that cannot be read', { op: 'remove', path: 'phoneNumbers[type is "work"]' }, 'invalidFilter'],
    ['an unknown operation', { op: 'increment', path: 'title', value: 'x' }, 'invalidSyntax'],
    ['no operation', { path: 'title', value: 'x' }, 'invalidSyntax'],
    ['add without a value', { op: 'add', path: 'title' }, 'invalidValue'],
    ['a number for a text', { op: 'replace', path: 'title', value: 7 }, 'invalidValue'],
    ['an object for a text', { op: 'replace', path: 'title', value: { a: 1 } }, 'invalidValue'],
    ['a text for a boolean', { op: 'replace', path: 'active', value: 'maybe' }, 'invalidValue'],
    ['a text for attributes', { op: 'replace', value: 'title' }, 'invalidValue'],
    [
      'two primary values',
      {
        op: 'replace',
        path: 'emails',
        value: [
          { value: 'a@b.c', primary: true },
          { value: 'd@e.f', primary: true },
        ],
      },
      'invalidValue',
    ],
    ['the id', { op: 'replace', path: 'id', value: '7' }, 'mutability'],
    ['meta', { op: 'remove', path: 'meta.created' }, 'mutability'],
    ['schemas', { op: 'add', path: 'schemas', value: ['urn:x'] }, 'mutability'],
    ['groups of a user', { op: 'add', path: 'groups', value: [{ value: '1' }] }, 'mutability'],
    ['a required attribute', { op: 'remove', path: 'userName' }, 'mutability'],
    ['another user name', { op: 'replace', path: 'userName', value: 'other@example.com' }, 'mutability'],
  ])('%s', async (_, operation, scimType) => {
    const good = { op: 'replace', path: 'title', value: 'changed' };
    if (
      scimType === 'mutability' &&
      'path' in operation &&
      operation.path === 'userName' &&
      'value' in operation
    ) {
      const { status, body } = await patch(operation);
      expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType });
      return;
    }
    expect(await refused(good, operation)).toBe(scimType);
  });

  test.each<[string, unknown]>([
    ['no operations', patchOf()],
    ['operations that are no list', { schemas: [urn.patch], Operations: {} }],
    ['no schemas', { Operations: [{ op: 'remove', path: 'title' }] }],
    ['another message', { schemas: [urn.user], Operations: [{ op: 'remove', path: 'title' }] }],
    ['a list', []],
  ])('%s', async (_, body) => {
    const answer = await service.call(`/Users/${id}`, { method: 'PATCH', body });
    expect({ status: answer.status, scimType: answer.body.scimType }).toEqual({
      status: 400,
      scimType: 'invalidSyntax',
    });
  });
});
