/**
 * One server of the benchmark in a process of its own: the listener on a sandbox, or one of the two references.
 * Sends {url, token} to its parent when it answers, tells its processor time when asked, and ends with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from '@koa/router';
import Database from 'better-sqlite3';
import Koa from 'koa';
import { setStage } from '../flows/world.ts';

export type ServerKind = 'scim-tray' | 'node:http' | 'koa+sqlite';

const [kind, size] = process.argv.slice(2);
const users = Number(size);
const started = await start();
process.send?.(started);
process.on('message', () => {
  const { user, system } = process.threadCpuUsage(); // the thread that answers: no other limits the rate
  process.send?.(user + system);
});
process.once('disconnect', () => process.exit(0));

async function start(): Promise<{ url: string; token: string }> {
  if (kind === 'node:http') return fixedPage();
  if (kind === 'koa+sqlite') return storedJson();
  const groups = Math.max(19, Math.round(users / 100));
  const stage = await setStage({ sandbox: { size: { users, groups } } });
  const { token } = await stage.okta('testapp', 'bench');
  return { url: stage.scimBaseUrl, token };
}

function resource(id: number): string {
  const name = `person.${String(id)}`;
  return JSON.stringify({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: String(id),
    userName: name,
    displayName: `Person ${String(id)}`,
    name: { formatted: `Person ${String(id)}`, givenName: 'Person', familyName: String(id) },
    emails: [{ value: `${name}@example.com`, type: 'work', primary: true }],
    active: true,
    meta: {
      resourceType: 'User',
      created: '2026-01-01T00:00:00.000Z',
      lastModified: '2026-01-01T00:00:00.000Z',
      location: `http://127.0.0.1:8480/scim/v2/Users/${String(id)}`,
      version: 'W/"1"',
    },
    groups: [
      {
        value: '9',
        $ref: 'http://127.0.0.1:8480/scim/v2/Groups/9',
        display: 'All Company (1)',
        type: 'direct',
      },
    ],
  });
}

function page(total: number, resources: readonly string[]): string {
  const head = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":${String(total)}`;
  return `${head},"startIndex":1,"itemsPerPage":${String(resources.length)},"Resources":[${resources.join(',')}]}`;
}

/** The floor: nothing but HTTP. */
async function fixedPage(): Promise<{ url: string; token: string }> {
  const body = Buffer.from(
    page(
      users,
      Array.from({ length: 100 }, (_, index) => resource(index + 1)),
    ),
  );
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/scim+json', 'Content-Length': body.length });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, token: '' };
}

/** What Koa and SQLite give away when nothing else is done: stored JSON, found by key, in a file as safe as ours. */
async function storedJson(): Promise<{ url: string; token: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'scim-tray-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const db = new Database(join(folder, 'bench.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.exec(
    'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, json TEXT NOT NULL) STRICT',
  );
  const insert = db.prepare('INSERT INTO users VALUES (?, ?, ?)');
  db.transaction(() => {
    for (let id = 1; id <= users; id += 1) insert.run(id, `person.${String(id)}`, resource(id));
  })();
  const list = db
    .prepare<[number], string>('SELECT json FROM users WHERE id > ? ORDER BY id LIMIT 100')
    .pluck();
  const byName = db.prepare<[string], string>('SELECT json FROM users WHERE name = ?').pluck();
  const byId = db.prepare<[number], string>('SELECT json FROM users WHERE id = ?').pluck();
  const router = new Router();
  router.get('/Users', (ctx) => {
    const name = /"([^"]*)"/.exec(String(ctx.query['filter'] ?? ''))?.[1];
    ctx.type = 'application/scim+json';
    ctx.body = name
      ? page(1, byName.all(name))
      : page(users, list.all(Number(ctx.query['startIndex'] ?? 1) - 1));
  });
  router.get('/Users/:id', (ctx) => {
    ctx.type = 'application/scim+json';
    ctx.body = byId.get(Number(ctx.params['id'])) ?? '';
  });
  const app = new Koa().use(router.routes());
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, token: '' };
}
