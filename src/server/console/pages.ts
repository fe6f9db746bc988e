import { existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { send } from '@koa/send';
import type { Context } from 'koa';

const document = 'index.html';
/** Where the page is built to: beside the nearest package.json, for the source as for a bundle of it. */
export function builtPages(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist', 'renderer');
}

/** Whether the page was built into this folder. */
export function isBuilt(folder: string): Promise<boolean> {
  return access(join(folder, document)).then(
    () => true,
    () => false,
  );
}

/**
 * The files of the built page. An address that is no file is a place in the window, and gets its document.
 * @throws HttpError 404, or 400 and 403 for a path that leads out of the folder.
 */
export async function sendPage(ctx: Context, root: string): Promise<void> {
  try {
    await send(ctx, ctx.path, { root, index: document, gzip: false, brotli: false, setHeaders: keepAssets });
    if (ctx.body !== undefined) return;
  } catch (thrown) {
    if (!isMissing(thrown) || ctx.path.includes('.')) throw thrown;
  }
  await send(ctx, document, { root });
}

/** Vite puts a hash of its content into the name of each file in assets. */
function keepAssets(response: Context['res'], file: string): void {
  if (basename(dirname(file)) !== 'assets') return;
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'status' in thrown && thrown.status === 404;
}
