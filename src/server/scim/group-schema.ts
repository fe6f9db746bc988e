import { type Attribute, list, reference, text } from './attribute.ts';

/** The URN of the Group schema (RFC 7643 section 4.2). */
export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** The attributes of a group, without the common ones. `members.value` alone says which member is meant. */
export const GROUP_ATTRIBUTES: readonly Attribute[] = [
  text('displayName', 'The name of the group in Secret Server.', {
    required: true,
    uniqueness: 'server',
  }),
  list('members', 'The users in the group; groups cannot hold groups.', [
    text('value', 'The id of the user.', { required: true, caseExact: true, mutability: 'immutable' }),
    reference('$ref', 'The address of the user.', { mutability: 'readOnly', referenceTypes: ['User'] }),
    text('display', 'The name of the user.', { mutability: 'readOnly' }),
    text('type', 'The kind of member.', { mutability: 'immutable', canonicalValues: ['User'] }),
  ]),
];
