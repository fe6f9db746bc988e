import { expect, test } from 'vitest';
import { keychainSecrets, type Keytar } from '../../src/server/secrets/keychain.ts';

const dataDir = '/var/lib/scim-tray';
const locked = 'Object does not exist at path “/org/freedesktop/secrets/collection/login”';

function broken(message: string): Keytar {
  const fail = (): Promise<never> => Promise.reject(new Error(message));
  return { getPassword: fail, setPassword: fail, deletePassword: fail };
}

test.for([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'No keychain service runs for this account'],
  [
    'The name org.freedesktop.secrets was not provided by any .service files',
    'No keychain service runs for this account',
  ],
  ['The given address is empty', 'No keychain service runs for this account'],
  ['Could not connect: No such file or directory', 'No keychain service runs for this account'],
  [locked, 'The keychain is locked'],
  ['Cannot create an item in a locked collection', 'The keychain is locked'],
  ['anything else', 'The keychain refused'],
] as const)('%j means: %s', async ([message, title]) => {
  const secrets = keychainSecrets({ dataDir, load: async () => broken(message), platform: 'linux' });
  const problem = expect.objectContaining({ code: 'APP-KEYS', title });
  await expect(secrets.get('a')).rejects.toEqual(problem);
  await expect(secrets.set('a', 'hunter2')).rejects.toEqual(problem);
  await expect(secrets.remove('a')).rejects.toEqual(problem);
});

test('a keychain whose library is missing says which to install', async () => {
  const load = (): Promise<never> =>
    Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file'));
  await expect(keychainSecrets({ dataDir, load, platform: 'linux' }).get('a')).rejects.toMatchObject({
    code: 'APP-KEYS',
    remedy: expect.stringContaining('libsecret-1-0'),
  });
});

test('on Windows the words are those of Windows', async () => {
  const secrets = keychainSecrets({ dataDir, load: async () => broken('denied'), platform: 'win32' });
  await expect(secrets.get('a')).rejects.toMatchObject({
    title: 'Windows did not release the saved secrets',
  });
});

test('a keychain that waits for a prompt nobody sees ends as a problem', async () => {
  const never = (): Promise<never> => new Promise(() => {});
  const load = async (): Promise<Keytar> => ({
    getPassword: never,
    setPassword: never,
    deletePassword: never,
  });
  await expect(keychainSecrets({ dataDir, load, withinMs: 30 }).get('a')).rejects.toMatchObject({
    code: 'APP-KEYS',
    title: expect.stringContaining('did not answer'),
  });
});

test('two data folders do not share secrets', async () => {
  const services: string[] = [];
  const load = async (): Promise<Keytar> => ({
    ...broken(''),
    getPassword: async (service) => {
      services.push(service);
      return null;
    },
    setPassword: async () => {},
  });
  expect(await keychainSecrets({ dataDir, load }).get('a')).toBeUndefined();
  await keychainSecrets({ dataDir: '/srv/other', load }).get('a');
  expect(services).toEqual(['SCIM Tray /var/lib/scim-tray', 'SCIM Tray /srv/other']);
});

test('a keyring that hides what it holds because it is locked is a problem, not an empty keyring', async () => {
  const load = async (): Promise<Keytar> => ({
    getPassword: async () => null,
    deletePassword: async () => false,
    setPassword: () => Promise.reject(new Error('Cannot create an item in a locked collection')),
  });
  const secrets = keychainSecrets({ dataDir, load, platform: 'linux' });
  const problem = expect.objectContaining({ title: 'The keychain is locked' });
  await expect(secrets.get('a')).rejects.toEqual(problem);
  await expect(secrets.remove('a')).rejects.toEqual(problem);
});
