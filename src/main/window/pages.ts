import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { safeHeaders } from '../../server/console/headers.ts';

/** The page's own scheme: nothing is loaded from files or from elsewhere. */
export const scheme = 'app';
export const origin = `${scheme}://scim-tray`;
export const startPage = `${origin}/index.html`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Answers requests of the page's scheme from the folder of the built page; 404 for anything that is not in it. */
export function servePages(folder: string): (request: { readonly url: string }) => Promise<Response> {
  const root = resolve(folder);
  return async ({ url }) => {
    const { host, pathname } = new URL(url);
    const file = join(root, decodePath(pathname));
    const type = types[extname(file)];
    if (host !== new URL(origin).host || !file.startsWith(root + sep) || type === undefined) return missing();
    const content = await readFile(file).catch(() => null);
    if (content === null) return missing();
    return new Response(new Uint8Array(content), { headers: { ...safeHeaders, 'Content-Type': type } });
  };
}

function missing(): Response {
  return new Response('Not found', { status: 404, headers: safeHeaders });
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
