import { beforeAll, expect, test } from 'vitest';
import { deriveKey, readSealed, seal, unseal, type SealingKey } from '../../src/server/secrets/seal.ts';

let key: SealingKey;
beforeAll(async () => {
  key = await deriveKey('correct horse battery');
});

test('what is sealed opens with a key made again from the same words and salt', async () => {
  const sealed = readSealed(seal('pässword', key));
  expect(unseal(sealed, await deriveKey('correct horse battery', sealed.salt))).toBe('pässword');
});

test('another pass phrase does not open it', async () => {
  const sealed = readSealed(seal('password', key));
  const other = await deriveKey('correct horse batterx', sealed.salt);
  expect(() => unseal(sealed, other)).toThrow();
});

test('the same text is sealed differently each time, and never readable', () => {
  const [first, second] = [seal('hunter2hunter2', key), seal('hunter2hunter2', key)];
  expect(first).not.toBe(second);
  expect(first).not.toContain('hunter2');
  expect(Buffer.from(readSealed(first).data).toString('latin1')).not.toContain('hunter2');
});

test.for(['salt', 'nonce', 'tag', 'data'] as const)('one changed bit in the %s is noticed', (part) => {
  const sealed = readSealed(seal('password', key));
  const changed = Buffer.from(sealed[part]);
  changed[0] = (changed[0] ?? 0) ^ 1;
  expect(() => unseal({ ...sealed, [part]: changed }, key)).toThrow();
});

test.for(['', '{}', '{"format":"scim-tray secrets 2"}', 'garbage'])('%j is not of this format', (text) => {
  expect(() => readSealed(text)).toThrow();
});
