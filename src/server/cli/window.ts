import type { SignInLink } from '../console/app.ts';
import { signInLink } from '../console/client.ts';
import { Problem } from '../errors.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { moment } from './text.ts';

/** Prints a link that signs a browser on this machine in to the window. */
export const window: Command = {
  name: 'window',
  summary: 'Print a link that opens the window in a browser on this machine, once',
  options: { json: { help: 'print {"url","expiresAt"}' } },
  notes:
    'The link holds for 10 minutes and for one browser, which stays signed in for 12 hours at most, 2 hours without use.',
  async run(args, io) {
    const link = await signInLink(args.dataDir);
    if (!link) {
      throw new Problem('APP-INPUT', 'SCIM Tray does not run', 'Start it first, with: scim-tray serve');
    }
    io.out(args.flag('json') ? `${JSON.stringify(link)}\n` : linkLines(link));
    return exitCodes.ok;
  },
};

/** The link as it is printed for a person. */
export function linkLines({ url, expiresAt }: SignInLink): string {
  return `Window: ${url}\n  (opens once, until ${moment(expiresAt)}; another: scim-tray window)\n`;
}
