import { join } from 'node:path';
import { app } from 'electron';
import { boot } from './boot.ts';
import { headlessOptions, readOptions } from './options.ts';

const argv = process.argv.slice(1);
const headless = headlessOptions(argv);

// Only then: the command line is no part of the desktop app.
if (headless) void import('./headless.ts').then(({ runHeadless }) => runHeadless(headless));
else if (app.requestSingleInstanceLock())
  boot(readOptions(argv, process.env), join(import.meta.dirname, '../..'));
// The first instance was told, and shows its window.
else app.quit();
