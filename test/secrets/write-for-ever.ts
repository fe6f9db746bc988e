/** A process of its own for the crash test: writes pairs until it is killed. Arguments: data folder, pass phrase. */
import { openEncryptedFile } from '../../src/server/secrets/encrypted-file.ts';

const [dataDir = '', passPhrase = ''] = process.argv.slice(2);
const store = await openEncryptedFile(dataDir, passPhrase);
for (let count = 1; ; count += 1) {
  await store.set('pair', `${String(count)} ${'x'.repeat(20_000)} ${String(count)}`);
  process.send?.(count);
}
