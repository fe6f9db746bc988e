import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { endpointName, nameOption } from './endpoint-name.ts';
import { exitCodes } from './exit-codes.ts';
import { reach } from './reach.ts';
import { UsageError } from './usage-error.ts';

/** Changes how the listener treats one client. */
export const endpointSet: Command = {
  name: 'endpoint set',
  summary: 'Change how an endpoint treats e-mail matches, passwords and renames',
  options: {
    name: nameOption,
    'match-by-email': {
      value: 'on|off',
      help: 'a look-up by e-mail finds the one user who has it (default on)',
    },
    'password-sync': { value: 'on|off', help: 'passwords from the client reach Secret Server (default off)' },
    renames: {
      value: 'refuse|alias',
      help: 'a changed userName is refused, or kept as the name that this client uses (default refuse)',
    },
    json: { help: 'print the endpoint as JSON' },
  },
  async run(args, io) {
    const name = endpointName(args);
    const options = {
      matchByEmail: onOrOff(args, 'match-by-email'),
      passwordSync: onOrOff(args, 'password-sync'),
      renames: renamesOf(args.text('renames')),
    };
    if (Object.values(options).every((value) => value === undefined)) {
      throw new UsageError('endpoint set needs at least one of --match-by-email, --password-sync, --renames');
    }
    const view = await reach(args, io, ({ calls }) => calls['endpoints.configure']({ name, options }));
    const { matchByEmail, passwordSync, renames } = view.options;
    const word = (value: boolean): string => (value ? 'on' : 'off');
    io.out(
      args.flag('json')
        ? `${JSON.stringify(view)}\n`
        : `${view.name}: match by e-mail ${word(matchByEmail)}, password sync ${word(passwordSync)}, renames ${renames}\n`,
    );
    return exitCodes.ok;
  },
};

function onOrOff(args: Arguments, option: string): boolean | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new UsageError(`--${option} takes on or off`);
}

function renamesOf(text: string | undefined): 'refuse' | 'alias' | undefined {
  if (text === undefined || text === 'refuse' || text === 'alias') return text;
  throw new UsageError('--renames takes refuse or alias');
}
