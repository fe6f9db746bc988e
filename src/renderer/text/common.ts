import type { State } from '../../main/ipc/contract.ts';
import { count, counted } from '../format.ts';

/** What more than one screen says. */
export const commonText = {
  problem: {
    code: (code: string) => `Code ${code}`,
    codeAndRequest: (code: string, request: string) => `Code ${code} · request ${request}`,
    whatCode: 'code',
  },
  states: {
    'Not set up': 'Not set up',
    Starting: 'Starting',
    Blocked: 'Blocked',
    Paused: 'Paused',
    'Needs attention': 'Needs attention',
    Working: 'Working',
    Running: 'Running',
  } satisfies Record<State, string>,
  loading: { still: 'Still loading…', retry: 'Retry', label: 'Loading' },
  common: {
    copy: 'Copy',
    copied: 'Copied',
    copiedFor: (what: string) => `${what} copied`,
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    saved: 'Saved',
    test: 'Test',
    testing: 'Testing…',
    open: 'Open',
    none: 'None',
    never: 'Never',
    notYet: 'Not yet',
    typeCount: (n: number) => `Type ${count(n)} to go on`,
    clearFilters: 'Clear filters',
    windowUser: 'the window',
  },
  differences: {
    caption: 'Attributes',
    marks: { same: 'same', changed: '~ changed', onlyThere: '+ added', onlyHere: '− removed' },
    show: (n: number) => `Show ${count(n)} that are the same`,
    hide: 'Hide what is the same',
  },
  progress: {
    phases: {
      'Reading users': 'Reading users',
      'Reading groups': 'Reading groups',
      Comparing: 'Comparing',
      Applying: 'Applying',
    },
    of: (done: string, total: string) => `${done} of ${total}`,
    soFar: (done: number) => `${count(done)} so far`,
    left: (minutes: number) =>
      minutes < 1 ? 'less than a minute left' : `about ${counted(minutes, 'minute')} left`,
    spoken: (phase: string, percent: number) => `${phase}, ${String(percent)} %`,
    waiting: (since: string) => `Waiting for Secret Server since ${since}.`,
  },
} as const;
