import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page, Request as PageRequest, Route } from 'playwright-core';
import { app, preventable } from './app.ts';
import { desk } from './desk.ts';
import { ipcMain } from './ipc.ts';
import { preloadScript } from './preload-script.ts';
import { answerOf, fromBrowser, toBrowser } from './protocol.ts';
import { session } from './session.ts';

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

/** A page of the real Chromium, with the preload and the messages that Electron gives one. */
export class WebContents extends EventEmitter {
  readonly mainFrame: { readonly url: string };
  readonly page: Promise<Page>;
  #current: Page | undefined;
  /** What the app itself loads; everything else is the page's own wish. */
  #loading = '';
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(preload: string, size: { readonly width: number; readonly height: number }) {
    super();
    const current = (): Page | undefined => this.#current;
    this.mainFrame = {
      get url() {
        return fromBrowser(current()?.url() ?? '');
      },
    };
    this.page = this.#open(preload, size);
    app.emit('web-contents-created', {}, this);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    // A page that is closing hears nothing any more, as in Electron.
    void this.#current
      ?.evaluate(([name, values]) => (globalThis as unknown as Receiver).standInReceive?.(name, values), [
        channel,
        args,
      ] as const)
      .catch(() => {});
  }

  async load(url: string): Promise<void> {
    const page = await this.page;
    this.#loading = toBrowser(url);
    await page.goto(this.#loading);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return await (await this.page).evaluate(code);
  }

  async close(): Promise<void> {
    const page = await this.page;
    this.#current = undefined;
    await page.context().close();
  }

  async #open(preload: string, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    const context = await desk().browser.newContext({ viewport });
    await context.grantPermissions(session.defaultSession.granted());
    await context.exposeBinding('standInInvoke', (_source, channel: string, args: readonly unknown[]) =>
      ipcMain.carryInvoke({ senderFrame: this.mainFrame }, channel, args),
    );
    await context.exposeBinding('standInSend', (_source, channel: string, args: readonly unknown[]) =>
      ipcMain.carrySend({ senderFrame: this.mainFrame }, channel, args),
    );
    await context.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) });
    await context.route('**/*', (route) => this.#answer(route));
    const page = await context.newPage();
    this.#current = page;
    closePopups(context, page);
    return page;
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = request.url();
    if (request.isNavigationRequest() && !this.#isOwn(request)) {
      this.#openHandler({ url: fromBrowser(url) });
      return await route.abort();
    }
    if (request.isNavigationRequest() && url !== this.#loading) {
      const event = preventable();
      this.emit('will-navigate', event, fromBrowser(url));
      // 204: the page stays what it is.
      if (event.defaultPrevented) return await route.fulfill({ status: 204 });
    }
    const answer = await answerOf(fromBrowser(url));
    if (!answer) return await route.abort();
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }

  /** Whether the page itself would go there, and not a window that it opens. */
  #isOwn(request: PageRequest): boolean {
    try {
      return request.frame().page() === this.#current;
    } catch {
      return false; // its page is not there yet: it is being opened
    }
  }
}

interface Receiver {
  readonly standInReceive?: (channel: string, args: readonly unknown[]) => void;
}

/** No window that a page opens stays: the app's handler is asked when it wants to load something. */
function closePopups(context: BrowserContext, own: Page): void {
  context.on('page', (page) => {
    if (page !== own) page.once('requestfailed', () => void page.close().catch(() => {}));
  });
}
