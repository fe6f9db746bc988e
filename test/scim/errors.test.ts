import { expect, test } from 'vitest';
import { ScimError } from '../../src/server/scim/errors.ts';

const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];

test('the body has the status as text and the sentence as detail', () => {
  expect(new ScimError(409, 'uniqueness', 'There is such a user.').body()).toEqual({
    schemas,
    status: '409',
    scimType: 'uniqueness',
    detail: 'There is such a user.',
  });
});

test('without a scimType there is none in the body, and the cause stays inside', () => {
  const error = new ScimError(429, null, 'Ask again later.', { retryAfter: 300, cause: 'inside' });
  expect(error.body()).toEqual({ schemas, status: '429', detail: 'Ask again later.' });
  expect(error).toMatchObject({ retryAfter: 300, cause: 'inside' });
});
