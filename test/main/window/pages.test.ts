import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { servePages } from '../../../src/main/window/pages.ts';
import { dataFolder } from '../../data-folder.ts';

async function pages() {
  const folder = await dataFolder();
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'index.html'), '<p>page</p>');
  await writeFile(join(folder, 'dist', 'assets', 'a b.js'), 'export {};');
  await writeFile(join(folder, 'dist', 'notes.db'), 'no type for this');
  await writeFile(join(folder, 'secret.html'), 'not for the page');
  const answer = servePages(join(folder, 'dist'));
  return (url: string) => answer({ url });
}

test.each([
  ['app://scim-tray/index.html', 'text/html; charset=utf-8', '<p>page</p>'],
  ['app://scim-tray/assets/a%20b.js?x=1#y', 'text/javascript; charset=utf-8', 'export {};'],
])('%s is served with its type and the policy', async (url, type, text) => {
  const answer = await (await pages())(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Type')).toBe(type);
  expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  const policy = answer.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(await answer.text()).toBe(text);
});

test.each([
  'app://scim-tray/',
  'app://scim-tray/none.html',
  'app://scim-tray/notes.db',
  'app://elsewhere/index.html',
  'app://scim-tray/..%2Fsecret.html',
  'app://scim-tray/assets/..%5C..%5Csecret.html',
  'app://scim-tray/%00.html',
  'app://scim-tray/%E0%A4%A.html',
])('%s is not served', async (url) => {
  const answer = await (await pages())(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('Not found');
});
