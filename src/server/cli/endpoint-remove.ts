import type { Command } from './command.ts';
import { endpointName, nameOption } from './endpoint-name.ts';
import { exitCodes } from './exit-codes.ts';
import { reach } from './reach.ts';

/** Removes an endpoint; its tokens end at once. */
export const endpointRemove: Command = {
  name: 'endpoint remove',
  summary: 'Remove an endpoint; its tokens end at once',
  options: { name: nameOption, json: { help: 'print {"removed":true}' } },
  async run(args, io) {
    const name = endpointName(args);
    const result = await reach(args, io, ({ calls }) => calls['endpoints.remove']({ name }));
    io.out(
      args.flag('json') ? `${JSON.stringify(result)}\n` : `Removed ${name}. Its tokens no longer work.\n`,
    );
    return exitCodes.ok;
  },
};
