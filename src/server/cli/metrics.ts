import { metricsText } from '../console/client.ts';
import { Problem } from '../errors.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';

/** Prints the figures of the running host as Prometheus reads them. */
export const metrics: Command = {
  name: 'metrics',
  summary: 'Print figures for Prometheus',
  options: {},
  notes:
    'Written into a file of the node exporter or of windows_exporter every minute, no key has to be shared.',
  async run(args, io) {
    const text = await metricsText(args.dataDir);
    if (text === null) {
      throw new Problem('APP-INPUT', 'SCIM Tray does not run', 'Start it first, with: scim-tray serve');
    }
    io.out(text);
    return exitCodes.ok;
  },
};
