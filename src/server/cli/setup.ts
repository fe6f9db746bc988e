import { readFile } from 'node:fs/promises';
import type { Check, ConnectRequest } from '../../main/ipc/contract.ts';
import { parseArgument } from '../calls/arguments.ts';
import { Problem } from '../errors.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { readPassword } from './password.ts';
import { reach } from './reach.ts';
import { columns, remedyLine } from './text.ts';

/** Checks the connection to Secret Server and stores it when provisioning will work. */
export const setup: Command = {
  name: 'setup',
  summary: 'Check the connection to Secret Server and store it',
  options: {
    'secret-server': {
      value: 'URL',
      help: 'address of Secret Server, as a browser opens it',
      required: true,
    },
    username: { value: 'NAME', help: 'application account of SCIM Tray in Secret Server', required: true },
    'password-stdin': {
      help: 'read the password of the account from standard input',
      required: true,
      whenMissing:
        '--password-stdin is missing: the password is read from standard input only, because every user of this machine can read command lines',
    },
    domain: { value: 'NAME', help: 'login domain, for a directory account' },
    ca: { value: 'FILE', help: 'PEM file with further certificate authorities to trust' },
    'accept-partial-view': {
      help: 'accept that the account may not see every user (not Unrestricted by Teams)',
    },
    'accept-other-server': {
      help: 'take a Secret Server other than the known one, and forget what was read from that',
    },
  },
  notes: 'Nothing is stored unless every check holds. Exit code 0 means that provisioning will work.',
  async run(args, io) {
    const request = parseArgument('secretServer.connect', await readRequest(args, io));
    const { connected, checks } = await reach(args, io, ({ calls }) =>
      calls['secretServer.connect'](request),
    );
    io.out(`${checkLines(checks)}\n`);
    io.out(connected ? 'Connected. The connection is stored.\n' : 'Not connected. Nothing was stored.\n');
    return connected ? exitCodes.ok : exitCodes.failed;
  },
};

async function readRequest(args: Arguments, io: Io): Promise<ConnectRequest> {
  const ca = await readCa(args.text('ca'));
  return {
    url: args.required('secret-server'),
    userName: args.required('username'),
    domain: args.text('domain'),
    acceptPartialView: args.flag('accept-partial-view'),
    acceptOtherServer: args.flag('accept-other-server'),
    ca,
    password: await readPassword(io.stdin),
  };
}

/** @throws Problem APP-INPUT */
async function readCa(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const remedy = 'Name a PEM file, which has lines "-----BEGIN CERTIFICATE-----"';
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (cause) {
    throw new Problem('APP-INPUT', 'The file given with --ca cannot be read', remedy, { cause });
  }
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  throw new Problem('APP-INPUT', 'The file given with --ca holds no certificate', remedy);
}

function checkLines(checks: readonly Check[]): string {
  const rows = checks.flatMap(({ result, name, sentence, remedy, command }) => [
    [result, name, sentence],
    ...(remedy === undefined ? [] : [['', '', `→ ${remedyLine({ remedy, command })}`]]),
  ]);
  return columns(rows);
}
