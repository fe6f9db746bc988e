import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import pngToIco from 'png-to-ico';

/** Sizes in a Windows icon: 100 to 300 % of 16 pixels (reference: UX, states). */
const traySizes = [16, 20, 24, 32, 48];
const appSizes = [16, 20, 24, 32, 40, 48, 64, 256];

/** The drawings are for a light taskbar; what they change on a dark one. The bar of the octagon stays white. */
const onDark: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'not-set-up': { '#1b1f24': '#ffffff' },
  working: { '#0b5cad': '#6cb2ff' },
  paused: { '#1b1f24': '#ffffff' },
  attention: { '#a86b00': '#e0b040', '#ffffff': '#15181d' },
  blocked: { '#b3261e': '#e5484d' },
  running: { '#1a7f37': '#56c271', '#ffffff': '#15181d' },
};

/** Two arrows look the same after half a turn, so four frames of an eighth make a loop. */
const turns = [0, 45, 90, 135];

/** A file made from the drawings: path within the repository, and what it holds. */
export interface Rendered {
  readonly path: string;
  readonly content: Buffer;
}

/** Every icon file, drawn anew from the SVG files in `assets`. */
export async function renderIcons(root: string): Promise<readonly Rendered[]> {
  const trays = Object.entries(onDark).flatMap(([name, dark]) => {
    const light = readFileSync(join(root, 'assets', 'tray', `${name}.svg`), 'utf8');
    return [
      ...frames(name, light).map((frame) => ({ ...frame, theme: 'light' })),
      ...frames(name, recolour(light, dark)).map((frame) => ({ ...frame, theme: 'dark' })),
    ];
  });
  const rendered = await Promise.all(
    trays.map(({ theme, name, svg }) => trayFiles(`assets/tray/${theme}/${name}`, svg)),
  );
  return [...rendered.flat(), ...(await appFiles(root))];
}

function frames(name: string, svg: string): { readonly name: string; readonly svg: string }[] {
  if (name !== 'working') return [{ name, svg }];
  return turns.map((turn, frame) => ({
    name: `working-${String(frame)}`,
    svg: svg.replace('rotate(0 ', `rotate(${String(turn)} `),
  }));
}

function recolour(svg: string, colours: Readonly<Record<string, string>>): string {
  return svg.replaceAll(/#[\da-f]{6}/g, (colour) => colours[colour] ?? colour);
}

/** Windows takes the .ico; Linux the .png, and its double where the screen has one. */
async function trayFiles(base: string, svg: string): Promise<Rendered[]> {
  return [
    { path: `${base}.ico`, content: await icon(svg, traySizes) },
    { path: `${base}.png`, content: png(svg, 24) },
    { path: `${base}@2x.png`, content: png(svg, 48) },
  ];
}

async function appFiles(root: string): Promise<Rendered[]> {
  const svg = readFileSync(join(root, 'assets', 'app', 'app.svg'), 'utf8');
  return [
    { path: 'assets/app/app.ico', content: await icon(svg, appSizes) },
    { path: 'assets/app/app.png', content: png(svg, 512) },
  ];
}

async function icon(svg: string, sizes: readonly number[]): Promise<Buffer> {
  return pngToIco(sizes.map((size) => png(svg, size)));
}

function png(svg: string, width: number): Buffer {
  return new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng();
}
