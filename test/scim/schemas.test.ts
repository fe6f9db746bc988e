import { describe, expect, test } from 'vitest';
import {
  type ResourceKind,
  findExtension,
  findTarget,
  requiredAttributes,
  topName,
} from '../../src/server/scim/schemas.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What a path finds, as `top/attribute.sub`. */
function found(kind: ResourceKind, path: string): string | undefined {
  const target = findTarget(kind, path);
  if (!target) return undefined;
  const { attribute, sub } = target;
  return `${topName(target)}/${attribute.name}${sub ? `.${sub.name}` : ''}`;
}

describe('findTarget', () => {
  test.each<[ResourceKind, string, string | undefined]>([
    ['User', 'userName', 'userName/userName'],
    ['User', 'USERNAME', 'userName/userName'],
    ['User', 'Name.FamilyName', 'name/name.familyName'],
    ['User', `${core}:emails.value`, 'emails/emails.value'],
    ['User', 'externalId', 'externalId/externalId'],
    ['User', 'meta.lastModified', 'meta/meta.lastModified'],
    ['User', `${enterprise}:department`, `${enterprise}/department`],
    ['User', `${enterprise.toUpperCase()}:MANAGER.$REF`, `${enterprise}/manager.$ref`],
    ['Group', 'members.value', 'members/members.value'],
    ['Group', 'externalId', 'externalId/externalId'],
    ['User', 'members', undefined],
    ['Group', 'userName', undefined],
    ['Group', `${enterprise}:department`, undefined],
    ['User', 'department', undefined],
    ['User', 'name.', undefined],
    ['User', '.name', undefined],
    ['User', 'name.givenName.x', undefined],
    ['User', 'userName.value', undefined],
    ['User', enterprise, undefined],
    ['User', '', undefined],
    ['User', '__proto__', undefined],
    ['User', 'constructor', undefined],
    ['User', 'name.constructor', undefined],
  ])('%s %s', (kind, path, expected) => {
    expect(found(kind, path)).toBe(expected);
  });
});

test('findExtension knows the extensions of each kind', () => {
  expect(findExtension('User', enterprise.toLowerCase())).toBe(enterprise);
  expect(findExtension('User', core)).toBeUndefined();
  expect(findExtension('Group', enterprise)).toBeUndefined();
});

test('a user needs a user name, a group a name', () => {
  expect(requiredAttributes('User').map(({ name }) => name)).toEqual(['userName']);
  expect(requiredAttributes('Group').map(({ name }) => name)).toEqual(['displayName']);
});
