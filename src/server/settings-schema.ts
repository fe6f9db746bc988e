import { z } from 'zod';
import type { SettingsView } from '../main/ipc/settings.ts';
import { normalisePublicUrl } from './public-url.ts';
import { number } from './numbers.ts';

const flag = z.boolean('has to be true or false');

function whole(least: number, most: number) {
  const rule = `has to be a whole number from ${String(least)} to ${number(most)}`;
  return z.int(rule).min(least, rule).max(most, rule);
}

/** An address of a proxy: nothing but scheme, host and port, as an account in it would be kept in clear. */
const proxyUrl = z
  .string()
  .trim()
  .max(2048)
  .refine(
    (text) => isOrigin(text),
    'has to be the address of the proxy alone, such as http://proxy.example.com:3128, without an account',
  );

/** What each section may hold. A value that is stored or sent is taken as it comes out of here. */
export const settingsSchemas = {
  listener: z.strictObject({
    port: whole(1, 65_535),
    publicUrl: z.string().trim().max(2048).transform(normalisePublicUrl).nullable(),
  }),
  safety: z.strictObject({
    removalPercent: whole(0, 100),
    removalCount: whole(0, 1_000_000),
    quietDays: whole(1, 365),
  }),
  import: z.strictObject({
    refreshMinutes: whole(5, 1440),
    listApplicationAccounts: flag,
    inactive: flag,
  }),
  notifications: z.strictObject({
    attention: flag,
    recovered: flag,
    previewReady: flag,
    jobEnded: flag,
    tokenExpiry: flag,
  }),
  data: z.strictObject({
    retentionDays: whole(1, 3650),
    backupDays: whole(1, 3650),
    logLevel: z.enum(['info', 'debug'], 'has to be info or debug'),
  }),
  proxy: z.strictObject({
    mode: z.enum(['none', 'system', 'custom'], 'has to be none, system or custom'),
    url: proxyUrl.nullable(),
  }),
} satisfies { readonly [S in keyof SettingsView]: z.ZodType<SettingsView[S]> };

/** What holds until a person says otherwise. */
export const defaultSettings: SettingsView = {
  listener: { port: 8480, publicUrl: null },
  safety: { removalPercent: 10, removalCount: 25, quietDays: 7 },
  import: { refreshMinutes: 15, listApplicationAccounts: false, inactive: false },
  notifications: { attention: true, recovered: true, previewReady: true, jobEnded: true, tokenExpiry: true },
  data: { retentionDays: 90, backupDays: 14, logLevel: 'info' },
  proxy: { mode: 'none', url: null },
};

/** A change: sections and values that are left out stay as they are. */
export const settingsChange = z.strictObject({
  listener: settingsSchemas.listener.partial().optional(),
  safety: settingsSchemas.safety.partial().optional(),
  import: settingsSchemas.import.partial().optional(),
  notifications: settingsSchemas.notifications.partial().optional(),
  data: settingsSchemas.data.partial().optional(),
  proxy: settingsSchemas.proxy.partial().optional(),
});

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || /[?#]/.test(text)) return false;
  return url.username === '' && url.password === '' && url.pathname === '/';
}
