import type { State } from '../ipc/contract.ts';

export type IconName = 'not-set-up' | 'working' | 'paused' | 'attention' | 'blocked' | 'running';

/** The shape that stands for a state (reference: UX, states). */
export const iconOf: Readonly<Record<State, IconName>> = {
  'Not set up': 'not-set-up',
  Starting: 'working',
  Blocked: 'blocked',
  Paused: 'paused',
  'Needs attention': 'attention',
  Working: 'working',
  Running: 'running',
};

/** How many pictures make the movement of `working`. */
export const workingFrames = 4;

interface Look {
  readonly state: State;
  /** Of the taskbar, not of windows. */
  readonly dark: boolean;
  readonly frame: number;
  /** The person asked the system for less movement. */
  readonly still: boolean;
}

/** The picture's path below `assets/tray`, without its ending. */
export function iconPath({ state, dark, frame, still }: Look): string {
  const name = iconOf[state];
  const shown = name === 'working' ? `working-${String(still ? 0 : frame % workingFrames)}` : name;
  return `${dark ? 'dark' : 'light'}/${shown}`;
}
