import { text } from 'node:stream/consumers';
import type { Io } from './io.ts';
import { Problem } from '../errors.ts';

/**
 * The password: all of standard input but one line end, which `echo` adds.
 * @throws Problem APP-INPUT when nothing was piped in.
 */
export async function readPassword(stdin: Io['stdin']): Promise<string> {
  const password = (await text(stdin)).replace(/\r?\n$/, '');
  if (password !== '') return password;
  throw new Problem(
    'APP-INPUT',
    'No password came on standard input',
    'Pipe the password of the account into this command',
  );
}
