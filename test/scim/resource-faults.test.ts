import { describe, expect, test } from 'vitest';
import { readResource } from '../../src/server/scim/resource.ts';
import { faultsOf, thrownBy } from './faults-of.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function user(more: object): object {
  return { userName: 'ada@example.com', ...more };
}

/** With the schema that every body names. */
function named(kind: 'User' | 'Group', body: object): object {
  return { schemas: [`urn:ietf:params:scim:schemas:core:2.0:${kind}`], ...body };
}

describe('a body that is no resource', () => {
  test.each([[null], [[]], ['text'], [5], [undefined], [true]])('%j', (body) => {
    expect(thrownBy(() => readResource('User', body))).toBe(
      '400 invalidSyntax: The request body has to be one JSON object. Send a SCIM resource or message.',
    );
  });
});

describe('one sentence for each fault', () => {
  const long = 'a'.repeat(1025);
  test.each<[string, object, string]>([
    ['no user name', {}, 'userName is missing or empty. Map a value to it, a user cannot be without it.'],
    [
      'a blank user name',
      { userName: ' ' },
      'userName is missing or empty. Map a value to it, a user cannot be without it.',
    ],
    ['a number', { userName: 5 }, 'userName has to be text. Send one value in quotation marks.'],
    [
      'a list of user names',
      { userName: ['a', 'b'] },
      'userName has to be text. Send one value in quotation marks.',
    ],
    [
      'a number in a part',
      user({ name: { givenName: 5 } }),
      'name.givenName has to be text. Send one value in quotation marks.',
    ],
    [
      'text as a name',
      user({ name: 'Ada' }),
      'name has to be a JSON object. Send its parts by name, or leave it out.',
    ],
    ['no boolean', user({ active: 'yes' }), 'active has to be true or false. Correct its mapping.'],
    ['a number as boolean', user({ active: 0 }), 'active has to be true or false. Correct its mapping.'],
    ['a long user name', { userName: 'a'.repeat(256) }, 'userName has more than 255 characters. Shorten it.'],
    [
      'a long display name',
      user({ displayName: 'a'.repeat(256) }),
      'displayName has more than 255 characters. Shorten it.',
    ],
    ['a long text', user({ title: long }), 'title has more than 1024 characters. Shorten it.'],
    [
      'a long extension text',
      user({ [enterprise]: { department: long } }),
      'department has more than 1024 characters. Shorten it.',
    ],
    [
      'a line break in a name',
      { userName: 'a\nb' },
      'userName holds a control character, such as a line break. Take it out.',
    ],
    [
      'a null character',
      user({ title: 'a\u0000b' }),
      'title holds a control character, such as a line break. Take it out.',
    ],
    [
      'half a character',
      user({ displayName: 'a\ud800' }),
      'displayName is not valid Unicode text. Type it again.',
    ],
    [
      'no e-mail address',
      user({ emails: ['ada example'] }),
      'emails.value (value 1 of the list) is not an e-mail address. Correct it, or send none.',
    ],
    [
      'a line break in an e-mail address',
      user({ emails: [{ value: 'a@example.com' }, { value: 'a@example.com\r\nBcc: b@example.com' }] }),
      'emails.value (value 2 of the list) holds a control character, such as a line break. Take it out.',
    ],
    [
      'a certificate that is not base64',
      user({ x509Certificates: [{ value: '###' }] }),
      'x509Certificates.value (value 1 of the list) is not base64. Encode it so, or send none.',
    ],
    [
      'two primary values',
      user({
        emails: [
          { value: 'a@example.com', primary: true },
          { value: 'b@example.com', primary: 'True' },
        ],
      }),
      'emails has 2 primary values. Mark one of them as primary, not more.',
    ],
    [
      'too many values',
      user({ roles: Array(201).fill('x') }),
      'roles would hold more than 200 values. Send fewer.',
    ],
    [
      'a number in a list',
      user({ roles: [5] }),
      'roles (value 1 of the list) has to be a JSON object. Send its parts by name, or leave it out.',
    ],
    [
      'an extension as text',
      user({ [enterprise]: 'x' }),
      `${enterprise} has to be a JSON object. Send its attributes by name, or leave it out.`,
    ],
    [
      'a name given twice',
      user({ active: true, Active: false }),
      'active is there more than once, spelled in different ways. Send it once.',
    ],
  ])('%s', (_, body, sentence) => {
    expect(faultsOf(readResource('User', named('User', body)))).toEqual([
      expect.stringMatching(/^400 invalid\w+: |^400 tooMany: /),
    ]);
    expect(readResource('User', named('User', body)).faults[0]?.message).toBe(sentence);
  });

  test.each<[string, object, string]>([
    ['no name', {}, 'displayName is missing or empty. Map a value to it, a group cannot be without it.'],
    [
      'a member without id',
      { displayName: 'G', members: [{ display: 'x' }] },
      'members has an entry without value. Send every entry with one.',
    ],
    [
      'a number as member',
      { displayName: 'G', members: [{ value: 42 }] },
      'members.value (value 1 of the list) has to be text. Send one value in quotation marks.',
    ],
    [
      'a group in the group',
      { displayName: 'G', members: [{ value: '7', type: 'Group' }] },
      'members.type (value 1 of the list) has to be User. Push the people themselves: Secret Server has no groups in groups.',
    ],
  ])('of a group: %s', (_, body, sentence) => {
    expect(readResource('Group', named('Group', body)).faults.map(({ message }) => message)).toEqual([
      sentence,
    ]);
  });

  test('no sentence holds the value', () => {
    const secret = `hunter2${'x'.repeat(2000)}`;
    const { faults } = readResource(
      'User',
      named('User', user({ password: secret, emails: ['hunter 2'], title: secret })),
    );
    expect(faults).toHaveLength(3);
    for (const { message } of faults) expect(message).not.toContain('hunter2');
  });
});

describe('an attribute with a fault', () => {
  test('is neither there nor asked for, and takes nothing else with it', () => {
    const { resource, asked, faults } = readResource(
      'User',
      named('User', user({ active: 'False', title: 5, emails: ['x y'], name: { givenName: 'Ada' } })),
    );
    expect(faults).toHaveLength(2);
    expect(resource).toEqual({ userName: 'ada@example.com', active: false, name: { givenName: 'Ada' } });
    expect(asked).toEqual(new Set(['userName', 'active', 'name']));
  });

  test('does not hide that active is false when the user name is missing', () => {
    const { resource, asked, faults } = readResource('User', named('User', { active: false }));
    expect(faults).toHaveLength(1);
    expect(resource).toEqual({ active: false });
    expect(asked).toEqual(new Set(['active']));
  });

  test('in an extension keeps the whole extension as it was', () => {
    const body = user({ [enterprise]: { department: 'Research', costCenter: 5 } });
    const { resource, asked } = readResource('User', named('User', body));
    expect(resource).toEqual({ userName: 'ada@example.com' });
    expect(asked).toEqual(new Set(['userName']));
  });

  test('given twice counts not at all', () => {
    const { resource, asked } = readResource('User', named('User', user({ title: 'a', TITLE: 'b' })));
    expect(resource).toEqual({ userName: 'ada@example.com' });
    expect(asked).toEqual(new Set(['userName']));
  });
});

describe('a text that the resource holds already', () => {
  const current = { displayName: 'x'.repeat(300), emails: [{ value: 'n a', type: 'work', primary: true }] };

  test('is taken as it is: a client sends our own answer back', () => {
    const { resource, faults } = readResource('User', named('User', user(current)), current);
    expect(faults).toEqual([]);
    expect(resource).toMatchObject(current);
  });

  test('is no excuse for another text, or another attribute', () => {
    const body = user({
      displayName: 'y'.repeat(300),
      emails: [{ value: 'no one' }],
      title: 'z'.repeat(2000),
    });
    expect(
      readResource('User', named('User', body), { ...current, nickName: 'z'.repeat(2000) }).faults,
    ).toHaveLength(3);
  });
});
