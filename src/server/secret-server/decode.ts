import { z } from 'zod';
import { unusable, type Doing } from './faults.ts';
import type { PasswordPolicy, SecretServerGroup, SecretServerUser } from './model.ts';

/** Versions leave out, add and null fields at will: only what identity and access hang on is demanded. */
const text = z.string().nullish();
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
/** Documented as an int32; a proxy that rewrites JSON makes text of it. */
const id = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
]);
/** -1, 0, null and absent all mean local, by server version. */
const domainId = z
  .number()
  .nullish()
  .transform((value) => (value && value > 0 ? value : -1));

/** Reads a Secret Server user out of a search record, a single read or the answer to a write. */
export const userSchema = z
  .object({
    id,
    userName: z.string().min(1),
    displayName: text,
    emailAddress: text,
    enabled: z.boolean(),
    domainId,
    domainName: text,
    isApplicationAccount: flag,
    isLockedOut: flag,
    externalUserSource: z.union([z.string(), z.number()]).nullish(),
    created: text,
  })
  .transform((raw): SecretServerUser => ({
    ...raw,
    displayName: raw.displayName ?? '',
    emailAddress: filled(raw.emailAddress),
    domainName: raw.domainId === -1 ? null : filled(raw.domainName),
    externalUserSource: sourceOf(raw.externalUserSource),
    created: instantOf(raw.created),
  }));

/** Reads a Secret Server group. */
export const groupSchema = z
  .object({
    id,
    name: z.string().min(1),
    enabled: z.boolean(),
    domainId,
    domainName: text,
    synchronized: flag,
    created: text,
    canEditMembers: z.boolean().nullish(),
    systemGroup: z.boolean().nullish(),
  })
  .transform((raw): SecretServerGroup => ({
    ...raw,
    domainName: raw.domainId === -1 ? null : filled(raw.domainName),
    created: instantOf(raw.created),
    canEditMembers: raw.canEditMembers ?? undefined,
    systemGroup: raw.systemGroup ?? undefined,
  }));

/** Reads a member of a group down to the user's id. */
export const memberSchema = z.object({ userId: id }).transform((raw) => raw.userId);

/** The frame of every search. Unknown totals are null: some builds say 0 instead of leaving it out. */
export const pageSchema = z
  .object({
    records: z.array(z.unknown()).nullable(),
    total: z.number().nullish(),
    hasNext: z.boolean().nullish(),
    nextSkip: z.number().nullish(),
  })
  // Null in place of an empty list is believed only where the total says so too.
  .refine(({ records, total }) => records !== null || total === 0, { path: ['records'] })
  .transform(({ records, total, hasNext, nextSkip }) => ({
    records: records ?? [],
    total: total && total > 0 ? total : null,
    hasNext: hasNext ?? null,
    nextSkip: nextSkip ?? null,
  }));

/** Reads the account's own record. */
export const currentUserSchema = z.object({
  id,
  userName: z.string().min(1),
  permissions: z
    .array(z.object({ name: text }))
    .nullish()
    .transform((rights) => (rights ?? []).flatMap(({ name }) => filled(name) ?? [])),
});

/** Reads the policy for the passwords of local users. */
export const passwordPolicySchema = z
  .object({
    passwordMinimumLength: z.number(),
    passwordRequireLowercase: flag,
    passwordRequireUppercase: flag,
    passwordRequireNumbers: flag,
    passwordRequireSymbols: flag,
  })
  .transform((raw): PasswordPolicy => ({
    minimumLength: raw.passwordMinimumLength,
    lowercase: raw.passwordRequireLowercase,
    uppercase: raw.passwordRequireUppercase,
    numbers: raw.passwordRequireNumbers,
    symbols: raw.passwordRequireSymbols,
  }));

/**
 * What `schema` makes of an answer.
 * @throws SecretServerError unusable, naming the place but not the value
 */
export function decode<T>(schema: z.ZodType<T>, value: unknown, context: Doing): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join('.') ?? '';
  throw unusable(
    place === '' ? 'not the object that was due' : `"${place}" is missing or wrong`,
    context,
    200,
  );
}

/**
 * A date of Secret Server as ISO 8601 in UTC, whole seconds; null for unset (year 1) and for what is no date.
 * A date without zone is taken as UTC: create answers carry a Z, later reads of the same user do not.
 */
export function instantOf(value: string | null | undefined): string | null {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i.exec(
    value?.trim() ?? '',
  );
  if (!parts) return null;
  const [, day = '', time = '', zone = 'Z'] = parts;
  const instant = new Date(`${day}T${time}${zone.toUpperCase()}`);
  if (Number.isNaN(instant.getTime()) || instant.getUTCFullYear() <= 1) return null;
  return instant.toISOString();
}

function filled(value: string | null | undefined): string | null {
  return value === null || value === undefined || value.trim() === '' ? null : value;
}

function sourceOf(value: string | number | null | undefined): string | null {
  const source = typeof value === 'number' ? (value === 0 ? null : String(value)) : filled(value);
  return source?.toLowerCase() === 'none' ? null : source;
}
