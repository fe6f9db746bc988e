import type { NewToken } from '../../main/ipc/contract.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { columns, moment } from './text.ts';
import { UsageError } from './usage-error.ts';

export const expiryOption = {
  value: 'DAYS',
  help: 'days until the token ends, 1 to 3650 (default: it does not)',
} as const;

/** Days until a new token ends; undefined: it does not. @throws UsageError */
export function expiresInDays(args: Arguments): number | undefined {
  const text = args.text('expires-in');
  if (text === undefined) return undefined;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= 3650) return days;
  throw new UsageError('--expires-in takes a number of days from 1 to 3650');
}

/** Prints a token: the one time that anybody sees it. */
export function printNewToken({ endpoint, token, scimBaseUrl }: NewToken, args: Arguments, io: Io): void {
  const { name, kind, tokens } = endpoint;
  const expiresAt = tokens.at(-1)?.expiresAt ?? null;
  if (args.flag('json')) {
    io.out(`${JSON.stringify({ name, kind, token, scimBaseUrl })}\n`);
    return;
  }
  const rows = [
    ['Endpoint', `${name} (${kind})`],
    ['Base URL', scimBaseUrl ?? 'known once "scim-tray serve" runs'],
    ['Token', token],
    ...(expiresAt === null ? [] : [['Expires', moment(expiresAt)]]),
  ];
  io.out(`${columns(rows)}\nKeep the token now: it is not shown again.\n`);
}
