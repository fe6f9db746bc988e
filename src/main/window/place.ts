import type { Rectangle } from 'electron';
import type { Place } from '../preferences.ts';

/** Pixels that do not depend on the screen's scale. */
export const smallest = { width: 840, height: 560 };
const usual = { width: 1080, height: 720 };

/** How much of the title bar has to be on a screen for the window to be found and moved. */
const graspable = { width: 120, height: 40 };

/** Where the window opens: as it was, unless that screen is gone. @param screens their work areas */
export function placeOf(saved: Place | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  if (saved === null) return usual;
  const size = {
    width: Math.max(smallest.width, saved.width),
    height: Math.max(smallest.height, saved.height),
  };
  const { x, y } = saved;
  return screens.some((screen) => reaches(screen, { x, y, width: size.width, height: graspable.height }))
    ? { x, y, ...size }
    : size;
}

function reaches(screen: Rectangle, bar: Rectangle): boolean {
  const width = Math.min(bar.x + bar.width, screen.x + screen.width) - Math.max(bar.x, screen.x);
  const height = Math.min(bar.y + bar.height, screen.y + screen.height) - Math.max(bar.y, screen.y);
  return width >= graspable.width && height >= graspable.height;
}
