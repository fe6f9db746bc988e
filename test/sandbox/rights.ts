/** Permissions as Secret Server's role screens name them. */
export const right = {
  administerUsers: 'Administer Users',
  createUsers: 'Administer Create Users',
  createApplicationAccounts: 'Administer Create Application Accounts',
  viewUsers: 'View Users',
  administerGroups: 'Administer Groups',
  viewGroups: 'View Groups',
  unrestrictedByTeams: 'Unrestricted by Teams',
  viewRoles: 'View Roles',
  administerRoles: 'Administer Role Permissions',
  assignRoles: 'Administer Role Assignment',
  viewConfiguration: 'View Configuration',
  administerConfiguration: 'Administer Configuration',
  viewDirectory: 'View Active Directory',
  administerDirectory: 'Administer Active Directory',
} as const;

/** What the connector's own role gives unless a test says otherwise. */
export const connectorRights: readonly string[] = [
  right.administerUsers,
  right.viewUsers,
  right.administerGroups,
  right.viewGroups,
  right.unrestrictedByTeams,
  right.viewRoles,
  right.viewConfiguration,
  right.viewDirectory,
];

export const readUsers: readonly string[] = [right.viewUsers, right.administerUsers];
export const writeUsers: readonly string[] = [right.administerUsers];
export const readGroups: readonly string[] = [right.viewGroups, right.administerGroups];
export const writeGroups: readonly string[] = [right.administerGroups];
export const readRoles: readonly string[] = [right.viewRoles, right.administerRoles, right.assignRoles];
export const readConfiguration: readonly string[] = [right.viewConfiguration, right.administerConfiguration];
export const readDirectory: readonly string[] = [right.viewDirectory, right.administerDirectory];
