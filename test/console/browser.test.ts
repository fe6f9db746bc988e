import { describe, expect, test } from 'vitest';
import { fakeCalls, runningStatus } from './fake-calls.ts';
import { builtPage, exchange, fromPage, signIn, startConsole, visit, type Sent } from './browser.ts';

const pathOf = (url: string): string => new URL(url).pathname;

describe('the sign-in link', () => {
  test('opens a session once, by a cookie that no script and no other site can use', async () => {
    const served = await startConsole();
    const link = pathOf(served.makeLink().url);
    const first = await exchange(served.url, link, { headers: visit });
    expect(first.status).toBe(200);
    const [setCookie = ''] = first.headers['set-cookie'] ?? [];
    expect(setCookie).toMatch(
      /^scim_tray=[\w-]{43}; path=\/w\/[\w-]{22}\/; samesite=strict; httponly$/i, // gone with the browser
    );
    const [root = ''] = /\/w\/[\w-]{22}\//.exec(setCookie) ?? [];
    expect(first.text).toContain(`url=${root}`);
    const second = await exchange(served.url, link, { headers: visit });
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.text).toContain('used before');
    expect(second.text).toContain('scim-tray window');
    // Whoever tries a link learns nothing of where the window is.
    expect(second.text).not.toContain(root);
  });

  test('is not used up by a browser that looks ahead, nor by HEAD', async () => {
    const served = await startConsole();
    const link = pathOf(served.makeLink().url);
    for (const headers of [{ 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }]) {
      const looked = await exchange(served.url, link, { headers: { ...visit, ...headers } });
      expect(looked.headers['set-cookie']).toBeUndefined();
    }
    expect((await exchange(served.url, link, { method: 'HEAD' })).headers['set-cookie']).toBeUndefined();
    expect((await exchange(served.url, link, { headers: visit })).status).toBe(200);
  });

  test('that nobody made is refused, and guessing holds up only who guesses', async () => {
    const served = await startConsole();
    const guess = () => exchange(served.url, `/sign-in/${'A'.repeat(43)}`, { headers: visit });
    for (let tries = 0; tries < 5; tries += 1) expect((await guess()).status).toBe(401);
    let answered = 0;
    const guessing = [guess(), guess()].map((one) => one.then(() => (answered += 1)));
    const browser = await signIn(served);
    expect((await browser.call('status.get')).status).toBe(200);
    expect(answered).toBe(0);
    await Promise.all(guessing);
  });

  test('is made for who has the key, and never for a session: it cannot prolong itself', async () => {
    const served = await startConsole();
    const browser = await signIn(served);
    expect((await browser.call('sign-in-link')).status).toBe(403);
    const made = await exchange(served.url, '/api/sign-in-link', {
      method: 'POST',
      headers: { authorization: `Bearer ${served.key}` },
    });
    const { value } = JSON.parse(made.text);
    expect(Date.parse(value.expiresAt) - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    expect((await exchange(served.url, pathOf(value.url), { headers: visit })).status).toBe(200);
  });
});

describe('a session', () => {
  test('makes calls as the key does, and its arguments are parsed', async () => {
    const calls = fakeCalls();
    const browser = await signIn(await startConsole({ calls }));
    const status = await browser.call('status.get');
    expect(JSON.parse(status.text)).toEqual({ ok: true, value: runningStatus });
    const bad = await browser.call('endpoints.add', { name: '', kind: 'okta' });
    expect(JSON.parse(bad.text)).toMatchObject({ ok: false, error: { code: 'APP-INPUT' } });
    expect(calls.asked.map(({ call }) => call)).toEqual(['status.get']);
  });

  test('ends by signing out, at once and for good', async () => {
    const browser = await signIn(await startConsole());
    const out = await browser.call('sign-out');
    expect(out.headers['set-cookie']?.[0]).toMatch(
      /^scim_tray=; path=\/w\/[\w-]{22}\/; expires=Thu, 01 Jan 1970/,
    );
    const after = await browser.call('status.get');
    expect(after.status).toBe(401);
    expect(JSON.parse(after.text)).toMatchObject({ ok: false, error: { code: 'APP-SIGNIN' } });
    const page = await browser.get('');
    expect(page.status).toBe(401);
    expect(page.text).toContain('signed out');
    expect(page.text).toContain('scim-tray window');
  });

  test('ends with the host: another run knows nothing of it', async () => {
    const served = await startConsole();
    const { cookie } = await signIn(served);
    await served.close(0);
    const next = await startConsole();
    const reply = await exchange(next.url, '/', { headers: { ...visit, cookie } });
    expect(reply.status).toBe(401);
  });

  test('without one there is a page that says what to do', async () => {
    const served = await startConsole();
    const reply = await exchange(served.url, '/', { headers: visit });
    expect(reply.status).toBe(401);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.text).toContain('You are not signed in to SCIM Tray');
    expect(reply.text).not.toContain('the page');
  });
});

describe('turns away, with a session that is good,', () => {
  const post = { method: 'POST', body: '{}' } as const;
  const attacks: readonly (readonly [string, Sent & { readonly path?: string }])[] = [
    ['a host name that was rebound', { ...post, headers: { host: 'evil.example.com', ...fromPage } }],
    ['localhost, which other programs may share', { ...post, headers: { host: 'localhost', ...fromPage } }],
    ['a page of another site', { ...post, headers: { origin: 'https://evil.example.com' } }],
    ['a page of another port of this machine', { ...post, headers: { origin: 'http://127.0.0.1:1' } }],
    ['a page of another scheme', { ...post, headers: { origin: 'https://127.0.0.1' } }],
    ['a sandboxed page', { ...post, headers: { origin: 'null' } }],
    [
      'a form of another site',
      { ...post, headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } },
    ],
    [
      'a page of another port, by what the browser says',
      { ...post, headers: { 'sec-fetch-site': 'same-site' } },
    ],
    ['a change of which nobody says where it comes from', { ...post, headers: {} }],
    ['a change by a visit', { ...post, headers: visit }],
    [
      'an image of another site',
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' } },
    ],
    [
      'events for another port',
      { path: 'api/events', headers: { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' } },
    ],
    [
      'a frame in another page',
      { path: '', headers: { ...visit, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' } },
    ],
    ['a page whose browser and whose Origin disagree', { ...post, headers: { ...fromPage, origin: 'null' } }],
    [
      'events for another site, by its Origin alone',
      { path: 'api/events', headers: { origin: 'https://evil.example.com' } },
    ],
    ['the key from a web page', { ...post, headers: { authorization: 'Bearer KEY', origin: 'OWN' } }],
  ];
  test.for(attacks)('%s', async ([, { path = 'api/pause.end', headers = {}, ...sent }]) => {
    const calls = fakeCalls();
    const served = await startConsole({ calls });
    const { root, cookie } = await signIn(served);
    const own = Object.entries(headers).map(([name, value]) => [
      name,
      value.replace('KEY', served.key).replace('OWN', served.url),
    ]);
    const reply = await exchange(served.url, `${root}${path}`, {
      ...sent,
      headers: { cookie, ...Object.fromEntries(own) },
    });
    expect(reply.status).toBe(403);
    expect(reply.text).not.toContain('the page');
    expect(calls.asked).toEqual([]);
  });

  test('a visit by a link on another site gets the page, as the browser leaves the cookie out of the first one only', async () => {
    const browser = await signIn(await startConsole());
    const reply = await browser.get('', { ...visit, 'sec-fetch-site': 'cross-site' });
    expect(reply).toMatchObject({ status: 200, text: expect.stringContaining('the page') });
  });
});

describe('the page', () => {
  test('comes with headers that keep everything else out, and is not kept', async () => {
    const browser = await signIn(await startConsole());
    const { headers, text } = await browser.get('');
    expect(text).toContain('the page');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'sha256-/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('has assets by their type, which may be kept, and one document for every place in it', async () => {
    const browser = await signIn(await startConsole());
    const script = await browser.get('assets/index-a1b2c3.js', fromPage);
    expect(script.headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'private, max-age=31536000, immutable',
    });
    const style = await browser.get('assets/index-a1b2c3.css', fromPage);
    expect(style.headers['content-type']).toContain('text/css');
    expect(await browser.get('activity/42')).toMatchObject({
      status: 200,
      text: expect.stringContaining('the page'),
    });
    const gone = await browser.get('assets/index-000000.js', fromPage);
    expect(gone).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
  });

  test.for([
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    'assets/../../secret.txt',
    'assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '..%5csecret.txt',
    '/../secret.txt',
    'assets/..%00/secret.txt',
    '.hidden',
    '%ZZ',
    'C:/secret.txt',
  ])('never reads outside of its folder: %s', async (path) => {
    const browser = await signIn(await startConsole());
    const reply = await browser.get(path);
    expect(reply.text).not.toContain('top secret');
    expect([200, 400, 401, 403, 404]).toContain(reply.status);
    if (reply.status === 200) expect(reply.text).toContain('the page');
  });

  test('that was not built is one plain sentence', async () => {
    const pages = await builtPage();
    const browser = await signIn(await startConsole({ pages: `${pages}-not` }));
    const reply = await browser.get('');
    expect(reply).toMatchObject({ status: 503, text: expect.stringContaining('was not built') });
  });

  test('is not for who has no session, whatever file', async () => {
    const served = await startConsole();
    const { root } = await signIn(served);
    for (const path of ['/', '/assets/index-a1b2c3.js', root, `${root}assets/index-a1b2c3.js`]) {
      expect((await exchange(served.url, path, { headers: visit })).status).toBe(401);
    }
  });
});
