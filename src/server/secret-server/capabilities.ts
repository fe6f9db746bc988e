import { z } from 'zod';
import type { Api } from './api.ts';
import { currentUserSchema, decode, passwordPolicySchema } from './decode.ts';
import { faultOfReply, isRecord, jsonOf, unusable } from './faults.ts';
import { SecretServerError, type Capabilities, type PasswordPolicy } from './model.ts';
import { holds, missingRights, unrestrictedRight } from './rights.ts';

export interface ProbeOptions {
  readonly api: Api;
  /** Takes a new token; undefined where the current one will do. Health comes first: no password goes astray. */
  readonly signIn?: (() => Promise<void>) | undefined;
  /** Whether a search of that kind shows anything. */
  readonly canListUsers: () => Promise<boolean>;
  readonly canListGroups: () => Promise<boolean>;
}

/** Finds out what this server and this account can do (D15). @throws SecretServerError */
export async function probe({ api, signIn, canListUsers, canListGroups }: ProbeOptions) {
  const { readOnly } = await readHealth(api);
  await signIn?.();
  const { id, userName, permissions } = await readOwnAccount(api);
  const [users, groups] = await Promise.all([
    canListUsers().catch(noneWithout(permissions, 'View Users')),
    canListGroups().catch(noneWithout(permissions, 'View Groups')),
  ]);
  const [version, passwordPolicy, directory] = await Promise.all([
    readVersion(api),
    readPasswordPolicy(api),
    readDirectory(api),
  ]);
  const capabilities: Capabilities = {
    version,
    account: { id, userName },
    partialView: !holds(permissions, unrestrictedRight),
    readOnly,
    passwordPolicy,
    ...directory,
  };
  return { capabilities, missingRights: missingRights(permissions, { users, groups }) };
}

/** Whether lists hold only the account's own teams (quirk 1). @throws SecretServerError */
export async function isViewPartial(api: Api): Promise<boolean> {
  return !holds((await readOwnAccount(api)).permissions, unrestrictedRight);
}

async function readOwnAccount(api: Api) {
  const context = { doing: 'reading the own account', write: false };
  const current = await api.call({ ...context, method: 'GET', path: '/v1/users/current' });
  return decode(currentUserSchema, current, context);
}

/** Builds before 10.9 answer 500 where a right is missing; where it is held, a 500 is a fault of its own. */
function noneWithout(held: readonly string[], right: string) {
  return (thrown: unknown): false => {
    if (thrown instanceof SecretServerError && thrown.status === 500 && !holds(held, right)) return false;
    throw thrown;
  };
}

/** Whether a Secret Server answers, as far as that shows without an account. @throws SecretServerError */
export async function reach(api: Api): Promise<{ readonly certain: boolean }> {
  const { told } = await readHealth(api);
  return { certain: told };
}

/** Needs no sign-in. Old servers answer the bare word; a server that hides the page is judged by its other answers. */
async function readHealth(api: Api): Promise<{ readonly readOnly: boolean; readonly told: boolean }> {
  const context = { doing: 'checking its health', write: false };
  const reply = await api.open({ ...context, method: 'GET', path: '/v1/healthcheck' });
  const fault = faultOfReply(reply, context);
  if (reply.status !== 200) {
    if (reply.status === 401 || fault.kind !== 'unusable') return { readOnly: false, told: false };
    throw fault;
  }
  if (/^"?healthy"?$/i.test(reply.text.trim())) return { readOnly: false, told: true };
  const body = jsonOf(reply);
  if (!isRecord(body)) throw unusable('neither JSON nor the word Healthy', context, reply.status);
  if (body['healthy'] === false) throw unusable('it calls itself unhealthy', context, reply.status);
  if (body['healthy'] !== true) {
    throw unusable(`"healthy" is missing or wrong among ${namesIn(body)}`, context, reply.status);
  }
  return { readOnly: body['readOnlyMode'] === true, told: true };
}

/** The first few names of an answer, to tell whose answer it is; never a value. */
function namesIn(body: object): string {
  const names = Object.keys(body);
  const few = names.slice(0, 4).map((name) => JSON.stringify(name.slice(0, 30)));
  return few.length === 0 ? 'nothing' : `${few.join(', ')}${names.length > few.length ? ', …' : ''}`;
}

async function readVersion(api: Api): Promise<string | null> {
  const body = await readIfAllowed(api, '/v1/version', 'reading the version');
  const bare = isRecord(body) && isRecord(body['model']) ? body['model'] : body;
  const version = isRecord(bare) ? bare['version'] : undefined;
  return typeof version === 'string' && version !== '' ? version : null;
}

async function readPasswordPolicy(api: Api): Promise<PasswordPolicy | null> {
  const body = await readIfAllowed(
    api,
    '/v1/configuration/local-user-passwords',
    'reading the password policy',
  );
  return passwordPolicySchema.safeParse(body).data ?? null;
}

const directorySchema = z.object({
  enableDirectoryIntegration: z.boolean().nullish(),
  enableDirectorySynchronization: z.boolean().nullish(),
  enableUserDisabling: z.boolean().nullish(),
  userAccountOptions: z.unknown(),
});

async function readDirectory(
  api: Api,
): Promise<Pick<Capabilities, 'mirrorsDirectory' | 'disablesInactiveUsers'>> {
  const body = await readIfAllowed(
    api,
    '/v1/directory-services/configuration',
    'reading the directory settings',
  );
  const read = directorySchema.safeParse(body).data;
  const runs = read?.enableDirectoryIntegration !== false && read?.enableDirectorySynchronization !== false;
  return {
    mirrorsDirectory: runs && read?.userAccountOptions === 'MirrorDirectory',
    disablesInactiveUsers: read?.enableUserDisabling === true,
  };
}

/** Settings that the account may not be allowed to see; old builds answer that with a 500. */
async function readIfAllowed(api: Api, path: string, doing: string): Promise<unknown> {
  return api.call({ method: 'GET', path, doing, write: false }).catch((thrown: unknown) => {
    if (!(thrown instanceof SecretServerError)) throw thrown;
    const isPage = thrown.kind === 'unusable' && [200, 404, 500].includes(thrown.status ?? 0);
    if (thrown.kind === 'forbidden' || thrown.kind === 'refused' || isPage) return undefined;
    throw thrown;
  });
}
