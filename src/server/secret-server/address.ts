import { isIPv4 } from 'node:net';
import { Problem } from '../errors.ts';

/** Endings of addresses that people copy from a browser or a script; the base lies above them. */
const tooDeep = /\/(api(\/v\d+)?|oauth2(\/token)?|winauthwebservices(\/.*)?|[^/]+\.(aspx|ashx|asmx))$/i;

/**
 * The base URL of a Secret Server as the client uses it: https (http to a loopback address only), virtual directory
 * kept, no slash at the end.
 * @throws Problem SS-ADDRESS, whose remedy names the address that would do where it can be told.
 */
export function normaliseBaseUrl(text: string): string {
  const given = text.trim();
  const url = URL.parse(given);
  if (!url || !/^https?:\/\//i.test(given)) {
    throw refuse('is not a web address', 'Write it as https://server.example.com/SecretServer');
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('holds an account or a password', 'Write it without them: they have fields of their own');
  }
  if (url.search !== '' || url.hash !== '' || /[?#]$/.test(given)) {
    throw refuse('has a part after ? or #', `Write ${url.origin}${trimmed(url.pathname)} instead`);
  }
  const path = trimmed(url.pathname);
  if (tooDeep.test(path)) {
    throw refuse(
      `ends in ${tooDeep.exec(path)?.[0] ?? ''}`,
      `Write ${url.origin}${path.replace(tooDeep, '')} instead`,
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refuse(
      'is not encrypted',
      'Write https instead of http: passwords would cross the network in clear',
    );
  }
  return `${url.origin}${path}`;
}

/** Whether a host name of a parsed URL means this machine: 127.0.0.0/8, [::1] or localhost. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

function refuse(what: string, remedy: string): Problem {
  return new Problem('SS-ADDRESS', `The address of Secret Server ${what}`, remedy);
}
