import type { Check, ConnectRequest } from '../../../main/ipc/contract.ts';

/** What a person has entered of a connection; the secret stays in memory of the page until it is proved. */
export interface ConnectDraft {
  readonly url: string;
  readonly userName: string;
  readonly domain: string;
  readonly password: string;
  readonly ca: string;
  readonly acceptPartialView: boolean;
  readonly acceptOtherServer: boolean;
}

export const emptyDraft: ConnectDraft = {
  url: '',
  userName: '',
  domain: '',
  password: '',
  ca: '',
  acceptPartialView: false,
  acceptOtherServer: false,
};

/** What the host is asked; empty fields are left out. */
export function connectRequest(draft: ConnectDraft): ConnectRequest {
  const { url, userName, password, domain, ca, acceptPartialView, acceptOtherServer } = draft;
  return {
    url: url.trim(),
    userName: userName.trim(),
    password,
    ...(domain.trim() === '' ? {} : { domain: domain.trim() }),
    ...(ca.trim() === '' ? {} : { ca }),
    ...(acceptPartialView ? { acceptPartialView } : {}),
    ...(acceptOtherServer ? { acceptOtherServer } : {}),
  };
}

/** Why an address cannot be used; null: it can be tried. Plain http is for this machine only. */
export function addressFault(url: string): 'empty' | 'malformed' | 'scheme' | 'plain' | null {
  const entered = url.trim();
  if (entered === '') return 'empty';
  if (!URL.canParse(entered)) return 'malformed';
  const { protocol, hostname } = new URL(entered);
  if (protocol === 'https:') return null;
  if (protocol !== 'http:') return 'scheme';
  return isThisMachine(hostname) ? null : 'plain';
}

/** Why a public address cannot be used; null: it can be tried. The host is as strict. */
export function publicAddressFault(url: string): 'empty' | 'malformed' | 'plain' | 'path' | null {
  const entered = url.trim();
  if (entered === '') return 'empty';
  if (!URL.canParse(entered) || !/^https?:/.test(entered)) return 'malformed';
  const { protocol, hostname, pathname } = new URL(entered);
  if (protocol === 'http:' && !isThisMachine(hostname)) return 'plain';
  return ['', '/', '/scim/v2', '/scim/v2/', '/v2', '/v2/'].includes(pathname) ? null : 'path';
}

function isThisMachine(hostname: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/** What a person may accept, as the failed lines have it. */
export function acceptable(checks: readonly Check[]): {
  readonly partialView: boolean;
  readonly otherServer: boolean;
} {
  const failed = new Set(checks.filter(({ result }) => result === 'failed').map(({ name }) => name));
  return { partialView: failed.has('Unrestricted by Teams'), otherServer: failed.has('Identity') };
}
