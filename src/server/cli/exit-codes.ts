/** How every command ends; the text is what --help says. Service managers rely on the numbers. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  notSetUp: 3,
  inUse: 4,
} as const;

export const exitCodeHelp = `Exit codes:
  0  done
  1  it failed; the problem is named on standard error
  2  the command line is wrong
  3  Secret Server is not set up yet: run "scim-tray setup"
  4  the data folder is in use by another SCIM Tray that does not answer`;
