import type { NewToken } from '../../main/ipc/contract.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { columns } from './text.ts';

/** Prints a token: the one time that anybody sees it. */
export function printNewToken({ endpoint, token, scimBaseUrl }: NewToken, args: Arguments, io: Io): void {
  const { name, kind } = endpoint;
  if (args.flag('json')) {
    io.out(`${JSON.stringify({ name, kind, token, scimBaseUrl })}\n`);
    return;
  }
  const rows = [
    ['Endpoint', `${name} (${kind})`],
    ['Base URL', scimBaseUrl ?? 'known once "scim-tray serve" runs'],
    ['Token', token],
  ];
  io.out(`${columns(rows)}\nKeep the token now: it is not shown again.\n`);
}
