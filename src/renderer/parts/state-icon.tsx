import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { State } from '../../main/ipc/contract.ts';

/** The tray's shapes: a state is told by word and shape before colour. */
const shapes: Readonly<Record<State, ReactElement>> = {
  Running: (
    <>
      <circle cx="8" cy="8" r="7.5" />
      <path d="M4.25 8.25 7 11l4.75-5.5" fill="none" stroke="var(--mark)" strokeWidth="2" />
    </>
  ),
  Working: turning(),
  Starting: turning(),
  Paused: <path d="M3 2h4v12H3zM9 2h4v12H9z" />,
  'Needs attention': (
    <>
      <path d="M8 1.25 15.25 14.75H.75z" stroke="currentColor" strokeLinejoin="round" />
      <path d="M7 5.5h2V10H7zM7 11.25h2v2H7z" fill="var(--mark)" />
    </>
  ),
  Blocked: (
    <>
      <path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z" />
      <path d="M3.5 6.5h9v3h-9z" fill="var(--mark)" />
    </>
  ),
  'Not set up': (
    <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="2 3.1" />
  ),
};

function turning(): ReactElement {
  return (
    <>
      <g fill="none" stroke="currentColor" strokeWidth="2.2">
        <path d="M2.06 6.07A6.25 6.25 0 0 1 12.18 3.36" />
        <path d="M13.94 9.93A6.25 6.25 0 0 1 3.82 12.64" />
      </g>
      <path d="M10.09 5.51 13.88 0.99 14.41 7.33z" />
      <path d="M5.91 10.49 2.12 15.01 1.59 8.67z" />
    </>
  );
}

const useStyles = makeStyles({
  icon: {
    flexShrink: 0,
    '--mark': tokens.colorNeutralBackground1,
    '@media (forced-colors: active)': { forcedColorAdjust: 'none', color: 'CanvasText', '--mark': 'Canvas' },
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  action: { color: tokens.colorBrandForeground1 },
  plain: { color: tokens.colorNeutralForeground1 },
  turning: {
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { transform: 'rotate(0deg)' }, to: { transform: 'rotate(360deg)' } },
      animationDuration: '2s',
      animationIterationCount: 'infinite',
      animationTimingFunction: 'steps(16)',
    },
  },
});

const tones = {
  Running: 'good',
  Working: 'action',
  Starting: 'action',
  Paused: 'plain',
  'Needs attention': 'warn',
  Blocked: 'bad',
  'Not set up': 'plain',
} as const satisfies Record<State, string>;

/** Decoration: the word always stands beside it. @param size CSS pixels */
export function StateIcon({
  state,
  size = 20,
}: {
  readonly state: State;
  readonly size?: number;
}): ReactElement {
  const styles = useStyles();
  const turns = state === 'Working' || state === 'Starting';
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="currentColor"
      aria-hidden="true"
      className={mergeClasses(styles[tones[state]], styles.icon, turns && styles.turning)}
    >
      {shapes[state]}
    </svg>
  );
}
