import { expect, onTestFinished, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';
import type { SecretServer } from '../../src/server/secret-server/model.ts';
import { everyRudeness } from '../sandbox/rudeness.ts';
import { clientFor, faultOf } from './fixtures.ts';
import { journey } from './journey.ts';

async function connect(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; client: SecretServer }> {
  const sandbox = await startSandbox(options);
  const { userName, password } = sandbox.account;
  const client = clientFor(sandbox.url, { userName, password: () => Promise.resolve(password) });
  onTestFinished(async () => {
    await client.close();
    await sandbox.stop();
  });
  return { sandbox, client };
}

const rude = everyRudeness();

test.each(rude)('works with $name $value', async ({ rude: chosen }) => {
  const { sandbox, client } = await connect({ rude: chosen, size: { users: 430 } });
  await journey(sandbox, client);
});

test('works with much of it at once', async () => {
  const { sandbox, client } = await connect({
    rude: {
      contentType: 'absent',
      surplus: 'some',
      details: 'null',
      ids: 'text',
      total: 'absent',
      hasNext: 'absent',
      overlap: 'one',
    },
    switches: { emptySearch: '404', localDomainId: 'absent', patch: 'no-405' },
    size: { users: 430 },
  });
  await journey(sandbox, client);
});

test.each(['drip', 'reset', 'untyped'] as const)('works with answers that come by %s', async (how) => {
  const { sandbox, client } = await connect();
  sandbox.fault({ path: /^\/v/, effect: { kind: 'spoil', how } });
  await journey(sandbox, client);
});

test.each(['empty', 'other-json', 'half-json', 'cut', 'unsuccessful'] as const)(
  'a list that comes %s is an error and not an empty list',
  async (how) => {
    const { sandbox, client } = await connect();
    sandbox.fault({ method: 'GET', path: /^\/v/, effect: { kind: 'spoil', how } });
    expect(await faultOf(client.listUsers())).toMatchObject({ kind: 'unusable', ambiguous: false });
    expect(await faultOf(client.findUsersByName('ann'))).toMatchObject({ kind: 'unusable' });
    expect(await faultOf(client.listMembers(3))).toMatchObject({ kind: 'unusable' });
  },
);
