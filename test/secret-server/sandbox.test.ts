import { afterEach, describe, expect, it } from 'vitest';
import { generatePassword } from '../../src/server/secret-server/password.ts';
import type { SecretServer } from '../../src/server/secret-server/model.ts';
import { findReference, referenceAbsent, validateRequest } from '../sandbox/openapi.ts';
import { connectorRights } from '../sandbox/rights.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';
import { everySwitchValue } from '../sandbox/switches.ts';
import { clientFor, faultOf } from './fixtures.ts';
import { journey } from './journey.ts';

const reference = findReference();
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close(); // the client before its server
});

async function connect(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; client: SecretServer }> {
  const sandbox = await startSandbox(options);
  const { userName, password } = sandbox.account;
  const client = clientFor(sandbox.url, { userName, password: () => Promise.resolve(password) });
  open.push({ close: () => sandbox.stop() }, client);
  return { sandbox, client };
}

describe('every call', () => {
  it.each(everySwitchValue())('works with $name $value', async ({ chosen }) => {
    const { sandbox, client } = await connect({ switches: chosen });
    await journey(sandbox, client);
  });

  it('works with all that old servers do at once', async () => {
    const { sandbox, client } = await connect({
      switches: {
        patch: 'no-404',
        sortName: 'refused',
        searchFields: 'refused',
        emptySearch: '404',
        searchText: 'wildcard',
        localDomainId: 'null',
        version: 'hidden',
        healthcheck: 'text',
        permissionNames: 'joined',
      },
    });
    await journey(sandbox, client);
  });

  it.skipIf(!reference).each(['yes', 'no-405'] as const)(
    `is what the documents declare, PATCH ${reference ? '' : `(skipped: ${referenceAbsent}) `}%s`,
    async (patch) => {
      const { sandbox, client } = await connect({ switches: { patch } });
      await journey(sandbox, client);
      const calls = sandbox.calls.filter(({ path, status }) => path.startsWith('/v') && status !== 405);
      expect(calls.length).toBeGreaterThan(30);
      const faults = calls.flatMap((call) =>
        reference
          ? validateRequest(reference, call).map((fault) => `${call.method} ${call.path}: ${fault}`)
          : [],
      );
      expect(faults).toEqual([]);
    },
  );
});

describe('a large installation', () => {
  it('is read complete, page by page', async () => {
    const { client } = await connect({ size: { users: 2_000 } });
    const users = await client.listUsers();
    expect(users.length).toBeGreaterThan(2_000);
    expect(new Set(users.map(({ id }) => id)).size).toBe(users.length);
  });
});

describe('faults', () => {
  it('an answer lost after the create was applied: ambiguous, once, and found by name', async () => {
    const { sandbox, client } = await connect();
    sandbox.fault({ method: 'POST', path: '/v1/users', times: 1, effect: { kind: 'dropAfter' } });
    const user = { userName: 'ann', displayName: 'Ann', emailAddress: null, enabled: true };
    const fault = await faultOf(client.createUser({ ...user, password: generatePassword(null, ['ann']) }));
    expect(fault).toMatchObject({ kind: 'unusable', ambiguous: true });
    expect(await client.findUsersByName('ann')).toHaveLength(1);
    expect(sandbox.conduct()).toEqual([]);
  });

  it('tokens that run out while working: new ones, without a storm', async () => {
    const { sandbox, client } = await connect();
    await client.listUsers();
    sandbox.expireTokens();
    await Promise.all(sandbox.users().map(({ id }) => client.readUser(id)));
    expect(sandbox.grants).toBe(2);
    expect(sandbox.conduct()).toEqual([]);
  });

  it('a password that Secret Server does not take: one grant', async () => {
    const { sandbox, client } = await connect();
    sandbox.setPassword(sandbox.accountId, 'Another-Vault_7391!');
    for (let call = 0; call < 3; call += 1) {
      expect((await faultOf(client.listUsers())).kind).toBe('sign-in-refused'); // one after the other on purpose
    }
    expect(sandbox.grants).toBe(1);
    expect(sandbox.conduct()).toEqual([]);
  });

  it('down and up again: unreachable, then all right without help', async () => {
    const { sandbox, client } = await connect();
    await client.listUsers();
    await sandbox.down();
    // A call that meets the closing of a kept connection cannot tell whether it was heard.
    expect(['unreachable', 'unusable']).toContain((await faultOf(client.listUsers())).kind);
    expect((await faultOf(client.listUsers())).kind).toBe('unreachable');
    await sandbox.up();
    expect(await client.listUsers()).not.toEqual([]);
  });
});

describe('rights', () => {
  it.each(['Administer Users', 'Administer Groups'])('names %s when it is withheld', async (name) => {
    const { client } = await connect({ rights: connectorRights.filter((right) => right !== name) });
    expect((await client.probe()).missingRights).toEqual([name]);
  });

  it('tells a partial view', async () => {
    const { client } = await connect({
      rights: connectorRights.filter((right) => !right.startsWith('Unrestricted')),
    });
    expect((await client.probe()).capabilities.partialView).toBe(true);
  });

  it('a call without its right is forbidden, and costs no grant', async () => {
    const { sandbox, client } = await connect();
    await client.listUsers();
    sandbox.setRights(['View Users', 'View Groups']);
    const fault = await faultOf(client.createGroup('x'));
    expect(fault).toMatchObject({ kind: 'forbidden', ambiguous: false });
    expect(sandbox.grants).toBe(1);
  });
});
