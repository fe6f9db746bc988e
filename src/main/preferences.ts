import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const place = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});

const schema = z.object({
  /** Where the window was. */
  place: place.nullable().catch(null),
  /** The person knows that closing the window does not end the app. */
  toldOfTray: z.boolean().catch(false),
  /** Token notices that were given, by key. */
  toldOfTokens: z.array(z.string()).max(1000).catch([]),
});

export type Place = z.infer<typeof place>;
export type PreferenceValues = Readonly<z.infer<typeof schema>>;

/** What this desktop remembers for its person; nothing that provisioning depends on. */
export interface Preferences {
  readonly get: () => PreferenceValues;
  /** Takes effect even where it cannot be written down. */
  readonly set: (change: Partial<PreferenceValues>) => void;
}

/** @param onFault told when the file cannot be written */
export function openPreferences(file: string, onFault: (thrown: unknown) => void): Preferences {
  let values = read(file);
  return {
    get: () => values,
    set(change) {
      values = { ...values, ...change };
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.new`, `${JSON.stringify(values, null, 2)}\n`);
        renameSync(`${file}.new`, file);
      } catch (thrown) {
        onFault(thrown);
      }
    },
  };
}

/** Whatever of the file cannot be understood is as if it were not there. */
function read(file: string): PreferenceValues {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return schema.parse({});
  }
}
