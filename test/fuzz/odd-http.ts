import * as fc from 'fast-check';
import { oddText } from './filters.ts';
import type { Attack, Target } from './target.ts';

/** What may stand in a header without being a new line. */
const headerText = oddText.map((text) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').trim());
const tag = fc.oneof(
  fc.constantFrom('*', 'W/"1"', '"1"', 'W/"1", "2"', 'W/"', '""', ',,,', `${'"a",'.repeat(500)}"b"`),
  headerText,
);
const header = fc.oneof(
  fc.tuple(fc.constantFrom('If-Match', 'If-None-Match'), tag),
  fc.tuple(
    fc.constantFrom('Content-Type', 'Accept'),
    fc.oneof(
      headerText,
      fc.constantFrom(
        'text/plain',
        'application/scim+json;charset=utf-7',
        'a/b;c=',
        '*/*;q=',
        'x'.repeat(4000),
      ),
    ),
  ),
  fc.tuple(
    fc.constantFrom(
      'Accept-Encoding',
      'Prefer',
      'X-HTTP-Method-Override',
      'X-Request-Id',
      'Cookie',
      'Origin',
    ),
    fc.oneof(headerText, fc.constantFrom('gzip;q=0', '*;q=0', 'DELETE', '..', '{}')),
  ),
  fc.tuple(
    fc.constantFrom('X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-For', 'CF-Connecting-IP', 'Host'),
    fc.oneof(
      headerText,
      fc.constantFrom('evil.example"', 'a,b', '[::1]:99999', 'https', 'javascript:alert(1)'),
    ),
  ),
);

/** Sound requests with headers that mean something elsewhere, or nothing anywhere. */
export function oddHeaders({ userId, groupId }: Pick<Target, 'userId' | 'groupId'>): fc.Arbitrary<Attack> {
  const user = JSON.stringify({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'target@hostile.example.com',
    active: true,
  });
  const patch = JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'title', value: 'x' }],
  });
  const sound = fc.constantFrom(
    { method: 'GET', path: '/Users?count=2', body: undefined },
    { method: 'HEAD', path: `/Users/${userId}`, body: undefined },
    { method: 'GET', path: `/Groups/${groupId}`, body: undefined },
    { method: 'GET', path: '/Schemas', body: undefined },
    { method: 'PUT', path: `/Users/${userId}`, body: user },
    { method: 'PATCH', path: `/Users/${userId}`, body: patch },
    { method: 'OPTIONS', path: '/Users', body: undefined },
    { method: 'QUERY', path: '/Users', body: undefined },
  );
  return fc
    .tuple(sound, fc.array(header, { minLength: 1, maxLength: 4 }))
    .map(([request, headers]) => ({ ...request, headers: Object.fromEntries(headers) }));
}

/** Bytes that are nearly HTTP. */
export function oddBytes({ service }: Pick<Target, 'service'>): fc.Arbitrary<Attack> {
  const head = `Host: 127.0.0.1\r\nAuthorization: ${service.token}\r\n`;
  const line = fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'get', 'G E T', '', 'PRI', 'TRACE', 'CONNECT'),
      fc.constantFrom(
        '/scim/v2/Users',
        '/scim/v2/Users/%',
        '/scim/v2/%00',
        '//',
        '*',
        'http://evil.example/',
        '',
      ),
      fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTTP/2.0', ''),
    )
    .map((parts) => parts.join(' '));
  const more = fc.oneof(
    fc.constantFrom(
      '',
      'Content-Length: 5\r\nContent-Length: 6\r\n',
      'Content-Length: -1\r\n',
      'Content-Length: 99999999999999999999\r\n',
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
      'Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n',
      'Expect: 100-continue\r\n',
      'Upgrade: websocket\r\nConnection: Upgrade\r\n',
      'Host: other.example\r\n',
      ' folded: yes\r\n',
      'No colon\r\n',
      'Bad\0name: x\r\n',
      `X: ${'y'.repeat(20_000)}\r\n`,
    ),
    oddText.map((text) => `X-Odd: ${text}\r\n`),
  );
  const body = fc.oneof(fc.constantFrom('', '{}', 'ffffffff\r\n', '0\r\n\r\n', '5\r\nab'), oddText);
  const whole = fc
    .tuple(line, more, body)
    .map(([first, fields, rest]) => `${first}\r\n${head}${fields}\r\n${rest}`);
  return fc.oneof({ weight: 5, arbitrary: whole }, oddText).map((raw) => ({ raw }));
}
