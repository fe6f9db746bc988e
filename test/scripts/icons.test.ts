import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderIcons } from '../../scripts/icons/render.ts';

const root = join(import.meta.dirname, '../..');
const rendered = await renderIcons(root);

/** Width and height of each picture in an .ico file: 0 stands for 256 (ICONDIRENTRY). */
function pictures(ico: Buffer): { readonly size: number; readonly content: Buffer }[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index;
    const offset = ico.readUInt32LE(entry + 12);
    return {
      size: ico.readUInt8(entry) || 256,
      content: ico.subarray(offset, offset + ico.readUInt32LE(entry + 8)),
    };
  });
}

test.each(rendered.map(({ path, content }) => [path, content] as const))(
  '%s is what its drawing gives: else run "npm run icons"',
  (path, content) => {
    expect(readFileSync(join(root, path)).equals(content)).toBe(true);
  },
);

test('every tray icon has the five sizes of a Windows taskbar', () => {
  const icons = rendered.filter(({ path }) => path.startsWith('assets/tray/') && path.endsWith('.ico'));
  expect(icons).toHaveLength(18);
  for (const { path, content } of icons) {
    expect(
      pictures(content).map(({ size }) => size),
      path,
    ).toEqual([16, 20, 24, 32, 48]);
  }
});

/** Which of the 256 pixels of the smallest picture are drawn: its shape, whatever the colour. */
function shape(ico: Buffer): string {
  const smallest = pictures(ico)[0]?.content ?? Buffer.alloc(0);
  const pixels = smallest.subarray(40, 40 + 16 * 16 * 4); // BITMAPINFOHEADER, then BGRA rows
  const inner = Array.from({ length: 256 }, (_, index) => pixels.subarray(index * 4, index * 4 + 4));
  const main = inner.find((pixel) => pixel[3] === 255) ?? Buffer.alloc(4);
  return inner.map((pixel) => (pixel.equals(main) ? '#' : '.')).join('');
}

test.each(['light', 'dark'])(
  'at 16 pixels any two %s shapes differ in a fifth of what is drawn, colour apart',
  (theme) => {
    const names = ['not-set-up', 'working-0', 'paused', 'attention', 'blocked', 'running'];
    const shapes = names.map((name) => {
      const icon = rendered.find(({ path }) => path === `assets/tray/${theme}/${name}.ico`);
      return { name, shape: shape(icon?.content ?? Buffer.alloc(0)) };
    });
    for (const [index, one] of shapes.entries()) {
      for (const other of shapes.slice(index + 1)) {
        expect(overlap(one.shape, other.shape), `${one.name}, ${other.name}`).toBeLessThan(0.8);
      }
    }
  },
);

function overlap(one: string, other: string): number {
  const pairs = Array.from(one).map((pixel, index) => [pixel, other[index]]);
  const both = pairs.filter(([a, b]) => a === '#' && b === '#').length;
  const either = pairs.filter(([a, b]) => a === '#' || b === '#').length;
  return both / either;
}
