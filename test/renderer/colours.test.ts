import { describe, expect, test } from 'vitest';
import { dark, light, type Colours } from '../../src/renderer/colours.ts';

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

type Ink = Exclude<keyof Colours, 'page' | 'raised'>;
type Numbers = Readonly<Record<Ink, readonly [page: number, raised: number]>>;

/** As they were chosen; a colour that changes has to change its number here. */
const chosen: readonly (readonly [string, Colours, Numbers])[] = [
  [
    'light',
    light,
    {
      text: [16.6, 15.3],
      muted: [6.4, 5.9],
      good: [5.1, 4.7],
      warn: [5.9, 5.5],
      bad: [6.5, 6.0],
      action: [6.7, 6.2],
      lines: [3.5, 3.2],
    },
  ],
  [
    'dark',
    dark,
    {
      text: [14.7, 13.1],
      muted: [7.8, 7.0],
      good: [7.9, 7.0],
      warn: [8.9, 7.9],
      bad: [7.8, 6.9],
      action: [8.0, 7.1],
      lines: [4.0, 3.5],
    },
  ],
];

describe.each(chosen)('%s', (_, colours, numbers) => {
  test.each(Object.entries(numbers))('%s', (name, [page, raised]) => {
    const ink = colours[name as Ink]; // a key of the numbers above
    expect(contrast(ink, colours.page)).toBeCloseTo(page, 0.5);
    expect(contrast(ink, colours.raised)).toBeCloseTo(raised, 0.5);
    const least = name === 'lines' ? 3 : 4.5;
    expect(Math.min(contrast(ink, colours.page), contrast(ink, colours.raised))).toBeGreaterThanOrEqual(
      least,
    );
  });
});
