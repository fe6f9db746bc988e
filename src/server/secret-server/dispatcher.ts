import { Agent, buildConnector, EnvHttpProxyAgent, Pool, ProxyAgent, type Dispatcher } from 'undici';
import type { Timeouts } from './http.ts';
import { trustOf } from './trust.ts';

/** How calls leave this machine: at once, by what the environment says (HTTPS_PROXY, NO_PROXY), or by one proxy. */
export interface Proxy {
  readonly mode: 'none' | 'system' | 'custom';
  /** Of a custom one. */
  readonly url: string | null;
}

interface DispatcherOptions {
  readonly baseUrl: string;
  /** PEM */
  readonly ca?: string | undefined;
  readonly timeouts: Timeouts;
  readonly proxy: Proxy;
}

/** A page of 200 users takes about 100 KB; a server that ignores `take` may send everything at once. */
const maxAnswerBytes = 64 * 1024 * 1024;

/** Wraps whatever fails before a connection stands, so that "nothing was sent" is known and not guessed by codes. */
export class ConnectFault extends Error {
  override readonly name = 'ConnectFault';
}

/**
 * Connections to one Secret Server, kept alive.
 * @throws Problem SS-CERT for a `ca` that is no certificate.
 */
export function dispatcherFor({ baseUrl, ca, timeouts, proxy }: DispatcherOptions): Dispatcher {
  const encrypted = baseUrl.startsWith('https:') || proxy.url?.startsWith('https:') === true;
  // HTTP/2 is left out: its streams may be replayed by the library when the server goes away.
  const tls = {
    ...(encrypted ? { secureContext: trustOf(ca) } : {}),
    timeout: timeouts.connectMs,
    allowH2: false,
  };
  const common = {
    pipelining: 1,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    maxResponseSize: maxAnswerBytes,
    factory: (origin: string | URL, options: object) => new Pool(origin, toldApart(options)),
  };
  const through = { ...common, requestTls: tls, proxyTls: tls, connectTimeout: timeouts.connectMs };
  if (proxy.mode === 'custom' && proxy.url !== null) return new ProxyAgent({ ...through, uri: proxy.url });
  if (proxy.mode === 'system') return new EnvHttpProxyAgent({ ...through, connect: buildConnector(tls) });
  return new Agent({ ...common, connect: buildConnector(tls) });
}

/** The same options, where a connection that cannot be made fails as a ConnectFault. */
function toldApart(options: Pool.Options): Pool.Options {
  const { connect } = options;
  if (typeof connect !== 'function') return options;
  return {
    ...options,
    connect: (target, callback) => {
      connect(target, (error, socket) => {
        if (error) callback(new ConnectFault(error.message, { cause: error }), null);
        else callback(null, socket);
      });
    },
  };
}
