import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/** Memory-hard on purpose: 128 MiB and about half a second for each guess at the key (RFC 7914). */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 };
const keyBytes = 32;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const format = 'scim-tray secrets 1';

const base64 = (bytes: number): z.ZodType<Buffer> =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((value) => value.length === bytes);

const sealedSchema = z.strictObject({
  format: z.literal(format),
  salt: base64(saltBytes),
  nonce: base64(nonceBytes),
  tag: base64(tagBytes),
  data: z.base64().transform((text) => Buffer.from(text, 'base64')),
});

/** A sealed text, taken apart; nothing in it is trusted before `unseal` has checked the tag. */
export type Sealed = Readonly<z.infer<typeof sealedSchema>>;

/** A key and the salt it was made with. */
export interface SealingKey {
  readonly key: Buffer;
  readonly salt: Buffer;
}

/** The key that a pass phrase gives; slow. Without a salt a new one is drawn. */
export async function deriveKey(
  passPhrase: string,
  salt: Buffer = randomBytes(saltBytes),
): Promise<SealingKey> {
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(passPhrase.normalize('NFC'), salt, keyBytes, cost, (fault, made) =>
      fault ? reject(fault) : resolve(made),
    );
  });
  return { key, salt };
}

/** AES-256-GCM under a nonce of its own; the salt is covered by the tag too (NIST SP 800-38D). */
export function seal(plain: string, { key, salt }: SealingKey): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(salt));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = { salt, nonce, tag: cipher.getAuthTag(), data };
  const texts = Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64')]);
  return `${JSON.stringify({ format, ...Object.fromEntries(texts) })}\n`;
}

/** @throws an error without secrets when the text is not of this format. */
export function readSealed(text: string): Sealed {
  return sealedSchema.parse(JSON.parse(text));
}

/** @throws an error without secrets when the key is another or a bit was changed. */
export function unseal({ salt, nonce, tag, data }: Sealed, { key }: SealingKey): string {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(boundTo(salt));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
}

function boundTo(salt: Buffer): Buffer {
  return Buffer.concat([Buffer.from(format), salt]);
}
