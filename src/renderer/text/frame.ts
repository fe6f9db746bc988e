import { counted } from '../format.ts';
import { app } from './app.ts';

/** Around the screens: navigation, banner, and the page in place of all when the host is gone. */
export const frameText = {
  frame: {
    skip: 'Skip to content',
    nav: 'Screens',
    banner: 'Notice',
    messages: 'Messages',
    openNav: 'Open navigation',
    closeNav: 'Close navigation',
    status: 'Status',
    activity: 'Activity',
    import: 'Import',
    people: 'Users & groups',
    settings: 'Settings',
    about: 'About',
    problems: (n: number) => counted(n, 'problem'),
    previewWaits: 'A preview waits for review',
    blocked: (problem: string) => `Blocked. ${problem}.`,
    pausedBy: (by: string, since: string, until: string | null) =>
      `Paused by ${by} since ${since}${until === null ? '' : `, until ${until}`}. Okta's changes wait.`,
    resume: 'Resume now',
    resumed:
      'Resumed. Okta retries by itself, later for older changes; to hurry, use Dashboard → Tasks in Okta.',
    resumedTitle: 'Resumed',
  },
  lost: {
    title: `${app} stopped unexpectedly`,
    waits: "Okta's changes wait, and Okta tries again by itself.",
    here: `This window goes on by itself when it answers. If you restart ${app} here instead, it runs as your account, with your account's secrets, and ends when you sign out.`,
    signedOutTitle: 'You are signed out',
    signedOut: 'Run "scim-tray window" on the server and open the link that it shows.',
    browser:
      'Start it again on the server: run "scim-tray serve", or start its scheduled task. This page goes on by itself when it answers.',
    restart: `Restart ${app} here`,
    openLogs: 'Open log folder',
    trying: 'Trying to reach it…',
  },
} as const;
