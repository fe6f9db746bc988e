import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir, thisMachine } from '../server/config.ts';
import type { SecretsKind } from '../server/secrets/open.ts';

/** What the command line of the desktop app says. Chromium's own switches stand beside these and are left to it. */
export interface Options {
  /** Absolute. */
  readonly dataDir: string;
  readonly secrets: SecretsKind;
  /** Of the listener; undefined: as set. */
  readonly port: number | undefined;
  /** Started at sign-in: only the tray shows. */
  readonly hidden: boolean;
}

/** @param argv without the program's own words */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      'data-dir': { type: 'string' },
      secrets: { type: 'string' },
      port: { type: 'string' },
      hidden: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const { port } = values;
  return {
    dataDir: resolve(textOf(values['data-dir']) ?? defaultDataDir(thisMachine(env))),
    secrets: values.secrets === 'file' ? 'file' : 'keychain',
    port: typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : undefined,
    hidden: values.hidden === true,
  };
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The options behind the switch that starts a server without a desktop; null: it is not there. */
export function headlessOptions(argv: readonly string[]): readonly string[] | null {
  const at = argv.indexOf('--headless');
  return at === -1 ? null : argv.slice(at + 1);
}
