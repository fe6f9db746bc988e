import { patchOf, startService, urn, type Send } from '../../conformance/client.ts';

/** What the page calls the service: the address of a tunnel. */
const address = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'scim.example.com' };
const moment = '2026-01-31T08:00:00.000Z';

interface Example extends Omit<Send, 'headers'> {
  readonly says: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ada = {
  schemas: [urn.user, urn.enterprise],
  userName: 'ada@example.com',
  externalId: '00u1ada',
  name: { givenName: 'Ada', familyName: 'Example' },
  displayName: 'Ada Example',
  emails: [{ value: 'ada@example.com', type: 'work', primary: true }],
  active: true,
  [urn.enterprise]: { department: 'Research' },
};

/** In paths and bodies, {user} and {group} stand for the ids of the first that was made of each. */
function examples(): readonly Example[] {
  const search = encodeURIComponent('userName eq "ADA@example.com"');
  const patch = (...operations: readonly object[]): Pick<Example, 'method' | 'body'> => ({
    method: 'PATCH',
    body: patchOf(...operations),
  });
  return [
    { says: 'A user is made.', method: 'POST', path: '/Users', body: ada },
    { says: 'The same again.', method: 'POST', path: '/Users', body: ada },
    { says: 'Okta looks a user up.', path: `/Users?filter=${search}&attributes=userName,active` },
    {
      says: 'Okta deactivates one.',
      path: '/Users/{user}?attributes=userName,active',
      ...patch({ op: 'replace', value: { active: false } }),
    },
    {
      says: 'Entra ID activates one, and sets what was not there.',
      path: '/Users/{user}?attributes=active,phoneNumbers',
      ...patch(
        { op: 'Replace', path: 'active', value: 'True' },
        { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '555-0100' },
      ),
    },
    {
      says: 'A value that is not there cannot be replaced (RFC 7644 section 3.5.2.3).',
      path: '/Users/{user}',
      ...patch({ op: 'replace', path: 'phoneNumbers[type eq "fax"].value', value: '555-0101' }),
    },
    {
      says: 'A change of a version that is not there any more.',
      method: 'PUT',
      path: '/Users/{user}',
      body: ada,
      headers: { 'If-Match': 'W/"1"' },
    },
    {
      says: 'A group with a member.',
      method: 'POST',
      path: '/Groups',
      body: { schemas: [urn.group], displayName: 'Vault Ops', members: [{ value: '{user}' }] },
    },
    {
      says: 'A member leaves, and the name changes.',
      path: '/Groups/{group}',
      ...patch(
        { op: 'remove', path: 'members[value eq "{user}"]' },
        { op: 'replace', value: { displayName: 'Vault Operators' } },
      ),
    },
    {
      says: 'A search over both types.',
      method: 'POST',
      path: '/.search',
      body: {
        schemas: [urn.search],
        filter: 'emails[value ew "@example.com" and primary eq true] or displayName sw "Vault"',
        attributes: ['displayName'],
        sortBy: 'displayName',
        count: 2,
      },
    },
    {
      says: 'A list by cursor (RFC 9865); `nextCursor` leads on.',
      path: '/Users?cursor&count=1&attributes=id',
    },
    {
      says: 'A user and a group that refers to it, in one request.',
      method: 'POST',
      path: '/Bulk',
      body: {
        schemas: [urn.bulk],
        failOnErrors: 1,
        Operations: [
          {
            method: 'POST',
            path: '/Groups',
            bulkId: 'g',
            data: { schemas: [urn.group], displayName: 'Vault Readers', members: [{ value: 'bulkId:u' }] },
          },
          {
            method: 'POST',
            path: '/Users',
            bulkId: 'u',
            data: { schemas: [urn.user], userName: 'bob@example.com' },
          },
        ],
      },
    },
    {
      says: 'A filter that cannot be read.',
      path: `/Users?filter=${encodeURIComponent('userName is "ada"')}`,
    },
    { says: 'A user is disabled and gone for this client.', method: 'DELETE', path: '/Users/{user}' },
    {
      says: 'It is not there any more, and made again under the same id by the same POST.',
      path: '/Users/{user}',
    },
    { says: 'What the service can do.', path: '/ServiceProviderConfig' },
  ];
}

/** Sends all of them to a listener on a sandbox, and writes down what came back, with one date for all dates. */
export async function playExamples(): Promise<string> {
  const service = await startService();
  try {
    const ids: { [type: string]: string } = {};
    const withIds = (text: string): string =>
      text.replaceAll(/\{(user|group)\}/g, (_, type: string) => ids[type] ?? '');
    const played: string[] = [];
    for (const { says, path: written, headers = {}, method = 'GET', body: template } of examples()) {
      const path = withIds(written);
      const body: unknown =
        template === undefined ? undefined : JSON.parse(withIds(JSON.stringify(template)));
      const reply = await service.call(path, { method, body, headers: { ...address, ...headers } });
      if (reply.status === 201) ids[String(reply.body.meta.resourceType).toLowerCase()] ??= reply.body.id;
      const asked = [
        `${method} ${decodeURIComponent(path)}`,
        ...Object.entries(headers).map((one) => one.join(': ')),
      ].join('\n');
      const sent = body === undefined ? '' : `\n${pretty(body)}`;
      const got = reply.body === undefined ? '' : `\n${settled(pretty(reply.body))}`;
      played.push(`${says}\n\n\`\`\`http\n${asked}${sent}\n\n${String(reply.status)}${got}\n\`\`\``);
    }
    return played.join('\n\n');
  } finally {
    await service.close();
  }
}

/** What differs from run to run is always the same here. */
function settled(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, moment)
    .replaceAll(/("nextCursor": ?")[^"]+/g, '$1WyJ4…');
}

/** JSON in which each part that fits stands on one line. */
function pretty(value: unknown, indent = ''): string {
  const line = JSON.stringify(value).replaceAll(/","|":(?=\S)|,"(?=[^,]*":)|,\{/g, (mark) =>
    mark === '","' ? '", "' : mark === '":' ? '": ' : `${mark[0] ?? ''} ${mark.slice(1)}`,
  );
  if (line.length + indent.length <= 110 || typeof value !== 'object' || value === null) return line;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Array.isArray(value)
    ? value.map((one) => pretty(one, deeper))
    : Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${pretty(one, deeper)}`);
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`;
}
