import { request as httpRequest, type IncomingMessage } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Calls } from '../../src/main/ipc/contract.ts';
import { readAddress } from '../../src/server/console/address.ts';
import { serveConsole } from '../../src/server/console/server.ts';
import { createEventHub } from '../../src/server/events.ts';
import { dataFolder } from '../data-folder.ts';
import { fakeCalls, noMetrics } from './fake-calls.ts';

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** node:http, because fetch lets nobody choose Host, Origin and Sec-Fetch headers, and tidies paths up. */
export async function exchange(origin: string, path: string, sent: Sent = {}): Promise<Got> {
  const response = await open(origin, path, sent);
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
}

/** The same, as soon as the head of the answer is there. */
export async function open(origin: string, path: string, sent: Sent = {}): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, body = '' } = sent;
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers, agent: false });
    request.on('response', resolve).on('error', reject).end(body);
  });
}

/** A built page as Vite leaves it, and a file beside it that nobody may read. */
export async function builtPage(): Promise<string> {
  const folder = join(await dataFolder(), 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>SCIM Tray</title>the page');
  await writeFile(join(folder, 'assets', 'index-a1b2c3.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'index-a1b2c3.css'), ':root {}');
  await writeFile(join(folder, '.hidden'), 'top secret');
  await writeFile(join(folder, '..', 'secret.txt'), 'top secret');
  return folder;
}

/** A console that runs, with what is needed to attack it. */
export async function startConsole({ calls = fakeCalls(), pages }: { calls?: Calls; pages?: string } = {}) {
  const dataDir = await dataFolder();
  const events = createEventHub(() => {});
  const faults: unknown[] = [];
  const served = await serveConsole({
    calls,
    events,
    metrics: noMetrics,
    dataDir,
    pages: pages ?? (await builtPage()),
    onFault: (call, thrown) => faults.push([call, thrown]),
  });
  onTestFinished(() => served.close(0));
  const address = await readAddress(dataDir);
  if (!address) throw new Error('no address was left');
  return { ...served, calls, events, faults, dataDir, key: address.key };
}

export interface SignedIn {
  /** "/w/…/" */
  readonly root: string;
  readonly cookie: string;
  /** As the page does it. */
  readonly call: (name: string, argument?: unknown) => Promise<Got>;
  /** A person opens an address of the window, or the page loads a part of itself. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Got>;
}

/** A browser that has followed a fresh link. */
export async function signIn(served: Awaited<ReturnType<typeof startConsole>>): Promise<SignedIn> {
  const { pathname } = new URL(served.makeLink().url);
  const { headers } = await exchange(served.url, pathname, { headers: visit });
  const [setCookie = ''] = headers['set-cookie'] ?? [];
  const [, cookie = '', root = ''] = /^(scim_tray=[^;]+); path=(\/w\/[^;]+)/.exec(setCookie) ?? [];
  return {
    root,
    cookie,
    call: (name, argument = {}) =>
      exchange(served.url, `${root}api/${name}`, {
        method: 'POST',
        headers: { ...fromPage, cookie, origin: served.url, 'content-type': 'application/json' },
        body: JSON.stringify(argument),
      }),
    get: (path, asked = visit) => exchange(served.url, `${root}${path}`, { headers: { ...asked, cookie } }),
  };
}

/** What a browser says when a person opens an address, from the address bar. */
export const visit = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

/** What it says when our own page asks for something. */
export const fromPage = {
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
};
