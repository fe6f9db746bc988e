import { createApi } from './api.ts';
import { normaliseBaseUrl } from './address.ts';
import { isViewPartial, probe, reach } from './capabilities.ts';
import { createGroupChanges } from './change-groups.ts';
import { createMemberChanges } from './change-members.ts';
import { createGroups } from './groups.ts';
import type { Proxy } from './dispatcher.ts';
import { createHttp, type CallLog, type Timeouts } from './http.ts';
import type { IdentityReads, SecretServer } from './model.ts';
import { createAdminHolders } from './roles.ts';
import { createEmptySearch, createSearch } from './search.ts';
import { createSignIns, type SignInMemory } from './sign-ins.ts';
import { createTokens, fixedToken } from './token.ts';
import { createUserUpdates } from './update-user.ts';
import { createUsers } from './users.ts';

export interface SecretServerOptions {
  /** As an admin writes it; see normaliseBaseUrl. */
  readonly baseUrl: string;
  readonly userName: string;
  readonly domain?: string | undefined;
  /** Asked for each grant. */
  readonly password: () => Promise<string>;
  /** Certificates (PEM) to trust besides Node's and the operating system's. */
  readonly ca?: string | undefined;
  /** How calls leave this machine; at once, unless told. */
  readonly proxy?: Proxy;
  readonly signIns: SignInMemory;
  /** Changes whenever address, account or password change; nothing computed from them (D14). */
  readonly credentialRevision: string;
  readonly log: (line: CallLog) => void;
  /** Called at each sign-in, before anything else is asked. @throws SecretServerError other-server */
  readonly verify?: ((reads: IdentityReads) => Promise<void>) | undefined;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
  /** Epoch milliseconds; only to bridge a restart in the memory of sign-ins. */
  readonly wallClock?: () => number;
  readonly timeouts?: Partial<Timeouts>;
}

const defaultTimeouts: Timeouts = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000 };

/**
 * A client of one Secret Server with one account. Nothing is sent until the first call.
 * @throws Problem SS-ADDRESS or SS-CERT
 */
export function connectSecretServer(options: SecretServerOptions): SecretServer {
  const now = options.now ?? (() => performance.now());
  const http = createHttp({
    baseUrl: normaliseBaseUrl(options.baseUrl),
    ca: options.ca,
    proxy: options.proxy ?? { mode: 'none', url: null },
    log: options.log,
    now,
    timeouts: { ...defaultTimeouts, ...options.timeouts },
  });
  const signIns = createSignIns({
    memory: options.signIns,
    revision: options.credentialRevision,
    now,
    wallClock: options.wallClock ?? Date.now,
  });
  const verify = async (token: string): Promise<void> => {
    const signedIn = createApi(http, fixedToken(token));
    const known = createUsers(signedIn, createSearch(signedIn), createEmptySearch(signedIn));
    await options.verify?.({ readUsers: known.readSome, isViewPartial: () => isViewPartial(signedIn) });
  };
  const tokens = createTokens({ http, credentials: options, signIns, now, verify });
  const api = createApi(http, tokens);
  const search = createSearch(api);
  const isEmpty404 = createEmptySearch(api);
  const users = createUsers(api, search, isEmpty404);
  const groups = createGroups(api, search, isEmpty404);
  const groupChanges = createGroupChanges(api, groups);
  return {
    readUser: users.read,
    readUsers: users.readSome,
    findUsersByName: users.findByName,
    findUsersByEmail: users.findByEmail,
    listUsers: users.list,
    createUser: users.create,
    updateUser: createUserUpdates(api, users),
    readGroup: groups.read,
    findGroupsByName: groups.findByName,
    listGroups: groups.list,
    createGroup: groupChanges.create,
    updateGroup: groupChanges.update,
    deleteGroup: groupChanges.remove,
    listMembers: groups.listMembers,
    changeMembers: createMemberChanges(api, groups),
    reach: () => reach(api),
    async probe({ force = false } = {}) {
      const signIn = force ? tokens.signIn : undefined;
      return probe({ api, signIn, canListUsers: users.canList, canListGroups: groups.canList });
    },
    async confirmView() {
      await tokens.verifyAgain();
      return { partialView: await isViewPartial(api) };
    },
    adminHolders: createAdminHolders({ search, findUsersByName: users.findByName }),
    close: http.close,
  };
}
