import { expect, test } from 'vitest';
import { SecretServerError, type SecretServer } from '../src/server/secret-server/model.ts';
import { watchServer } from '../src/server/watch-server.ts';

/** A Secret Server whose reads end as the test says. */
function server() {
  const under: PromiseWithResolvers<undefined>[] = [];
  const readUser = (): Promise<undefined> => {
    const call = Promise.withResolvers<undefined>();
    under.push(call);
    return call.promise;
  };
  const close = (): Promise<void> => Promise.resolve();
  // Only what is called here.
  const watched = watchServer({ readUser, close } as unknown as SecretServer);
  const fail = async (id: number): Promise<void> => {
    const read = watched.server.readUser(id);
    under.shift()?.reject(new SecretServerError('unusable', 'no complete answer came'));
    await read.catch(() => undefined);
  };
  return { ...watched, under, fail };
}

test('down is five unusable answers in a row about two things at least', async () => {
  const { fail, problem, server: watched, under } = server();
  for (let tries = 0; tries < 7; tries += 1) await fail(1);
  expect(problem()).toBeNull();
  await fail(2);
  expect(problem()).toMatchObject({ code: 'SS-DOWN' });
  const read = watched.readUser(3);
  under.shift()?.resolve(undefined);
  await read;
  expect(problem()).toBeNull();
});

test('while it is down one call finds out and the others do not wait for that', async () => {
  const { fail, server: watched, under } = server();
  for (let id = 0; id < 5; id += 1) await fail(id);
  const probe = watched.readUser(7);
  expect(under).toHaveLength(1);
  await expect(watched.readUser(8)).rejects.toMatchObject({ kind: 'unreachable', ambiguous: false });
  await watched.close();
  expect(under).toHaveLength(1);
  under.shift()?.resolve(undefined);
  await probe;
  const both = [watched.readUser(8), watched.readUser(9)];
  expect(under).toHaveLength(2);
  for (const one of under) one.resolve(undefined);
  await Promise.all(both);
});

test('a call that began before it was down does not stand for the one that finds out', async () => {
  const { fail, server: watched, under } = server();
  const early = watched.readUser(1);
  const [first] = under.splice(0);
  for (let id = 2; id < 7; id += 1) await fail(id);
  const probe = watched.readUser(7);
  first?.reject(new SecretServerError('unusable', 'no complete answer came'));
  await early.catch(() => undefined);
  await expect(watched.readUser(8)).rejects.toMatchObject({ kind: 'unreachable' });
  under.shift()?.resolve(undefined);
  await probe;
});
