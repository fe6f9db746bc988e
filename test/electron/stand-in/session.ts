type Answer = (granted: boolean) => void;

/** What a page might ask for, as Chromium's own name. */
const permissions = ['geolocation', 'notifications', 'clipboard-read', 'midi'];

class Session {
  // Electron grants everything unless the app says otherwise.
  #request = (_contents: unknown, _permission: string, answer: Answer): void => answer(true);
  #check = (_contents: unknown, _permission: string): boolean => true;

  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: Answer) => void,
  ): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(): void {}

  /** The permissions that a page of this app would get. */
  granted(): string[] {
    return permissions.filter((permission) => {
      let granted = false;
      this.#request(null, permission, (answer) => (granted = answer));
      return granted && this.#check(null, permission);
    });
  }
}

export const session = { defaultSession: new Session() };
