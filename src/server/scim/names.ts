import { type JsonObject, isObject } from './json.ts';
import { LIMITS } from './limits.ts';

export interface NameParts {
  readonly givenName: string;
  readonly familyName: string;
}

/** Name parts for a user of whom only the display name is known. Both are non-empty unless the display name is empty. */
export function nameParts(displayName: string): NameParts {
  const whole = displayName.trim().replace(/\s+/g, ' ');
  const comma = whole.indexOf(',');
  if (comma >= 0) return orBoth(whole.slice(comma + 1), whole.slice(0, comma), displayName);
  const blank = whole.lastIndexOf(' ');
  return orBoth(whole.slice(0, Math.max(blank, 0)), whole.slice(blank + 1), displayName);
}

/** A part that is missing is filled with the other; with neither, both are the display name as it is. */
function orBoth(given: string, family: string, displayName: string): NameParts {
  const givenName = given.trim();
  const familyName = family.trim();
  return {
    givenName: givenName || familyName || displayName,
    familyName: familyName || givenName || displayName,
  };
}

/** The display name for a user that a client creates: the one sent, else the name, else the user name; '' with none. */
export function displayNameOf(resource: JsonObject): string {
  const name = isObject(resource['name']) ? resource['name'] : {};
  const parts = [asText(name['givenName']), asText(name['familyName'])].filter(Boolean).join(' ');
  const chosen =
    asText(resource['displayName']) || asText(name['formatted']) || parts || asText(resource['userName']);
  return chosen.slice(0, LIMITS.nameLength).replace(/[\ud800-\udbff]$/, '');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
