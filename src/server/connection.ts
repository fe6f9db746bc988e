import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CertificateView, ConnectionView, ConnectRequest, ConnectResult } from '../main/ipc/contract.ts';
import type { ProblemView } from '../main/ipc/problem.ts';
import type { Problem } from './errors.ts';
import { noLongerAll, noPassword, notConnected } from './connection-words.ts';
import { watchServer } from './watch-server.ts';
import { checkConnection, checkReach } from './domain/connect.ts';
import { refusals } from './domain/refusals.ts';
import type { Log } from './log.ts';
import { normaliseBaseUrl } from './secret-server/address.ts';
import { connectSecretServer, type SecretServerOptions } from './secret-server/client.ts';
import type { Proxy } from './secret-server/dispatcher.ts';
import type { CallLog } from './secret-server/http.ts';
import {
  SecretServerError,
  type AdminHolders,
  type Capabilities,
  type IdentityReads,
  type SecretServer,
} from './secret-server/model.ts';
import type { SignInMemory, SignInRecord } from './secret-server/sign-ins.ts';
import { showCertificate } from './show-certificate.ts';
import type { SecretStore } from './secrets.ts';
import { createSignInMemory } from './sign-in-memory.ts';
import type { Settings } from './store/settings.ts';

const passwordName = 'secret-server-password';

const storedConnection = z.object({
  url: z.string(),
  userName: z.string(),
  domain: z.string().optional(),
  ca: z.string().optional(),
  /** Changes with every accepted secret: a refusal belongs to one (D14). */
  credentialRevision: z.string(),
  acceptPartialView: z.boolean(),
  capabilities: z.custom<Capabilities>((value) => typeof value === 'object' && value !== null),
  /** When the password was saved: ISO 8601, UTC. */
  savedAt: z.string().optional(),
});
type StoredConnection = z.infer<typeof storedConnection>;

export type Connection = ReturnType<typeof createConnection>;

type ClientParts = Pick<SecretServerOptions, 'signIns' | 'password' | 'verify'>;

interface ConnectionDeps {
  readonly settings: Settings;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** How calls to Secret Server leave this machine. */
  readonly proxy: () => Proxy;
  /** Every call has ended in this way. */
  readonly onCall: (line: CallLog) => void;
  readonly identity: {
    /** Is this the Secret Server that the mirror was read from? @throws SecretServerError other-server */
    readonly verify: (reads: IdentityReads) => Promise<void>;
    /** A person took another Secret Server for good: everything known of the old one goes. */
    readonly forget: () => void;
    /** Proposes whom to protect (D11); a list that a person may have shortened stays, unless the server is new here. */
    readonly protect: (holders: AdminHolders, isNew: boolean) => void;
  };
}

/** The one connection to Secret Server: kept in the settings, its password in the secret store. */
export function createConnection(deps: ConnectionDeps) {
  const { settings, secrets, log, identity } = deps;
  const signIns = createSignInMemory(settings, log);
  let current = read();
  let watched = current && watchServer(build(current, saved()));
  /** Holds until a probe tells better. */
  let cutView: Problem | undefined;

  function read(): StoredConnection | undefined {
    const parsed = storedConnection.safeParse(settings.get('secretServer'));
    return parsed.success ? parsed.data : undefined;
  }

  function saved(): ClientParts {
    return { signIns, password: readPassword, verify: identity.verify };
  }

  /** Reads that went well are too many to write down: an import makes one for each group. */
  function noteCall(line: CallLog): void {
    deps.onCall(line);
    if (line.method !== 'GET' || line.status !== 200) log.info('Secret Server', { ...line });
    else log.debug('Secret Server', { ...line });
  }

  function build(to: StoredConnection, parts: ClientParts): SecretServer {
    return connectSecretServer({
      baseUrl: to.url,
      userName: to.userName,
      ...(to.domain === undefined ? {} : { domain: to.domain }),
      ...(to.ca === undefined ? {} : { ca: to.ca }),
      ...parts,
      proxy: deps.proxy(),
      credentialRevision: to.credentialRevision,
      log: noteCall,
    });
  }

  async function readPassword(): Promise<string> {
    const password = await secrets.get(passwordName);
    if (password !== undefined) return password;
    throw noPassword();
  }

  return {
    isSetUp: (): boolean => current !== undefined,
    /** @throws ScimError 429 before set-up */
    secretServer(): SecretServer {
      if (!watched) throw refusals.notSetUp();
      return watched.server;
    },
    /** @throws ScimError 429 before set-up */
    capabilities(): Capabilities {
      if (!current) throw refusals.notSetUp();
      return current.capabilities;
    },
    /**
     * Finds out again what the server and the account can do: settings and roles change.
     * @throws SecretServerError, also where another server answers by now (D5); Problem SS-RIGHT when lists would be cut (D7)
     */
    async probe(): Promise<void> {
      if (!watched || !current) return;
      const { capabilities } = await watched.server.probe();
      cutView = capabilities.partialView && !current.acceptPartialView ? noLongerAll() : undefined;
      if (cutView) throw cutView;
      await watched.server.confirmView();
      current = { ...current, capabilities };
      settings.set('secretServer', current);
    },
    /**
     * Whether what the account sees is still everything, in the Secret Server that is known.
     * @throws ScimError 429, SecretServerError
     */
    async confirmView(): Promise<void> {
      if (!watched || !current) throw refusals.notSetUp();
      const { partialView } = await watched.server.confirmView();
      if (!partialView || current.acceptPartialView) return;
      cutView = noLongerAll();
      throw refusals.cutView();
    },
    view: () =>
      current ? { url: current.url, account: current.userName, version: current.capabilities.version } : null,
    /** What is saved, without the password; null before set-up. */
    saved: (): ConnectionView | null =>
      current
        ? {
            url: current.url,
            userName: current.userName,
            domain: current.domain ?? null,
            hasCa: current.ca !== undefined,
            acceptPartialView: current.acceptPartialView,
            version: current.capabilities.version,
            savedAt: current.savedAt ?? null,
          }
        : null,
    /** Whether the password is among the saved secrets, where there should be one. @throws Problem APP-KEYS */
    hasPassword: async (): Promise<boolean> => !current || (await secrets.get(passwordName)) !== undefined,
    /** So that it can be kept out of what leaves this machine; undefined when it cannot be read. */
    password: (): Promise<string | undefined> => secrets.get(passwordName).catch(() => undefined),
    /** @param url the saved one unless told. @throws Problem SS-ADDRESS, SS-CERT, APP-SETUP */
    async certificate(url = current?.url): Promise<CertificateView> {
      if (url === undefined) throw notConnected();
      return showCertificate(url, deps.proxy());
    },
    /** Looks whether a Secret Server answers there, without an account. */
    reach: ({ url, ca }: Pick<ConnectRequest, 'url' | 'ca'>): Promise<ConnectResult> =>
      checkReach(() => {
        const target = { ...nobody, url: normaliseBaseUrl(url), ca };
        const parts = { signIns: forgetful(), password: () => Promise.resolve('') };
        return { server: build(target, parts), encrypted: target.url.startsWith('https:') };
      }),
    /**
     * Checks what is saved, line by line. A person asks, so it signs in whatever was refused before (D14).
     * @throws Problem APP-SETUP; APP-KEYS
     */
    async test(): Promise<ConnectResult> {
      const [before, tested] = [current, watched];
      if (!before || !tested) throw notConnected();
      const server: SecretServer = {
        ...tested.server,
        probe: () => tested.server.probe({ force: true }),
        close: () => Promise.resolve(), // it is in use
      };
      const encrypted = before.url.startsWith('https:');
      const { capabilities, connected, checks } = await checkConnection(
        () => ({ server, encrypted }),
        before.acceptPartialView,
      );
      if (capabilities && current === before) {
        current = { ...before, capabilities };
        settings.set('secretServer', current);
      }
      return { connected, checks };
    },

    /** Checks, and stores only what will work. @throws Problem APP-KEYS */
    async connect(request: ConnectRequest): Promise<ConnectResult> {
      const { password, acceptPartialView = false, acceptOtherServer = false } = request;
      let candidate: StoredConnection | undefined;
      let isOther = false;
      const verify = async (reads: IdentityReads): Promise<void> => {
        await identity.verify(reads).catch((thrown: unknown) => {
          isOther = thrown instanceof SecretServerError && thrown.kind === 'other-server';
          if (!isOther || !acceptOtherServer) throw thrown;
        });
      };
      const { capabilities, adminHolders, ...result } = await checkConnection(() => {
        candidate = {
          url: normaliseBaseUrl(request.url),
          userName: request.userName,
          domain: request.domain,
          ca: request.ca,
          credentialRevision: randomUUID(),
          acceptPartialView,
          capabilities: unknownCapabilities,
          savedAt: new Date().toISOString(),
        };
        const server = build(candidate, {
          signIns: forgetful(),
          password: () => Promise.resolve(password),
          verify,
        });
        return { server, encrypted: candidate.url.startsWith('https:') };
      }, acceptPartialView);
      if (!result.connected || !candidate || !capabilities) return result;
      await secrets.set(passwordName, password);
      settings.set('secretServer', { ...candidate, capabilities });
      signIns.write(null);
      if (isOther) identity.forget();
      if (adminHolders) identity.protect(adminHolders, isOther || current?.url !== candidate.url);
      await watched?.server.close();
      current = read();
      watched = current && watchServer(build(current, saved()));
      return result;
    },
    /** Makes new connections, in the way that holds now; what is under way may end. */
    renew(): void {
      const old = watched;
      watched = current && watchServer(build(current, saved()));
      void old?.server.close();
    },
    /** Why Secret Server cannot be used, as the last calls have it (D16). */
    problem: (): ProblemView | null => watched?.problem() ?? cutView?.view() ?? null,
    close: async (): Promise<void> => watched?.server.close(),
  };
}

/** Holds until the probe has told better. */
const unknownCapabilities: Capabilities = {
  version: null,
  account: { id: 0, userName: '' },
  partialView: true,
  readOnly: false,
  passwordPolicy: null,
  mirrorsDirectory: false,
  disablesInactiveUsers: false,
};

/** For a client that never signs in. */
const nobody = {
  userName: '',
  credentialRevision: '',
  acceptPartialView: false,
  capabilities: unknownCapabilities,
};

/** A person who enters a secret may always try it once. */
function forgetful(): SignInMemory {
  let kept: SignInRecord | null = null;
  return { read: () => kept, write: (record) => void (kept = record) };
}
