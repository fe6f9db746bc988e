import { applyPatch } from '../../src/server/scim/patch.ts';
import type { Reading, Resource } from '../../src/server/scim/resource.ts';

/** A PATCH as Okta wraps it. */
export function message(...operations: readonly unknown[]): object {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
}

/** A group that is stored, with three members. */
export const GROUP: Resource = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  id: '7',
  displayName: 'Vault Ops',
  members: [
    { value: '41', display: 'eve@example.com' },
    { value: '42', display: 'ada@example.com' },
    { value: '43', display: 'bob@example.com' },
  ],
};

/** A user that is stored. */
export const USER: Resource = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: '42',
  userName: 'ada@example.com',
  name: { givenName: 'Ada', familyName: 'Example' },
  displayName: 'Ada Example',
  active: true,
  title: 'Engineer',
  emails: [
    { value: 'ada@example.com', type: 'work', primary: true },
    { value: 'ada@example.org', type: 'home' },
  ],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
    department: 'Research',
    manager: { value: '26' },
  },
};

/** The stored group after these operations. */
export function patchGroup(...operations: readonly unknown[]): Reading {
  return applyPatch('Group', GROUP, message(...operations));
}

/** The stored user after these operations. */
export function patchUser(...operations: readonly unknown[]): Reading {
  return applyPatch('User', USER, message(...operations));
}

/** The ids of the members after these operations, in order. */
export function memberIds({ resource }: Reading): readonly unknown[] {
  const { members = [] } = resource as { members?: readonly { readonly value: unknown }[] };
  return members.map(({ value }) => value);
}
