import { app, session, shell } from 'electron';

/** What no page of this app may ever do, wherever it came from (Electron's security checklist). */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOutside(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

/** No camera, no location, no anything. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
}

/** Links to the web open in the person's browser; no other scheme reaches the operating system. */
function isOutside(url: string): boolean {
  return URL.parse(url)?.protocol === 'https:';
}
