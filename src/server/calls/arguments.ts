import { z } from 'zod';
import type { CallName, Calls } from '../../main/ipc/contract.ts';
import { Problem } from '../errors.ts';
import { normalisePublicUrl } from '../public-url.ts';
import { settingsChange } from '../settings-schema.ts';
import { jobSchemas, peopleSchemas } from './job-arguments.ts';

/** What a call takes; undefined for a call that takes nothing. */
export type Argument<N extends CallName> = Parameters<Calls[N]> extends [infer A] ? A : undefined;

const nameRule = 'name has to be 1 to 64 printable characters';
const endpointName = z
  .string(nameRule)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,64}$/u, nameRule)
  .refine((name) => name.trim() === name, 'name may not begin or end with a blank');

const text = (field: string, longest: number): z.ZodString =>
  z.string(`${field} has to be text`).min(1, `${field} is empty`).max(longest, `${field} is too long`);

const names = z.array(text('name', 255)).max(1000).optional();
const protectionNames = z.strictObject({ users: names, groups: names }).optional();

const checkNames = ['Okta calls in', 'Public address', 'Secret Server sign-in', 'Data and keychain'] as const;

const flag = z.boolean().optional();

const moment = z.iso
  .datetime({ offset: true, error: 'has to be a moment such as 2026-11-24T02:11:00Z' })
  .optional();
const id = z.int().positive();
const expiresInDays = z.int('expiresInDays has to be a whole number of days').min(1).max(3650).optional();
const pageSize = z.int().min(1).max(500).optional();

const activityFilter = z
  .strictObject({
    results: z.array(z.enum(['Done', 'No change', 'Skipped', 'Failed', 'Waiting'])).optional(),
    actions: z
      .array(
        z.enum([
          'Create',
          'Enable again',
          'Update',
          'Deactivate',
          'Delete',
          'Change members',
          'Link',
          'Unlink',
          'Import',
          'Resync',
          'Pause',
          'Resume',
          'Settings',
        ]),
      )
      .optional(),
    sources: z.array(z.enum(['Client', 'Import', 'Resync', 'You'])).optional(),
    since: moment,
    until: moment,
    type: z.enum(['User', 'Group']).optional(),
    resourceId: id.optional(),
    text: text('text', 255).optional(),
    dealtWith: flag,
  })
  .optional();

/** One schema for each call: the contract with a call more than this does not compile. */
const schemas: { readonly [N in CallName]: z.ZodType<Argument<N>> } = {
  'status.get': z.strictObject({}).transform(() => undefined),
  'import.run': z.strictObject({ acceptRemovals: flag }),
  ...jobSchemas,
  ...peopleSchemas,
  'pause.begin': z.strictObject({
    minutes: z.number('minutes has to be a number').int().min(1).max(10_080).optional(),
    by: text('by', 128),
  }),
  'activity.list': z.strictObject({ filter: activityFilter, before: id.optional(), limit: pageSize }),
  'activity.get': z.strictObject({ id }),
  'activity.numbers': z.strictObject({}).transform(() => undefined),
  'activity.export': z.strictObject({ filter: activityFilter, format: z.enum(['csv', 'json']) }),
  'activity.dismiss': z.strictObject({ ids: z.array(id).max(1000).optional() }),
  'pause.end': z.strictObject({}).transform(() => undefined),
  'endpoints.list': z.strictObject({}).transform(() => undefined),
  'endpoints.add': z.strictObject({
    name: endpointName,
    kind: z.enum(['okta', 'entra', 'onelogin', 'sailpoint', 'other']),
    expiresInDays,
  }),
  'endpoints.configure': z.strictObject({
    name: endpointName,
    options: z.strictObject({
      matchByEmail: flag,
      passwordSync: flag,
      renames: z.enum(['refuse', 'alias']).optional(),
    }),
  }),
  'endpoints.replaceToken': z.strictObject({ name: endpointName, now: flag, expiresInDays }),
  'endpoints.remove': z.strictObject({ name: endpointName }),
  'protection.get': z.strictObject({}).transform(() => undefined),
  'protection.set': z.strictObject({ add: protectionNames, remove: protectionNames }),
  'secretServer.get': z.strictObject({}).transform(() => undefined),
  'secretServer.test': z.strictObject({}).transform(() => undefined),
  'secretServer.certificate': z.strictObject({ url: text('url', 2048).optional() }),
  'secretServer.reach': z.strictObject({
    url: text('url', 2048),
    ca: text('ca', 512 * 1024).optional(),
  }),
  'settings.get': z.strictObject({}).transform(() => undefined),
  'settings.set': settingsChange,
  'checks.get': z.strictObject({}).transform(() => undefined),
  'checks.run': z.strictObject({ name: z.enum(checkNames) }),
  'publicAddress.test': z.strictObject({ url: z.string().max(2048).transform(normalisePublicUrl) }),
  'backup.now': z.strictObject({}).transform(() => undefined),
  'backup.list': z.strictObject({}).transform(() => undefined),
  'backup.restore': z.strictObject({ fileName: text('fileName', 64) }),
  'data.rebuild': z.strictObject({}).transform(() => undefined),
  'restored.decide': z.strictObject({ apply: z.boolean('apply has to be true or false') }),
  'diagnostics.list': z.strictObject({}).transform(() => undefined),
  'diagnostics.save': z.strictObject({}).transform(() => undefined),
  'about.get': z.strictObject({}).transform(() => undefined),
  'secretServer.connect': z.strictObject({
    url: text('url', 2048),
    userName: text('userName', 256),
    password: text('password', 1024),
    domain: text('domain', 256).optional(),
    ca: text('ca', 512 * 1024).optional(),
    acceptPartialView: flag,
    acceptOtherServer: flag,
  }),
};

/** Every call of the contract. */
export const callNames = Object.keys(schemas).filter((name) => isCallName(name));

/** Whether the contract has a call of this name. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(schemas, name);
}

/**
 * The argument of a call, checked. `{}` stands for none.
 * @throws Problem APP-INPUT that names each field at fault and never repeats a value: it may be a password.
 */
export function parseArgument<N extends CallName>(name: N, value: unknown): Argument<N> {
  const schema: z.ZodType<Argument<N>> = schemas[name];
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ code, path, message }) =>
    code === 'custom' || code === 'invalid_format' ? message : [...path, message].join(': '),
  );
  throw new Problem(
    'APP-INPUT',
    `${name} was asked with a bad value: ${faults.join('; ')}`,
    'Correct it and try again',
  );
}
