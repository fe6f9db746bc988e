/** The name of the program. */
export const app = 'SCIM Tray';
