import type { EndpointKind } from '../../main/ipc/contract.ts';
import type { Command } from './command.ts';
import { endpointName, nameOption } from './endpoint-name.ts';
import { exitCodes } from './exit-codes.ts';
import { expiresInDays, expiryOption, printNewToken } from './new-token.ts';
import { reach } from './reach.ts';
import { UsageError } from './usage-error.ts';

const kinds: readonly EndpointKind[] = ['okta', 'entra', 'onelogin', 'sailpoint', 'other'];

/** Makes an endpoint and prints its token, once. */
export const endpointAdd: Command = {
  name: 'endpoint add',
  summary: 'Make an endpoint for an identity provider and print its token once',
  options: {
    name: nameOption,
    kind: { value: 'KIND', help: `who calls: ${kinds.join(', ')} (default okta)` },
    'expires-in': expiryOption,
    json: { help: 'print {"name","kind","token","scimBaseUrl"}' },
  },
  async run(args, io) {
    const name = endpointName(args);
    const kind = endpointKind(args.text('kind'));
    const request = { name, kind, expiresInDays: expiresInDays(args) };
    printNewToken(await reach(args, io, ({ calls }) => calls['endpoints.add'](request)), args, io);
    return exitCodes.ok;
  },
};

function endpointKind(text = 'okta'): EndpointKind {
  const kind = kinds.find((candidate) => candidate === text);
  if (kind) return kind;
  throw new UsageError(`--kind takes ${kinds.join(', ')}`);
}
