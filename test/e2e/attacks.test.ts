import type { IncomingMessage, RequestListener } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/server/listen.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const windowUrl = (): URL => new URL(stage.page.url());

/** Another program's page on this machine, such as one of another user: the same site, another port. */
async function otherPage(html: string) {
  const seen: IncomingMessage['headers'][] = [];
  const handler: RequestListener = (request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { 'content-type': 'text/html' }).end(html);
  };
  const server = await listen(handler, 0);
  onTestFinished(() => server.close(0));
  return { seen, origin: `http://127.0.0.1:${String(server.port)}` };
}

const isPaused = async (): Promise<boolean> => (await stage.host.calls['status.get']()).paused !== null;

test('the session lives in the address of the window, survives a reload, and no script can read it', async () => {
  const { page, context } = stage;
  await page.reload();
  await page.locator('h1').first().waitFor();
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const [cookie, ...more] = await context.cookies(page.url());
  expect(more).toEqual([]);
  expect(cookie).toMatchObject({
    httpOnly: true,
    sameSite: 'Strict',
    path: windowUrl().pathname,
    expires: -1,
  });
});

test('a server on another port is never sent the session: cookies know no ports', async () => {
  const { seen, origin } = await otherPage('<h1>other</h1>');
  const page = await stage.context.newPage();
  for (const path of ['/', '/api/status.get', '/sign-in/x', '/w/', '/w/guess/'])
    await page.goto(`${origin}${path}`);
  await page.evaluate(async () => void (await fetch('/w/')));
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.filter(({ cookie }) => cookie !== undefined)).toEqual([]);
  await page.close();
});

test('a page of another port can neither call, nor listen, nor show the window in a frame', async () => {
  // Even one that knows the address of the window.
  const target = `${windowUrl().origin}${windowUrl().pathname}`;
  const { origin } = await otherPage(`<h1>other</h1><iframe src="${target}"></iframe>
    <form method="post" action="${target}api/pause.begin" enctype="text/plain"><input name='{"by":"x","a":"' value='"}'></form>`);
  const page = await stage.context.newPage();
  await page.goto(origin);
  const tried = await page.evaluate(async (base) => {
    const call = (init: RequestInit) =>
      fetch(`${base}api/pause.begin`, {
        method: 'POST',
        body: '{"by":"x"}',
        credentials: 'include',
        ...init,
      }).then(
        () => 'answered',
        () => 'blocked',
      );
    const events = await new Promise<string>((resolve) => {
      const source = new EventSource(`${base}api/events`, { withCredentials: true });
      source.addEventListener('error', () => resolve('blocked'));
      source.addEventListener('status', () => resolve('answered'));
    });
    return {
      cors: await call({ headers: { 'content-type': 'application/json' } }),
      simple: await call({}),
      opaque: await call({ mode: 'no-cors' }),
      events,
    };
  }, target);
  // A request without CORS is sent, and refused by the console: the page sees nothing of the answer.
  expect(tried).toEqual({
    cors: 'blocked',
    simple: 'blocked',
    opaque: expect.any(String),
    events: 'blocked',
  });
  const framed = page.frames().filter((frame) => frame !== page.mainFrame());
  expect(framed).toHaveLength(1);
  expect(await framed[0]?.locator('#root').count()).toBe(0);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.evaluate(() => document.forms[0]?.submit()),
  ]);
  expect(answer.status()).toBe(403);
  expect(await isPaused()).toBe(false);
  await page.close();
});

test('another browser with the address alone is not let in, and is told what to do', async () => {
  const context = await stage.context.browser()?.newContext();
  const page = await context?.newPage();
  const response = await page?.goto(stage.page.url());
  expect(response?.status()).toBe(401);
  expect(await page?.locator('body').innerText()).toContain('scim-tray window');
  await context?.close();
});

test('the page keeps to its policy while it is used', async () => {
  await stage.go('settings?section=data');
  await stage.go('activity');
  expect(stage.faults).toEqual([]);
});

test('signing out ends the session for every tab', async () => {
  const { page, context } = stage;
  const second = await context.newPage();
  await second.goto(page.url());
  await second.locator('h1').first().waitFor();
  const status = await page.evaluate(async () => (await fetch('api/sign-out', { method: 'POST' })).status);
  expect(status).toBe(200);
  const after = await second.reload();
  expect(after?.status()).toBe(401);
  expect(await second.locator('h1').innerText()).toContain('You are not signed in');
});
