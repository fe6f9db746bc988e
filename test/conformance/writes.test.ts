import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, makeUser, person, query, startService, urn, type Reply, type Service } from './client.ts';
import { full } from './full-person.ts';

/** RFC 7644 section 3.3: POST; RFC 7643 sections 3 and 4: what is stored and returned. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const post = (body: unknown, path = '/Users'): Promise<Reply> => service.call(path, { method: 'POST', body });

describe('POST', () => {
  test('gives the resource, where it is and which version', async () => {
    const { status, headers, body } = await post(person('first.write@example.com'));
    expect(status).toBe(201);
    expect(body.id).toMatch(/^\d+$/);
    expect(headers.get('Location')).toBe(`${service.scimBaseUrl}/Users/${body.id}`);
    expect(body.meta.location).toBe(headers.get('Location'));
    expect(headers.get('ETag')).toBe(body.meta.version);
    expect((await service.call(`/Users/${body.id}`)).body).toEqual(body);
  });

  test('keeps and gives back every attribute of the schemas', async () => {
    const { body } = await post({
      ...person('full.write@example.com', full),
      schemas: [urn.user, urn.enterprise],
    });
    expect(body).toMatchObject({
      ...full,
      userName: 'full.write@example.com',
      schemas: [urn.user, urn.enterprise],
    });
    const { body: listed } = await service.call(
      `/Users${query({ filter: 'userName eq "full.write@example.com"' })}`,
    );
    expect(listed.Resources).toEqual([body]);
    await service.host.calls['import.run']({});
    expect((await service.call(`/Users/${body.id}`)).body).toEqual(body);
  });

  test('gives texts back as they were sent, whatever they look like', async () => {
    const title = '"\\/Users/1 \\/ \u2028 </script> {{x}} %s \u{1f600} "\\u0041';
    const { body } = await post(
      person('odd.write@example.com', { title, nickName: '"\\/', displayName: title }),
    );
    expect(body).toMatchObject({ title, nickName: '"\\/', displayName: title });
    const group = await makeGroup(service, `"\\/Groups/1 ${title}`, [body.id]);
    const { body: member } = await service.call(`/Users/${body.id}`);
    expect(member.groups).toMatchObject([{ display: group.displayName, $ref: group.meta.location }]);
  });

  test('reads names of attributes in any letter case', async () => {
    const { body } = await post({
      SCHEMAS: [urn.user],
      USERNAME: 'Case.Write@example.com',
      Name: { GIVENNAME: 'Ca' },
      EMAILS: [{ VALUE: 'c@example.com', Primary: true }],
    });
    expect(body).toMatchObject({
      userName: 'Case.Write@example.com',
      name: { givenName: 'Ca' },
      emails: [{ value: 'c@example.com', primary: true }],
    });
  });

  test('takes an e-mail address in whatever form', async () => {
    const emails = [{ value: 'emailName357', type: 'work', primary: true }];
    const { status, body } = await post(person('form.write@example.com', { emails }));
    expect({ status, emails: body.emails }).toEqual({ status: 201, emails });
  });

  test('takes booleans as words, and one value for a list', async () => {
    const { body } = await post(
      person('words.write@example.com', {
        active: 'False',
        emails: { value: 'w@example.com' },
        phoneNumbers: '555',
      }),
    );
    expect(body).toMatchObject({
      active: false,
      emails: [{ value: 'w@example.com' }],
      phoneNumbers: [{ value: '555' }],
    });
  });

  test('ignores what the service decides, and what no schema knows', async () => {
    const { status, body } = await post(
      person('ignored.write@example.com', {
        id: '1',
        meta: { version: 'x' },
        groups: [{ value: '1' }],
        shoeSize: 42,
        'urn:example:2.0:Pet': { name: 'x' },
      }),
    );
    expect(status).toBe(201);
    expect(body.id).not.toBe('1');
    for (const name of ['shoeSize', 'urn:example:2.0:Pet']) expect(body).not.toHaveProperty(name);
  });

  test('never gives a password back', async () => {
    const { body } = await post(person('secret.write@example.com', { password: 'hunter2-Hunter2!' }));
    expect(JSON.stringify(body)).not.toMatch(/password|hunter2/i);
    const { body: asked } = await service.call(
      `/Users/${body.id}${query({ attributes: 'password,userName' })}`,
    );
    expect(asked).not.toHaveProperty('password');
  });

  test.each<[string, object, number, string]>([
    ['no userName', { schemas: [urn.user], displayName: 'x' }, 400, 'invalidValue'],
    ['an empty userName', person(' '), 400, 'invalidValue'],
    ['a name that is taken', person('FIRST.write@EXAMPLE.com'), 409, 'uniqueness'],
    ['a text for an object', person('bad.write@example.com', { name: 'Bad' }), 400, 'invalidValue'],
    ['a number for a text', person('bad.write@example.com', { title: 7 }), 400, 'invalidValue'],
    ['a list for a text', person('bad.write@example.com', { title: ['a'] }), 400, 'invalidValue'],
    ['a word for a boolean', person('bad.write@example.com', { active: 'perhaps' }), 400, 'invalidValue'],
    [
      'two primary e-mails',
      person('bad.write@example.com', {
        emails: [
          { value: 'a@b.c', primary: true },
          { value: 'd@e.f', primary: true },
        ],
      }),
      400,
      'invalidValue',
    ],
    ['an attribute twice', { ...person('bad.write@example.com'), USERNAME: 'x' }, 400, 'invalidSyntax'],
    [
      'the schema of groups alone',
      { ...person('bad.write@example.com'), schemas: [urn.group] },
      400,
      'invalidValue',
    ],
    ['no schemas', { userName: 'bad.write@example.com' }, 400, 'invalidValue'],
    ['empty schemas', { userName: 'bad.write@example.com', schemas: [] }, 400, 'invalidValue'],
    [
      'schemas that are no list',
      { ...person('bad.write@example.com'), schemas: urn.user },
      400,
      'invalidValue',
    ],
  ])('%s is refused', async (_, body, status, scimType) => {
    const answer = await post(body);
    expect({ status: answer.status, scimType: answer.body.scimType }).toEqual({ status, scimType });
    expect(service.sandbox.userByName('bad.write@example.com')).toBeUndefined();
  });

  test('groups with members', async () => {
    const { id } = await makeUser(service, 'member.write@example.com');
    const { status, headers, body } = await post(
      { schemas: [urn.group], displayName: 'Writers', externalId: 'g-1', members: [{ value: id }] },
      '/Groups',
    );
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`${service.scimBaseUrl}/Groups/${body.id}`);
    expect(body).toMatchObject({
      schemas: [urn.group],
      displayName: 'Writers',
      externalId: 'g-1',
      members: [
        {
          value: id,
          display: 'member.write@example.com',
          type: 'User',
          $ref: `${service.scimBaseUrl}/Users/${id}`,
        },
      ],
      meta: { resourceType: 'Group' },
    });
    const { body: user } = await service.call(`/Users/${id}`);
    expect(user.groups).toContainEqual({
      value: body.id,
      display: 'Writers',
      type: 'direct',
      $ref: `${service.scimBaseUrl}/Groups/${body.id}`,
    });
    expect((await post({ schemas: [urn.group], displayName: 'WRITERS' }, '/Groups')).status).toBe(409);
    expect((await post({ schemas: [urn.group] }, '/Groups')).body.scimType).toBe('invalidValue');
  });
});
