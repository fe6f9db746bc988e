import { userInfo } from 'node:os';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { reach } from './reach.ts';
import { moment } from './text.ts';
import { UsageError } from './usage-error.ts';

const units = { m: 1, h: 60 } as const;

/** Lets changes wait; reads are answered on. */
export const pause: Command = {
  name: 'pause',
  summary: 'Let changes from clients wait; reads are still answered',
  options: {
    for: { value: 'TIME', help: 'such as 30m or 2h, at most 168h; without it until "scim-tray resume"' },
  },
  notes:
    'Okta tries waiting changes again by itself, ten times at most. Removals of access are kept here and applied first.',
  async run(args, io) {
    const minutes = minutesOf(args.text('for'));
    const request = { minutes, by: userInfo().username };
    const { until } = await reach(args, io, ({ calls }) => calls['pause.begin'](request));
    io.out(until === null ? 'Paused until "scim-tray resume".\n' : `Paused until ${moment(until)}.\n`);
    return exitCodes.ok;
  },
};

export const resume: Command = {
  name: 'resume',
  summary: 'End a pause; removals of access that waited are applied first',
  options: {},
  async run(args, io) {
    await reach(args, io, ({ calls }) => calls['pause.end']());
    io.out('Resumed. Okta sends what waited by itself.\n');
    return exitCodes.ok;
  },
};

/** @throws UsageError */
function minutesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d{1,5})([mh])$/.exec(text) ?? [];
  const minutes = Number(count) * (unit === 'h' ? units.h : units.m);
  if (minutes >= 1 && minutes <= 168 * 60) return minutes;
  throw new UsageError('--for takes a time such as 30m or 2h, at most 168h');
}
