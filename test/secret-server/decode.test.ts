import { describe, expect, it } from 'vitest';
import { decode, groupSchema, instantOf, userSchema } from '../../src/server/secret-server/decode.ts';
import { groupRecord, userRecord } from './fixtures.ts';

const reading = { doing: 'reading user 5', write: false };

describe('instantOf', () => {
  it.each([
    ['2022-06-01T08:31:15.275Z', '2022-06-01T08:31:15.000Z'],
    ['2022-06-01T08:31:15', '2022-06-01T08:31:15.000Z'],
    ['2022-06-01T08:31:15.1234567', '2022-06-01T08:31:15.000Z'],
    ['2022-06-01T08:31:15+02:00', '2022-06-01T06:31:15.000Z'],
    ['2022-06-01T08:31:15-0530', '2022-06-01T14:01:15.000Z'],
    ['0001-01-01T00:00:00', null],
    ['0001-01-01T00:00:00Z', null],
    ['2022-13-45T00:00:00', null],
    ['yesterday', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads %j as %j', (given, wanted) => {
    expect(instantOf(given)).toBe(wanted);
  });
});

describe('userSchema', () => {
  it.each([-1, 0, null, undefined])('takes domain id %j as local', (domainId) => {
    const user = decode(userSchema, userRecord(5, { domainId, domainName: 'Local' }), reading);
    expect(user).toMatchObject({ domainId: -1, domainName: null });
  });

  it('reads the empty e-mail, the source None and the unset date as nothing', () => {
    const record = userRecord(5, {
      emailAddress: ' ',
      externalUserSource: 'None',
      created: '0001-01-01T00:00:00',
    });
    expect(decode(userSchema, record, reading)).toMatchObject({
      emailAddress: null,
      externalUserSource: null,
      created: null,
    });
  });

  it('keeps a directory user with its domain and source', () => {
    const record = userRecord(5, {
      domainId: 3,
      domainName: 'corp.example.com',
      externalUserSource: 'Azure',
    });
    expect(decode(userSchema, record, reading)).toMatchObject({
      domainId: 3,
      domainName: 'corp.example.com',
      externalUserSource: 'Azure',
    });
  });

  it('tolerates nulls and fields it does not know, and passes none of them on', () => {
    const user = decode(userSchema, { ...userRecord(5), isLockedOut: null, newField: { deep: 1 } }, reading);
    expect(user.isLockedOut).toBe(false);
    expect(user).not.toHaveProperty('newField');
    expect(user).not.toHaveProperty('slackId');
  });

  it.each(['id', 'userName', 'enabled'])('demands %s and names it', (field) => {
    const record = { ...userRecord(5), [field]: null };
    expect(() => decode(userSchema, record, reading)).toThrow(
      expect.objectContaining({
        kind: 'unusable',
        message: expect.stringContaining(`"${field}"`) as unknown,
      }),
    );
  });

  it('does not repeat a wrong value in its fault', () => {
    const record = userRecord(5, { userName: { value: 'very-private' } });
    expect(() => decode(userSchema, record, reading)).toThrow(/^(?!.*very-private)/);
  });
});

describe('groupSchema', () => {
  it('tells what only a single read knows, and nothing from a search', () => {
    const single = decode(groupSchema, groupRecord(4, { canEditMembers: false, systemGroup: true }), reading);
    expect(single).toMatchObject({ canEditMembers: false, systemGroup: true });
    const found = decode(groupSchema, groupRecord(4), reading);
    expect(found.canEditMembers).toBeUndefined();
    expect(found.systemGroup).toBeUndefined();
  });
});
