import { ScimError } from '../scim/errors.ts';

/** What is said of a request before anybody looks at what it asks for, and of those that nobody can answer. */
export const rejections = {
  token: () =>
    new ScimError(401, null, 'The token is missing or not known to SCIM Tray. Paste a current one in Okta.'),
  expiredToken: () =>
    new ScimError(401, null, 'This token has expired. Make a new one in SCIM Tray and paste it in Okta.'),
  mediaType: () =>
    new ScimError(415, null, 'The body has to be JSON. Send Content-Type: application/scim+json.'),
  contentCoding: () =>
    new ScimError(415, null, 'The body is compressed or encoded. Send it without Content-Encoding.'),
  /** @param most such as "1 MiB" */
  tooLarge: (most: string, cause?: unknown) =>
    new ScimError(413, null, `The body is larger than ${most}. Send fewer values in one request.`, { cause }),
  noUtf8: (cause?: unknown) =>
    new ScimError(400, 'invalidSyntax', 'The body is not UTF-8. Send JSON in UTF-8.', { cause }),
  empty: () => new ScimError(400, 'invalidSyntax', 'The body is empty. Send a JSON object.'),
  noJson: (cause?: unknown) =>
    new ScimError(400, 'invalidSyntax', 'The body is not valid JSON. Correct it and send it again.', {
      cause,
    }),
  cut: (cause?: unknown) =>
    new ScimError(400, 'invalidSyntax', 'The body ended too early. Send it again.', { cause }),
  unreadable: () =>
    new ScimError(400, 'invalidSyntax', 'The request cannot be read. Check its address and its length.'),
  host: () =>
    new ScimError(
      400,
      'invalidSyntax',
      'The request has to name one host. Check what stands between Okta and SCIM Tray.',
    ),
  noHttp: () =>
    new ScimError(
      400,
      'invalidSyntax',
      'The request is not HTTP. Check what stands between Okta and SCIM Tray.',
    ),
  slow: () =>
    new ScimError(408, null, 'The connection is too slow: the request has not come in whole. Send it again.'),
  headers: () =>
    new ScimError(
      431,
      null,
      'The address or the headers are longer than 16 KiB. Send a long filter as POST to /.search.',
    ),
  address: () =>
    new ScimError(404, null, 'There is nothing at this address. Check the base URL: it ends in /scim/v2.'),
  /** @param allowed the methods that the address takes */
  method: (method: string, allowed: string) =>
    new ScimError(405, null, `${method} is not supported here. Use ${allowed || 'another method'}.`),
  me: () =>
    new ScimError(
      501,
      null,
      'The token belongs to a program and not to a user, so there is no /Me. Address the user as /Users/{id}.',
    ),
  discoveryFilter: () =>
    new ScimError(403, null, 'What the server can do is not filtered. Leave the filter out.'),
  definition: () =>
    new ScimError(
      404,
      null,
      'There is no such schema or resource type. Leave the name out to list all of them.',
    ),
  failed: (cause?: unknown) =>
    new ScimError(
      500,
      null,
      'Something went wrong in SCIM Tray. Its log names this request; retry in Okta.',
      { cause },
    ),
} as const;
