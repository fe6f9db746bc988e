/** Draws the icon files from the SVG files beside them, for `npm run icons`. A test fails while they differ. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderIcons } from './icons/render.ts';

const root = dirname(import.meta.dirname);
const icons = await renderIcons(root);
for (const { path, content } of icons) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
process.stdout.write(`${String(icons.length)} icon files drawn in assets.\n`);
