import type { SecretServerUser } from '../secret-server/model.ts';
import type { Deps } from './context.ts';

/** The ids stand in the query, and IIS answers 404 to one of more than 2,048 bytes. */
const idsAtATime = 60;

/**
 * Reads these users, disabled ones included, and saves them to the mirror.
 * @returns those whom Secret Server shows.
 * @throws SecretServerError
 */
export async function learnUsers(
  { secretServer, store, mirror }: Pick<Deps, 'secretServer' | 'store' | 'mirror'>,
  ids: readonly number[],
): Promise<SecretServerUser[]> {
  const starts = Array.from({ length: Math.ceil(ids.length / idsAtATime) }, (_, n) => n * idsAtATime);
  const server = secretServer();
  const parts = await Promise.all(
    starts.map((start) => server.readUsers(ids.slice(start, start + idsAtATime))),
  );
  const users = parts.flat();
  store.transaction(() => {
    for (const user of users) {
      mirror.saveUser(user);
      mirror.wrote('users', user.id);
    }
  });
  return users;
}
