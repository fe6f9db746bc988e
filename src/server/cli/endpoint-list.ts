import type { EndpointView } from '../../main/ipc/contract.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { reach } from './reach.ts';
import { columns, moment } from './text.ts';

/** Lists endpoints and when their tokens were made and used; never a token. */
export const endpointList: Command = {
  name: 'endpoint list',
  summary: 'List endpoints, without their tokens',
  options: { json: { help: 'print a JSON array' } },
  async run(args, io) {
    const endpoints = await reach(args, io, ({ calls }) => calls['endpoints.list']());
    if (args.flag('json')) io.out(`${JSON.stringify(endpoints)}\n`);
    else
      io.out(
        endpoints.length === 0
          ? 'No endpoint yet. Make one with: scim-tray endpoint add\n'
          : table(endpoints),
      );
    return exitCodes.ok;
  },
};

function table(endpoints: readonly EndpointView[]): string {
  const head = ['NAME', 'KIND', 'TOKEN MADE', 'EXPIRES', 'LAST USED', 'LAST CALL'];
  const rows = endpoints.flatMap(({ name, kind, tokens, lastCallAt }) => {
    const rowsOfTokens = tokens.map(({ madeAt, expiresAt, lastUsedAt }) => [
      name,
      kind,
      moment(madeAt),
      moment(expiresAt),
      moment(lastUsedAt),
      moment(lastCallAt),
    ]);
    return rowsOfTokens.length > 0 ? rowsOfTokens : [[name, kind, 'none', '', '', moment(lastCallAt)]];
  });
  return `${columns([head, ...rows])}\n`;
}
