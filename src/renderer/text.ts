import { app } from './text/app.ts';
import { aboutText } from './text/about.ts';
import { activityText } from './text/activity.ts';
import { commonText } from './text/common.ts';
import { frameText } from './text/frame.ts';
import { jobsText } from './text/jobs.ts';
import { peopleText } from './text/people.ts';
import { settingsText } from './text/settings.ts';
import { setupText } from './text/setup.ts';
import { statusText } from './text/status.ts';
import { faults } from './text/problems.ts';

/** Every sentence of the page, by screen. Plain words, present tense; Okta and Secret Server by name. */
export const text = {
  app,
  faults,
  ...commonText,
  ...frameText,
  ...statusText,
  ...setupText,
  ...settingsText,
  ...aboutText,
  ...activityText,
  ...jobsText,
  ...peopleText,
} as const;
