import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { EndpointKind, EndpointOptions, EndpointView, NewToken } from '../../main/ipc/contract.ts';
import { Problem } from '../errors.ts';
import type { SecretStore } from '../secrets.ts';
import type { Facts } from '../status.ts';
import type { EndpointRow, TokenRow } from '../store/endpoints.ts';
import type { Store } from '../store/store.ts';
import { dayMs, digestOf, expiringToken, lostTokens, secretName, tokenWith } from './endpoint-tokens.ts';

/** How long a replaced token goes on working, so that nobody has to hurry from here to Okta. */
const overlapMs = dayMs;
/** How long it is told apart that a client still holds a token that has ended. */
const rememberedMs = 30 * dayMs;

export interface Authenticated {
  readonly endpointId: number;
  readonly name: string;
  readonly options: EndpointOptions;
}

interface Holder {
  readonly caller: Authenticated;
  readonly expiresAt: number | null;
}

const storedOptions = z.object({
  matchByEmail: z.boolean().default(true),
  passwordSync: z.boolean().default(false),
  renames: z.enum(['refuse', 'alias']).default('refuse'),
});

export interface EndpointService {
  list(): EndpointView[];
  /** @throws Problem APP-INPUT when the name is taken; APP-KEYS */
  add(name: string, kind: EndpointKind, expiresInDays?: number): Promise<Omit<NewToken, 'scimBaseUrl'>>;
  /** @throws Problem APP-INPUT when there is no such endpoint */
  configure(
    name: string,
    options: { readonly [K in keyof EndpointOptions]?: EndpointOptions[K] | undefined },
  ): EndpointView;
  /** @throws Problem APP-INPUT when there is no such endpoint; APP-KEYS */
  replaceToken(name: string, now: boolean, expiresInDays?: number): Promise<Omit<NewToken, 'scimBaseUrl'>>;
  remove(name: string): Promise<void>;
  /**
   * Whose token this is; 'expired': it was somebody's.
   * @throws Problem APP-KEYS when the saved tokens cannot be read.
   */
  authenticate(token: string): Promise<Authenticated | 'expired' | undefined>;
  /** For the status. @param quietDays days without a call that are too many */
  facts(quietDays: number): Pick<Facts, 'expiring' | 'quietDays' | 'oldToken'>;
  /** Endpoints with a token that is not among the saved secrets. @throws Problem APP-KEYS */
  lost(): Promise<string[]>;
  /** The newest call of any client: ISO 8601, UTC. */
  lastCallAt(): string | null;
  /** Reads the saved tokens. @throws Problem APP-KEYS */
  load(): Promise<void>;
  /** Writes down when tokens were last used; calls are too frequent to write each. */
  flush(): void;
}

/**
 * Endpoints and their tokens. A token is 256 random bits, shown once; what is kept is its SHA-256, in the secret
 * store. @param now wall clock, epoch milliseconds.
 */
export function createEndpointService(
  store: Store,
  secrets: SecretStore,
  now: () => number,
): EndpointService {
  let digests: Map<string, Buffer> | undefined;
  let loading: Promise<Map<string, Buffer>> | undefined;
  /** Who holds each token, as the tables say; every call needs it, so it is read again only after a change. */
  let holders: Map<string, Holder> | undefined;
  const used = new Map<string, { readonly endpointId: number; readonly at: number }>();
  /** Endpoints whose client calls with a token that has ended, and when it last did: until it comes with another. */
  const withOldToken = new Map<number, number>();

  /** Loaded once, whoever asks first; a token that is made meanwhile must not get into a copy. */
  function loadDigests(): Promise<Map<string, Buffer>> {
    loading ??= readDigests().catch((thrown: unknown) => {
      loading = undefined;
      throw thrown;
    });
    return loading;
  }

  async function readDigests(): Promise<Map<string, Buffer>> {
    const loaded = new Map<string, Buffer>();
    for (const { id } of store.endpoints.tokens()) {
      const digest = await secrets.get(secretName(id));
      if (digest) loaded.set(id, Buffer.from(digest, 'hex'));
    }
    digests = loaded;
    return loaded;
  }

  function holderOf(tokenId: string | undefined): Holder | undefined {
    if (tokenId === undefined) return undefined;
    holders ??= readHolders();
    return holders.get(tokenId);
  }

  function readHolders(): Map<string, Holder> {
    const endpoints = store.endpoints.list();
    const entries = store.endpoints.tokens().flatMap((token) => {
      const endpoint = endpoints.find(({ id }) => id === token.endpoint_id);
      if (!endpoint) return [];
      const caller = { endpointId: endpoint.id, name: endpoint.name, options: optionsOf(endpoint) };
      return [[token.id, { caller, expiresAt: token.expires_at }] as const];
    });
    return new Map(entries);
  }

  async function makeToken(endpoint: EndpointRow, expiresInDays: number | undefined): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const id = randomUUID();
    const digest = digestOf(token);
    const known = await loadDigests();
    await secrets.set(secretName(id), digest.toString('hex'));
    const madeAt = now();
    const expiresAt = expiresInDays === undefined ? null : madeAt + expiresInDays * dayMs;
    store.endpoints.addToken({ id, endpointId: endpoint.id, madeAt, expiresAt });
    holders = undefined;
    known.set(id, digest);
    return token;
  }

  async function forget(tokens: readonly TokenRow[]): Promise<void> {
    for (const { id } of tokens) {
      store.endpoints.removeToken(id);
      holders = undefined;
      digests?.delete(id);
      await secrets.remove(secretName(id));
    }
  }

  const tokensOf = (endpoint: EndpointRow): TokenRow[] =>
    store.endpoints.tokens().filter((token) => token.endpoint_id === endpoint.id);
  /** Known to the tables, but not in the secret store: another account's keychain, or an emptied one. */
  const isLost = ({ id }: TokenRow): boolean => digests?.has(id) === false;
  /** @param ms for at least so long */
  const expired = (token: TokenRow, ms = 0): boolean =>
    token.expires_at !== null && token.expires_at + ms <= now();
  const view = (endpoint: EndpointRow): EndpointView => ({
    name: endpoint.name,
    kind: endpoint.kind as EndpointKind, // written by `add` only
    options: optionsOf(endpoint),
    tokens: tokensOf(endpoint)
      .filter((token) => !expired(token))
      .map((token) => ({
        madeAt: iso(token.made_at),
        expiresAt: token.expires_at === null ? null : iso(token.expires_at),
        lastUsedAt: maybeIso(used.get(token.id)?.at ?? token.last_used_at),
      })),
    lastCallAt: maybeIso(lastCall(endpoint)),
    oldTokenAt: maybeIso(withOldToken.get(endpoint.id) ?? null),
  });
  const lastCall = (endpoint: EndpointRow): number | null => {
    const unsaved = [...used.values()].filter((use) => use.endpointId === endpoint.id).map((use) => use.at);
    return unsaved.length > 0 ? Math.max(...unsaved) : endpoint.last_call_at;
  };
  const newestCall = (all: readonly EndpointRow[]): number =>
    Math.max(0, ...all.map((endpoint) => lastCall(endpoint) ?? 0));
  const named = (name: string): EndpointRow => {
    const endpoint = store.endpoints.byName(name);
    if (endpoint) return endpoint;
    throw new Problem(
      'APP-INPUT',
      `There is no endpoint named ${name}`,
      'List them with: scim-tray endpoint list',
    );
  };

  return {
    list: () => store.endpoints.list().map(view),
    async add(name, kind, expiresInDays) {
      if (store.endpoints.byName(name)) {
        throw new Problem(
          'APP-INPUT',
          `An endpoint named ${name} exists already`,
          'Use another name, or replace its token',
        );
      }
      await loadDigests(); // fails before anything is written when the secret store cannot be read
      const endpoint = store.endpoints.add(name, kind, now());
      try {
        const token = await makeToken(endpoint, expiresInDays);
        return { endpoint: view(endpoint), token };
      } catch (thrown) {
        store.endpoints.remove(endpoint.id);
        throw thrown;
      }
    },
    configure(name, options) {
      const endpoint = named(name);
      const given = Object.entries(options).filter(([, value]) => value !== undefined);
      const next = storedOptions.parse({ ...optionsOf(endpoint), ...Object.fromEntries(given) });
      store.endpoints.setOptions(endpoint.id, JSON.stringify(next));
      holders = undefined;
      return view(named(name));
    },
    async replaceToken(name, immediately, expiresInDays) {
      const endpoint = named(name);
      const older = tokensOf(endpoint);
      const token = await makeToken(endpoint, expiresInDays);
      const newest = tokensOf(endpoint).find((candidate) => !older.some((old) => old.id === candidate.id));
      // One that leaked does not come to life again where the clock is set back.
      const endsAt = immediately ? now() - dayMs : now() + overlapMs;
      if (newest) store.endpoints.expireOthers(endpoint.id, newest.id, endsAt);
      holders = undefined;
      // A token whose secret is lost can never be used again.
      await forget(tokensOf(endpoint).filter((old) => expired(old, rememberedMs) || isLost(old)));
      return { endpoint: view(endpoint), token };
    },
    async remove(name) {
      const endpoint = named(name);
      await forget(tokensOf(endpoint));
      withOldToken.delete(endpoint.id);
      store.endpoints.remove(endpoint.id);
    },
    async authenticate(token) {
      const tokenId = tokenWith(digestOf(token), digests ?? (await loadDigests()));
      const holder = holderOf(tokenId);
      // It may be the lost one: a 401 would make Okta give up, so nobody is turned away until it is mended.
      if (tokenId === undefined && store.endpoints.tokens().some(isLost)) throw lostTokens();
      if (tokenId === undefined || !holder) return undefined;
      const { endpointId } = holder.caller;
      if (holder.expiresAt !== null && holder.expiresAt <= now()) {
        withOldToken.set(endpointId, now());
        return 'expired';
      }
      withOldToken.delete(endpointId);
      used.set(tokenId, { endpointId, at: now() });
      return holder.caller;
    },
    async lost() {
      await loadDigests();
      const lost = store.endpoints.list().filter((endpoint) => tokensOf(endpoint).some(isLost));
      return lost.map(({ name }) => name);
    },
    lastCallAt: () => maybeIso(newestCall(store.endpoints.list()) || null),
    facts(quietDays) {
      const all = store.endpoints.list();
      const called = newestCall(all);
      const quiet = called > 0 ? Math.floor((now() - called) / dayMs) : 0;
      const old = all.find(({ id }) => withOldToken.has(id));
      return {
        oldToken: old?.name ?? null,
        expiring: expiringToken(
          all.filter(({ id }) => !withOldToken.has(id)),
          store.endpoints.tokens(),
          now(),
        ),
        quietDays: quiet >= quietDays ? quiet : null,
      };
    },
    async load() {
      await loadDigests();
    },
    flush() {
      if (used.size === 0) return;
      store.transaction(() => {
        for (const [tokenId, { endpointId, at }] of used) store.endpoints.called(at, endpointId, tokenId);
      });
      used.clear();
    },
  };
}

function optionsOf(endpoint: EndpointRow): EndpointOptions {
  return storedOptions.parse(JSON.parse(endpoint.options));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function maybeIso(at: number | null): string | null {
  return at === null ? null : iso(at);
}
