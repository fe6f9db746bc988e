import { isDeepStrictEqual } from 'node:util';
import type { UserChange } from '../secret-server/model.ts';
import type { ScimError } from '../scim/errors.ts';
import { displayNameOf } from '../scim/names.ts';
import { inNameOrder, isObject, type Json } from '../scim/json.ts';
import type { Reading, Resource } from '../scim/resource.ts';
import type { SaidOfUser } from '../store/asked.ts';
import type { UserRow } from '../store/users.ts';
import { refusals } from './refusals.ts';
import { apart, formattedIn, hiddenName, takenAway, wholeNames, type WholeNames } from './shown-names.ts';
import { primaryIndex, shownName } from './user-json.ts';

/** Attributes that Secret Server has a field for, that belong to the link, or that nobody stores. */
const notMirrorOnly = new Set([
  'schemas',
  'id',
  'meta',
  'groups',
  'userName',
  'displayName',
  'active',
  'password',
  'externalId',
]);

/** What one request comes to, before anything is done. */
export interface UserPlan {
  /** For Secret Server; empty when it need not be asked. */
  readonly change: UserChange;
  /** The mirror-only attributes as they shall be (D6). */
  readonly extra: Resource;
  /** As sent; null: taken away; undefined: the request says nothing of it. */
  readonly externalId: string | null | undefined;
  /** What the request says of `active`; undefined: nothing. */
  readonly active: boolean | undefined;
  /** Why the request has to be refused, unless it takes access away (D3). */
  readonly faults: readonly ScimError[];
  /** The userName sent; undefined: the request says nothing of it. What it means depends on the link (D18). */
  readonly sentName: string | undefined;
  /** Values that differ, but belong to the directory (D11). */
  readonly ignored: boolean;
  /** What a resync is to compare Secret Server with. */
  readonly said: SaidOfUser;
  /** In memory only (D12); null: none was sent. */
  readonly password: string | null;
}

export interface NewUserPlan extends UserPlan {
  readonly userName: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly externalId: string | null;
}

/**
 * The plan for a POST.
 * @throws ScimError when something in the body is unusable: nothing exists yet that could be half changed.
 */
export function planCreate(reading: Reading): NewUserPlan {
  const { resource, faults } = reading;
  const userName = text(resource['userName']);
  const fault = faults[0] ?? (userName ? undefined : refusals.userNameMissing());
  if (fault || !userName) throw fault ?? refusals.userNameMissing();
  const active = resource['active'] !== false;
  const email = primaryEmail(resource['emails']);
  const displayName = displayNameOf(resource);
  return {
    userName,
    displayName,
    email,
    change: { displayName, enabled: active, ...(email === null ? {} : { emailAddress: email }) },
    extra: withoutDerived(mirrorOnly(resource), {
      displayName,
      email,
      formatted: apart(formattedIn(resource['name']), displayName),
    }),
    externalId: text(resource['externalId']) ?? null,
    active,
    faults: [],
    ignored: false,
    sentName: userName,
    said: { displayName, email: email ?? '' },
    password: text(resource['password']) ?? null,
  };
}

/**
 * The plan for a PUT or PATCH: what differs from what the client could know, which is the mirror (D6).
 * @param verb a PATCH asks for what it names; a PUT echoes our GET, so a value equal to the mirror's asks nothing.
 */
export function planUpdate(row: UserRow, reading: Reading, verb: 'PUT' | 'PATCH'): UserPlan {
  const { resource, asked } = reading;
  const extra = JSON.parse(row.extra) as Resource; // written by this module
  const active =
    asked.has('active') && typeof resource['active'] === 'boolean' ? resource['active'] : undefined;
  // In a PUT with faults the attributes that had to be left out would look like cleared ones.
  const sound = reading.faults.length === 0;
  const isDirectory = isDirectoryUser(row);
  const names = wholeNames(row, extra, reading);
  const profile = sound ? profileChange(row, reading, names) : {};
  const change = {
    ...(isDirectory ? {} : profile),
    ...activeChange(row, active, verb),
  };
  const nextDisplay = change.displayName ?? row.display_name;
  const nextEmail = change.emailAddress === undefined ? row.email : change.emailAddress;
  const wanted = sound && (verb === 'PUT' || touchesMirror(asked)) ? mirrorOnly(resource) : undefined;
  const kept = wanted
    ? withoutDerived(wanted, {
        displayName: nextDisplay,
        email: nextEmail,
        formatted: isDirectory ? undefined : names.formatted,
        before: { extra, row, taken: takenAway(extra, reading, verb) },
      })
    : extra;
  const hidden =
    sound && !isDirectory ? hiddenName(row, extra, { ...reading, verb, next: nextDisplay }) : undefined;
  return {
    change,
    extra: sound ? withHidden(kept, hidden) : kept,
    externalId: sentExternalId(reading, verb),
    active,
    faults: reading.faults,
    ignored: isDirectory && Object.keys(profile).length > 0,
    sentName: asked.has('userName') ? text(resource['userName']) : undefined,
    said: sound && !isDirectory ? said(asked, nextDisplay, nextEmail) : {},
    password: text(resource['password']) ?? null,
  };
}

/** D11: name, display name and e-mail of a directory user belong to the directory. */
export function isDirectoryUser(row: Pick<UserRow, 'domain_id' | 'external_source'>): boolean {
  return row.domain_id !== -1 || row.external_source !== null;
}

/** What the request says of Secret Server's own attributes, be it what they are already. */
function said(asked: ReadonlySet<string>, displayName: string, email: string | null): SaidOfUser {
  return {
    ...(asked.has('displayName') || asked.has('name') ? { displayName } : {}),
    ...(asked.has('emails') ? { email: email ?? '' } : {}),
  };
}

function profileChange(
  row: UserRow,
  { resource, asked }: Reading,
  { displayName }: WholeNames,
): Pick<UserChange, 'displayName' | 'emailAddress'> {
  const email = asked.has('emails') ? primaryEmail(resource['emails']) : row.email;
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(email === row.email ? {} : { emailAddress: email }),
  };
}

/** Only a change from disabled to enabled clears a lock-out. */
function activeChange(row: UserRow, active: boolean | undefined, verb: 'PUT' | 'PATCH'): UserChange {
  if (active === false) return { enabled: false };
  if (active !== true || (verb === 'PUT' && row.enabled === 1)) return {};
  return row.enabled === 1 ? { enabled: true } : { enabled: true, isLockedOut: false };
}

/** A PUT that leaves externalId out says nothing about it: it is how the client finds its own user again. */
function sentExternalId({ resource, asked }: Reading, verb: 'PUT' | 'PATCH'): string | null | undefined {
  const given = text(resource['externalId']);
  if (!asked.has('externalId')) return undefined;
  return given ?? (verb === 'PATCH' ? null : undefined);
}

function touchesMirror(asked: ReadonlySet<string>): boolean {
  return [...asked].some((name) => !notMirrorOnly.has(name));
}

function mirrorOnly(resource: Resource): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !notMirrorOnly.has(name)));
}

interface Shown {
  readonly displayName: string;
  readonly email: string | null;
  /** The client's own; undefined: the display name. */
  readonly formatted: string | undefined;
  /** The user as it is, if it is there. */
  readonly before?: { readonly extra: Resource; readonly row: UserRow; readonly taken: Resource };
}

/**
 * Leaves out what presenting would make anyway (name parts from the display name, the one e-mail of Secret
 * Server), so that a later change of those in Secret Server shows, and an echo of our own GET stores nothing.
 */
function withoutDerived(wanted: Resource, { displayName, email, formatted, before }: Shown): Resource {
  const { name, emails, ...rest } = wanted;
  const kept: { [name: string]: Json } = { ...rest };
  const parts = partsOf(name);
  const derivedBefore =
    before && Object.keys(partsOf(before.extra['name'])).length === 0
      ? shownName(before.row.display_name, undefined)
      : undefined;
  const derived = [shownName(displayName, undefined), derivedBefore];
  const own = {
    ...(derived.some((made) => isDeepStrictEqual(made, parts)) ? {} : parts),
    ...(formatted === undefined ? {} : { formatted }),
    ...before?.taken,
  };
  if (Object.keys(own).length > 0) kept['name'] = own;
  if (Array.isArray(emails) && emails.length > 0) {
    const plain = email === null ? [] : [{ value: email, type: 'work', primary: true }];
    if (!isDeepStrictEqual(emails, plain)) kept['emails'] = emails;
  }
  return inNameOrder(kept);
}

function withHidden(extra: Resource, hidden: string | undefined): Resource {
  const { displayName: _, ...others } = extra;
  return hidden === undefined ? others : inNameOrder({ ...others, displayName: hidden });
}

/** A name but for the whole of it. */
function partsOf(name: Json | undefined): Resource {
  const { formatted: _, ...parts } = isObject(name) ? name : {};
  return parts;
}

function primaryEmail(emails: Json | undefined): string | null {
  if (!Array.isArray(emails)) return null;
  const list: readonly Json[] = emails;
  const entry = list[primaryIndex(list)];
  return (isObject(entry) ? text(entry['value']) : undefined) ?? null;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
