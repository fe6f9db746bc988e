import { parseArgs } from 'node:util';

import type { Effect, Fault } from './faults.ts';
import type { SandboxOptions } from './sandbox.ts';
import { parseSwitch, switches, type Switches } from './switches.ts';

/** What the command line asks for. */
export type Parsed =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly text: string }
  | { readonly kind: 'run'; readonly options: SandboxOptions; readonly faults: readonly Fault[] };

/** Told with --help and after a wrong argument. */
export const usage = `Usage: npm run sandbox -- [options]

  --port N              listen on this port (any free one)
  --users N --groups N  what a client would scan (57 and 19)
  --read-only           start in read-only mode
  --switch NAME=VALUE   behave like this; may be repeated
  --fault "VERB PATH EFFECT [times=N]"
                        may be repeated; VERB may be *, PATH is after /api and may hold *
                        EFFECT: latency=MS, status=CODE, html, expiredToken, dropBefore, dropAfter,
                        doneLate=MS, hang
                        example: --fault "PATCH /v1/users/* status=503 times=3"

Switches (the first value is the default):
${Object.entries(switches)
  .map(([name, values]) => `  ${name.padEnd(20)}  ${values.join(' | ')}`)
  .join('\n')}
`;

/** Reads the command line; a wrong one is told in a sentence. */
export function parseArguments(argv: readonly string[]): Parsed {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h' },
        port: { type: 'string' },
        users: { type: 'string' },
        groups: { type: 'string' },
        'read-only': { type: 'boolean' },
        switch: { type: 'string', multiple: true },
        fault: { type: 'string', multiple: true },
      },
    });
    if (values.help === true) return { kind: 'help' };
    const size = { ...count('users', values.users), ...count('groups', values.groups) };
    return {
      kind: 'run',
      options: {
        ...count('port', values.port),
        size,
        switches: chosenSwitches(values.switch ?? []),
        settings: { readOnly: values['read-only'] ?? false },
      },
      faults: (values.fault ?? []).map(parseFault),
    };
  } catch (error) {
    return { kind: 'wrong', text: error instanceof Error ? error.message : String(error) };
  }
}

function count<Name extends string>(name: Name, text: string | undefined): { readonly [K in Name]?: number } {
  if (text === undefined) return {};
  if (!/^\d{1,6}$/.test(text)) throw new Error(`--${name} takes a number, not "${text}".`);
  // A computed key widens to string; the object has just this one.
  return { [name]: Number(text) } as { readonly [K in Name]?: number };
}

function chosenSwitches(texts: readonly string[]): Partial<Switches> {
  let chosen: Partial<Switches> = {};
  for (const text of texts) {
    const one = parseSwitch(text);
    if (one === undefined) throw new Error(`There is no switch value "${text}".`);
    chosen = { ...chosen, ...one };
  }
  return chosen;
}

function parseFault(text: string): Fault {
  const [method = '', path = '', effect = '', times = ''] = text.trim().split(/\s+/);
  const limit = /^times=(\d+)$/.exec(times)?.[1];
  if (path === '' || effect === '' || (times !== '' && limit === undefined))
    throw new Error(`"${text}" is no fault.`);
  return {
    ...(method === '*' ? {} : { method }),
    path: new RegExp(
      `^${path
        .toLowerCase()
        .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll('*', '.*')}$`,
    ),
    ...(limit === undefined ? {} : { times: Number(limit) }),
    effect: parseEffect(effect),
  };
}

function parseEffect(text: string): Effect {
  const [kind = '', value = ''] = text.split('=', 2);
  const number = /^\d+$/.test(value) ? Number(value) : undefined;
  if (kind === 'latency' && number !== undefined) return { kind, ms: number };
  if (kind === 'doneLate' && number !== undefined) return { kind, ms: number };
  if (kind === 'status' && number !== undefined) return { kind, status: number };
  if (value === '') {
    switch (kind) {
      case 'html':
      case 'expiredToken':
      case 'dropBefore':
      case 'dropAfter':
      case 'hang':
        return { kind };
    }
  }
  throw new Error(`"${text}" is no effect.`);
}
