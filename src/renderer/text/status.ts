import { count, counted } from '../format.ts';

/** The Status screen. */
export const statusText = {
  status: {
    headline: 'State',
    since: 'Since',
    problems: 'Problems',
    resync: 'Resync now',
    pause: 'Pause',
    pause30: '30 minutes',
    pause120: '2 hours',
    pauseOpen: 'Until I resume…',
    pauseTitle: 'Pause until you resume',
    pauseWords:
      "Okta's changes wait until you resume; Okta gives up on a change after 10 tries. Removals of access are kept here and applied first when you resume.",
    resume: 'Resume',
    checks: 'Checks',
    lastProof: 'Last proof',
    enterAddress: 'Enter it',
    address: 'SCIM address',
    changes: 'Changes',
    todayAndWeek: (week: number) => `today · ${count(week)} in 7 days`,
    linkedUsers: (linked: number, not: number) => `Users: ${count(linked)} linked, ${count(not)} not linked`,
    linkedGroups: (linked: number, not: number) =>
      `Groups: ${count(linked)} linked, ${count(not)} not linked`,
    reads: (reads: number) => `${counted(reads, 'read')} today`,
    lastRuns: 'Last import and resync',
    noImport: 'No import yet.',
    noResync: 'No resync yet.',
    openImport: 'Open import',
    absent: (n: number) =>
      `Secret Server no longer shows ${counted(n, 'user')} that ${n === 1 ? 'is' : 'are'} known here. Nothing was removed.`,
    openResync: 'Open resync',
    byWhom: (by: string) => `By ${by},`,
  },
  firstSteps: {
    title: 'First steps',
    hint: 'No change from Okta yet. In Okta, assign one test user.',
    connect: 'Connect Secret Server',
    imported: 'Import its users and groups',
    token: 'Make a token for Okta',
    called: "See Okta's first call",
    assign: 'Assign one test user in Okta',
    done: 'Done',
    open: 'Still to do',
    go: 'Go on with set-up',
  },
  charts: {
    title: 'Last 24 hours',
    asTable: 'Show as table',
    changes: 'Changes per hour',
    latency: 'Secret Server answer time, ms',
    p50: 'Median',
    p95: '95th percentile',
    hour: 'Hour',
    oneHour: (hour: string, p50: string, p95: string) =>
      `Only called in the hour from ${hour}: median ${p50}, 95th percentile ${p95}.`,
    noCalls: 'Secret Server was not called in this time.',
  },
} as const;
