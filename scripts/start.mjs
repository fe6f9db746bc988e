/** `npm start` is kept for the desktop app. */
process.stderr.write(
  'The desktop app is not part of this version; run the listener headless instead: ' +
    '"npm run setup" once, then "npx --no-install scim-tray --help" shows how to set it up and serve.\n',
);
process.exitCode = 2;
