import { connectSecretServer, type SecretServerOptions } from '../../src/server/secret-server/client.ts';
import type { CallLog } from '../../src/server/secret-server/http.ts';
import { SecretServerError, type SecretServer } from '../../src/server/secret-server/model.ts';
import type { SignInMemory, SignInRecord } from '../../src/server/secret-server/sign-ins.ts';

export const password = 'Correct-Horse-7';

/** A memory of sign-ins that outlives clients, as the store's does. */
export function rememberSignIns(
  first: SignInRecord | null = null,
): SignInMemory & { kept: SignInRecord | null } {
  const memory = {
    kept: first,
    read: () => memory.kept,
    write: (record: SignInRecord | null) => {
      memory.kept = record;
    },
  };
  return memory;
}

/** A client with an application account; `lines` collects its log. */
export function clientFor(
  baseUrl: string,
  options: Partial<SecretServerOptions> = {},
): SecretServer & { readonly lines: CallLog[] } {
  const lines: CallLog[] = [];
  const client = connectSecretServer({
    baseUrl,
    userName: 'svc-scim',
    password: () => Promise.resolve(password),
    signIns: rememberSignIns(),
    credentialRevision: 'r1',
    log: (line) => lines.push(line),
    ...options,
  });
  return { ...client, lines };
}

/** What a call failed with; fails the test when it did not fail, or with something else. */
export async function faultOf(call: Promise<unknown>): Promise<SecretServerError> {
  const outcome = await call.then(
    () => 'no fault',
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof SecretServerError) return outcome;
  throw new Error(`expected a SecretServerError, got ${String(outcome)}`, { cause: outcome });
}

/** A user record as a live single read gives it. */
export function userRecord(
  id: number,
  more: { readonly [name: string]: unknown } = {},
): { [name: string]: unknown } {
  return {
    id,
    userName: `user${String(id)}`,
    displayName: `User ${String(id)}`,
    emailAddress: null,
    enabled: true,
    domainId: -1,
    created: '2022-06-01T08:09:39',
    lastLogin: '0001-01-01T00:00:00',
    isApplicationAccount: false,
    isLockedOut: false,
    externalUserSource: 'None',
    slackId: null,
    ...more,
  };
}

/** A group record as a search gives it. */
export function groupRecord(
  id: number,
  more: { readonly [name: string]: unknown } = {},
): { [name: string]: unknown } {
  return {
    id,
    name: `Group ${String(id)}`,
    enabled: true,
    domainId: -1,
    synchronized: false,
    created: null,
    ...more,
  };
}
