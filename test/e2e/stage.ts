import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveConsole } from '../../src/server/console/server.ts';
import { createHost, type Host } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { launchBrowser } from '../browser.ts';
import { ensureBuilt } from '../../scripts/built.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';

/** A real host on a sandbox, and a real browser signed in to its window. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly host: Host;
  readonly dataDir: string;
  readonly scimBaseUrl: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** Broken rules of the content security policy, and what the page could not do. */
  readonly faults: readonly string[];
  /** Opens a screen by its address: "activity?results=Failed". */
  go(screen: string): Promise<void>;
  /** A client: a new endpoint, and calls with its token. */
  client(name?: string): Promise<Client>;
  close(): Promise<void>;
}

export interface Client {
  readonly token: string;
  /** @returns the status of the answer. */
  send(method: string, path: string, body?: unknown): Promise<number>;
}

export interface StageOptions {
  readonly sandbox?: SandboxOptions;
  /** Connected, and the first import done: unless told otherwise. */
  readonly connected?: boolean;
}

const schema = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** What Okta sends to create a person. */
export function newUser(userName: string, displayName: string): Readonly<Record<string, unknown>> {
  const [givenName = '', familyName = ''] = displayName.split(' ');
  const emails = [{ value: userName, type: 'work', primary: true }];
  return { schemas: [schema], userName, displayName, name: { givenName, familyName }, emails, active: true };
}

/** Everything up and running, and the window open on its first screen. */
export async function openStage({ sandbox: size = {}, connected = true }: StageOptions = {}): Promise<Stage> {
  await ensureBuilt();
  const sandbox = await startSandbox(size);
  const dataDir = mkdtempSync(join(tmpdir(), 'scim-tray-'));
  const host = await createHost({ dataDir, secrets: createMemorySecrets(), port: 0 });
  if (connected) await host.calls['secretServer.connect']({ url: sandbox.url, ...sandbox.account });
  const { scimBaseUrl } = await host.start();
  await host.firstImportEnded;
  const served = await serveConsole({ ...host, root: host.windowRoot, dataDir });
  const browser = await launchBrowser();
  const faults: string[] = [];
  const { context, page } = await openPage(browser, served.makeLink().url, faults);
  const root = page.url().replace(/#.*/, '');
  return {
    sandbox,
    host,
    dataDir,
    scimBaseUrl,
    page,
    context,
    faults,
    async go(screen) {
      await page.goto(`${root}#/${screen}`);
      await page.locator('h1').first().waitFor();
    },
    async client(name = 'okta') {
      const { token } = await host.calls['endpoints.add']({ name, kind: 'okta' });
      return { token, send: (method, path, body) => send(`${scimBaseUrl}${path}`, token, { method, body }) };
    },
    async close() {
      await browser.close();
      await served.close(0);
      await host.stop();
      await sandbox.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function openPage(
  browser: Browser,
  link: string,
  faults: string[],
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1080, height: 720 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  // Before the test's own time is up: then the failure names what was waited for.
  page.setDefaultTimeout(10_000);
  await page.exposeFunction('reportFault', (fault: string) => void faults.push(fault));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const { reportFault } = window as unknown as { reportFault: (fault: string) => void }; // exposed above
      reportFault(`${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  page.on('pageerror', (error) => void faults.push(error.message));
  await page.goto(link);
  await page.waitForURL(/\/w\//);
  await page.locator('h1').first().waitFor();
  return { context, page };
}

async function send(
  url: string,
  token: string,
  { method, body }: { readonly method: string; readonly body: unknown },
): Promise<number> {
  const answer = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  await answer.arrayBuffer();
  return answer.status;
}
