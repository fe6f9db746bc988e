import type { IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { fakeCalls, runningStatus } from './fake-calls.ts';
import { exchange, fromPage, open, signIn, startConsole } from './browser.ts';

interface Told {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** Reads server-sent events, as far as our own stream uses them. */
async function* eventsOf(response: IncomingMessage): AsyncGenerator<Told> {
  let text = '';
  for await (const piece of response.setEncoding('utf8')) {
    text += String(piece);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, id, data] = /^event: (.+)\nid: (.+)\ndata: (.+)$/.exec(block) ?? [];
      if (event !== undefined && id !== undefined) yield { event, id, data: JSON.parse(data ?? '') };
    }
  }
}

async function listen(
  served: Awaited<ReturnType<typeof startConsole>>,
  browser: Awaited<ReturnType<typeof signIn>>,
  lastSeen?: string,
) {
  const response = await open(served.url, `${browser.root}api/events`, {
    headers: { ...fromPage, cookie: browser.cookie, ...(lastSeen ? { 'last-event-id': lastSeen } : {}) },
  });
  onTestFinished(() => void response.destroy());
  const events = eventsOf(response);
  const next = async (): Promise<Told | undefined> => {
    const { done, value } = await events.next();
    return done ? undefined : value;
  };
  return { response, next };
}

test('what is so comes first, then every change as it happens', async () => {
  const served = await startConsole();
  const { response, next } = await listen(served, await signIn(served));
  expect(response.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
  expect(await next()).toMatchObject({ event: 'status', data: runningStatus });
  expect(await next()).toMatchObject({ event: 'job', data: null });
  served.events.emit('activity', { newest: 7 });
  served.events.emit('status', { ...runningStatus, state: 'Paused' });
  expect(await next()).toMatchObject({ event: 'activity', data: { newest: 7 } });
  expect(await next()).toMatchObject({ event: 'status', data: { state: 'Paused' } });
});

test('who comes back has lost nothing', async () => {
  const served = await startConsole();
  const browser = await signIn(served);
  const first = await listen(served, browser);
  await first.next();
  const seen = await first.next();
  first.response.destroy();
  served.events.emit('activity', { newest: 8 });
  served.events.emit('activity', { newest: 9 });
  served.events.emit('resyncUser', { id: 5, steps: [], changes: [] });
  const second = await listen(served, browser, seen?.id);
  const told = [await second.next(), await second.next(), await second.next(), await second.next()];
  expect(told.map((one) => one?.event)).toEqual(['status', 'job', 'activity', 'resyncUser']);
  expect(told[2]?.data).toEqual({ newest: 9 });
  // What was told already is not told twice.
  const third = await listen(served, browser, told[3]?.id);
  await third.next();
  await third.next();
  served.events.emit('activity', { newest: 10 });
  expect(await third.next()).toMatchObject({ data: { newest: 10 } });
});

test('a change while the first answer is made is not lost', async () => {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const calls = {
    ...fakeCalls(),
    'status.get': async () => {
      asked.resolve();
      await release.promise;
      return runningStatus;
    },
  };
  const served = await startConsole({ calls });
  const listening = listen(served, await signIn(served));
  await asked.promise;
  served.events.emit('status', { ...runningStatus, state: 'Blocked' });
  release.resolve();
  const { next } = await listening;
  expect(await next()).toMatchObject({ event: 'status', data: { state: 'Running' } });
  expect(await next()).toMatchObject({ event: 'job' });
  expect(await next()).toMatchObject({ event: 'status', data: { state: 'Blocked' } });
});

test('signing out ends it, and so does the end of the host', async () => {
  const served = await startConsole();
  const [leaver, stayer] = [await signIn(served), await signIn(served)];
  const [left, stays] = [await listen(served, leaver), await listen(served, stayer)];
  await leaver.call('sign-out');
  while (await left.next()) continue;
  served.events.emit('activity', { newest: 1 });
  await served.close(5_000);
  while (await stays.next()) continue;
});

test('a failing first answer is an error, not a stream that hangs', async () => {
  const calls = { ...fakeCalls(), 'status.get': () => Promise.reject(new Error('secret inside')) };
  const served = await startConsole({ calls });
  const { root, cookie } = await signIn(served);
  const reply = await exchange(served.url, `${root}api/events`, { headers: { ...fromPage, cookie } });
  expect(reply.status).toBe(500);
  expect(JSON.parse(reply.text)).toMatchObject({ ok: false, error: { code: 'APP-FAULT' } });
  expect(reply.text).not.toContain('secret inside');
});

test('a reader that does not read is dropped, and harms no other', async () => {
  const served = await startConsole();
  const [slow, good] = [
    await listen(served, await signIn(served)),
    await listen(served, await signIn(served)),
  ];
  await good.next();
  await good.next();
  slow.response.pause();
  const sentence = 'x'.repeat(100_000);
  for (let sent = 0; sent < 300; sent += 1) {
    served.events.emit('status', { ...runningStatus, sentence });
    expect(await good.next()).toMatchObject({ event: 'status' });
  }
  let got = 0;
  slow.response.on('error', () => {});
  slow.response.on('data', (piece: string | Buffer) => (got += piece.length));
  await new Promise((resolve) => slow.response.resume().once('close', resolve));
  expect(slow.response.complete).toBe(false);
  expect(got).toBeLessThan(300 * sentence.length);
});

test('only so many may listen', async () => {
  const served = await startConsole();
  const browser = await signIn(served);
  const all = [];
  for (let count = 0; count < 32; count += 1) all.push(await listen(served, browser));
  const refused = await browser.get('api/events', fromPage);
  expect(refused.status).toBe(503);
  all[0]?.response.destroy();
  await expect
    .poll(async () => {
      const again = await open(served.url, `${browser.root}api/events`, {
        headers: { ...fromPage, cookie: browser.cookie },
      });
      again.destroy();
      return again.statusCode;
    })
    .toBe(200);
});
