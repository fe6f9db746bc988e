import type { DomainRecord, RoleRecord } from '../model.ts';
import { right } from '../rights.ts';

/** Ids of the two directories. */
export const CORP = 1;
export const LAB = 2;

export const directories: readonly DomainRecord[] = [
  { id: CORP, name: 'corp.example.com', friendlyName: 'CORP', guid: '5b1f6f0a-3d0f-4c57-9a51-0f4f7d1c0001' },
  { id: LAB, name: 'lab.example.net', friendlyName: 'LAB', guid: '5b1f6f0a-3d0f-4c57-9a51-0f4f7d1c0002' },
];

/** Ids of the roles. */
export const ADMINISTRATOR_ROLE = 1;
export const USER_ROLE = 2;
export const CONNECTOR_ROLE = 4;
export const USER_MANAGER_ROLE = 5;

/** The built-in roles, the connector's own, and one that a site made itself. */
export function seededRoles(connectorRights: readonly string[]): readonly RoleRecord[] {
  return [
    { id: ADMINISTRATOR_ROLE, name: 'Administrator', isSystem: true, permissions: Object.values(right) },
    {
      id: USER_ROLE,
      name: 'User',
      isSystem: true,
      permissions: [right.viewUsers, right.unrestrictedByTeams],
    },
    { id: 3, name: 'Read Only User', isSystem: true, permissions: [right.unrestrictedByTeams] },
    { id: CONNECTOR_ROLE, name: 'SCIM Connector', isSystem: false, permissions: connectorRights },
    {
      id: USER_MANAGER_ROLE,
      name: 'User Manager',
      isSystem: false,
      permissions: [right.administerUsers, right.viewUsers, right.unrestrictedByTeams],
    },
  ];
}
