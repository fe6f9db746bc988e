/** A process of its own for the keychain tests, so that it can have its own session bus. Arguments: data folder, what to do. */
import { Problem } from '../../src/server/errors.ts';
import { keychainSecrets } from '../../src/server/secrets/keychain.ts';

const [dataDir = '', task = ''] = process.argv.slice(2);
const secrets = keychainSecrets({ dataDir, withinMs: 10_000 });

async function roundTrip(): Promise<object> {
  const before = await secrets.get('password');
  await secrets.set('password', 'pä$$ w0rd');
  const kept = await secrets.get('password');
  await secrets.set('password', 'other');
  const changed = await secrets.get('password');
  const elsewhere = await keychainSecrets({ dataDir: `${dataDir}/other` }).get('password');
  await secrets.remove('password');
  await secrets.remove('password');
  const removed = await secrets.get('password');
  return { before: before ?? null, kept, changed, elsewhere: elsewhere ?? null, removed: removed ?? null };
}

async function perform(): Promise<object> {
  switch (task) {
    case 'round-trip':
      return roundTrip();
    case 'read':
      return { done: (await secrets.get('password')) ?? null };
    case 'remove':
      return { done: (await secrets.remove('password')) ?? null };
    default:
      return { done: (await secrets.set('password', 'hunter2')) ?? null };
  }
}

async function outcome(): Promise<object> {
  try {
    return await perform();
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.view() : { thrown: String(thrown) };
  }
}

process.stdout.write(JSON.stringify(await outcome()));
// A prompt that nobody answers would hold the process: the keychain's own thread cannot be ended.
process.exit();
