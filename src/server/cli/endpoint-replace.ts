import type { Command } from './command.ts';
import { endpointName, nameOption } from './endpoint-name.ts';
import { exitCodes } from './exit-codes.ts';
import { expiresInDays, expiryOption, printNewToken } from './new-token.ts';
import { reach } from './reach.ts';

/** Makes another token; the old one goes on working for a day unless told otherwise. */
export const endpointReplace: Command = {
  name: 'endpoint replace',
  summary: 'Make another token for an endpoint and print it once; the old one works 24 hours more',
  options: {
    name: nameOption,
    now: { help: 'end the old token at once' },
    'expires-in': expiryOption,
    json: { help: 'print {"name","kind","token","scimBaseUrl"}' },
  },
  async run(args, io) {
    const request = { name: endpointName(args), now: args.flag('now'), expiresInDays: expiresInDays(args) };
    printNewToken(await reach(args, io, ({ calls }) => calls['endpoints.replaceToken'](request)), args, io);
    return exitCodes.ok;
  },
};
