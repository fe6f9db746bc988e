/** What real Electron starts in tests: the built app, with the recorder in front of what it draws. */
import electron from 'electron';
import { record } from './record.mjs';

Object.assign(globalThis, { recorder: record(electron) });
await import(new URL('../../dist/main/index.js', import.meta.url).href);
