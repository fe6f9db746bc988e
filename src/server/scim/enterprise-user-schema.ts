import { type Attribute, complex, reference, text } from './attribute.ts';

/** The URN of the enterprise extension (RFC 7643 section 4.3). */
export const ENTERPRISE_USER_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The attributes of the enterprise extension; Secret Server has no field for them, SCIM Tray keeps them. */
export const ENTERPRISE_USER_ATTRIBUTES: readonly Attribute[] = [
  text('employeeNumber', 'Number or code that the organization gives the person.'),
  text('costCenter', 'Cost centre.'),
  text('organization', 'Organization.'),
  text('division', 'Division.'),
  text('department', 'Department.'),
  complex('manager', "The person's manager.", [
    text('value', 'The id of the manager, as the client sent it.', { caseExact: true }),
    reference('$ref', 'The address of the manager.', { referenceTypes: ['User'] }),
    text('displayName', 'The name of the manager, as the client sent it.'),
  ]),
];
