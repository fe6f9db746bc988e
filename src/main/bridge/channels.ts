/** The only channels between the window and the main process. */
export const channels = {
  /** invoke: name and argument of a call of the contract; answers an Envelope. */
  call: 'scim-tray:call',
  /** invoke: the same for a ShellCalls call. */
  shellCall: 'scim-tray:shell-call',
  /** send: the page listens to this event from now on. */
  listen: 'scim-tray:listen',
  /** to the page: name and value of an event. */
  event: 'scim-tray:event',
} as const;
