import { Problem } from '../errors.ts';

const variable = 'SCIM_TRAY_KEY';
const shortest = 16;

/**
 * The pass phrase of the encrypted file. It is taken out of the environment, so that no child inherits it.
 * @throws Problem APP-KEYS when it is missing or shorter than 16 characters.
 */
export function keyFromEnvironment(env: NodeJS.ProcessEnv): string {
  const key = env[variable] ?? '';
  delete env[variable];
  if (key.length >= shortest) return key;
  throw new Problem(
    'APP-KEYS',
    key === ''
      ? `${variable} is not set, and "--secrets file" needs it`
      : `${variable} is shorter than ${String(shortest)} characters`,
    `Make one with "openssl rand -base64 32", keep it where only this service can read it, and set it as ${variable}`,
  );
}
