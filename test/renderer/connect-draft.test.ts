import { expect, test } from 'vitest';
import {
  acceptable,
  addressFault,
  connectRequest,
  emptyDraft,
  publicAddressFault,
} from '../../src/renderer/screens/setup/connect-draft.ts';

test.each([
  ['', 'empty'],
  ['secrets.example.com', 'malformed'],
  ['ftp://secrets.example.com', 'scheme'],
  ['http://secrets.example.com', 'plain'],
  ['http://127.0.0.1:8080/SecretServer', null],
  [' https://secrets.example.com/SecretServer ', null],
] as const)('the address %j: %s', (url, fault) => {
  expect(addressFault(url)).toBe(fault);
});

test('empty fields are left out, and nothing of the secret is trimmed', () => {
  const draft = { ...emptyDraft, url: ' https://s.example.com ', userName: ' svc ', password: ' a b ' };
  expect(connectRequest(draft)).toEqual({ url: 'https://s.example.com', userName: 'svc', password: ' a b ' });
});

test('only what failed can be accepted', () => {
  const line = { sentence: 's', name: 'Unrestricted by Teams' };
  expect(acceptable([{ ...line, result: 'failed' }])).toEqual({ partialView: true, otherServer: false });
  expect(acceptable([{ ...line, result: 'ok' }])).toEqual({ partialView: false, otherServer: false });
});

test.each([
  ['', 'empty'],
  ['scim.example.com', 'malformed'],
  ['http://scim.example.com/scim/v2', 'plain'],
  ['https://scim.example.com/other', 'path'],
  ['https://scim.example.com', null],
  ['https://scim.example.com/scim/v2', null],
  ['http://127.0.0.1:9000/scim/v2', null],
] as const)('the public address %j: %s', (url, fault) => {
  expect(publicAddressFault(url)).toBe(fault);
});
