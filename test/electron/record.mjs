/**
 * Sees what the app shows outside of its window, and acts there as a person does. Works on real Electron and on the
 * stand-in alike: it puts itself in front of the few functions that draw something.
 */

/**
 * @typedef {{ readonly label: string, readonly enabled: boolean, readonly rows: readonly MenuSeen[] }} MenuSeen
 * @typedef {{ readonly image: string, readonly tooltip: string, readonly menu: readonly MenuSeen[] }} TraySeen
 * @typedef {{ readonly title: string, readonly body: string, readonly closed: boolean, readonly stays: boolean }} ToastSeen
 * @typedef {{ readonly message: string, readonly detail: string, readonly buttons: readonly string[], readonly safe: string }} DialogSeen
 */

/** @param {typeof import('electron')} electron */
export function record(electron) {
  const { Tray, Notification, dialog, shell, BrowserWindow, clipboard } = electron;
  /** @type {{ tray?: Electron.Tray | undefined, image: string, tooltip: string, menu?: Electron.Menu | undefined }} */
  const seen = { image: '', tooltip: '' };
  /** @type {{ notification: Electron.Notification, closed: boolean }[]} */
  const toasts = [];
  /** @type {DialogSeen[]} */
  const dialogs = [];
  /** @type {string[]} */
  const opened = [];
  let answer = '';

  before(Tray.prototype, 'setImage', function (image) {
    seen.tray = this;
    if (typeof image === 'string') seen.image = image;
  });
  before(Tray.prototype, 'setToolTip', (text) => void (seen.tooltip = text));
  before(Tray.prototype, 'setContextMenu', (menu) => void (seen.menu = menu ?? undefined));
  before(Tray.prototype, 'destroy', () => void (seen.tray = undefined));
  before(Notification.prototype, 'show', function () {
    toasts.push({ notification: this, closed: false });
  });
  before(Notification.prototype, 'close', function () {
    const toast = toasts.find(({ notification }) => notification === this);
    if (toast) toast.closed = true;
  });
  Object.assign(dialog, {
    /** @param {Electron.MessageBoxOptions} options */
    async showMessageBox({ message, detail = '', buttons = [], cancelId = 0 }) {
      dialogs.push({ message, detail, buttons, safe: buttons[cancelId] ?? '' });
      const response = buttons.indexOf(answer);
      return { response: response === -1 ? cancelId : response, checkboxChecked: false };
    },
  });
  Object.assign(shell, {
    /** @param {string} url */
    openExternal: async (url) => void opened.push(url),
    /** @param {string} path */
    async openPath(path) {
      opened.push(path);
      return '';
    },
  });

  /** @param {readonly Electron.MenuItem[]} items @returns {MenuSeen[]} */
  const rowsOf = (items) =>
    items
      .filter(({ type }) => type !== 'separator')
      .map(({ label, enabled, submenu }) => ({ label, enabled, rows: rowsOf(submenu?.items ?? []) }));

  const ownWindow = () => BrowserWindow.getAllWindows()[0];

  return {
    /** @returns {TraySeen | null} */
    tray() {
      if (!seen.tray) return null;
      // Everything behind assets/tray/, without its ending.
      const image = seen.image
        .replaceAll('\\', '/')
        .replace(/^.*\/tray\//, '')
        .replace(/\.\w+$/, '');
      return { image, tooltip: seen.tooltip, menu: rowsOf(seen.menu?.items ?? []) };
    },
    /** @param {readonly string[]} path labels, the row of a submenu behind its own */
    choose(path) {
      let items = seen.menu?.items ?? [];
      for (const [index, label] of path.entries()) {
        const item = items.find((each) => each.label === label);
        if (!item?.enabled) throw new Error(`the menu has no row ${label} that can be clicked`);
        if (index === path.length - 1) item.click();
        else items = item.submenu?.items ?? [];
      }
    },
    clickTray: () => void seen.tray?.emit('click'),
    /** @returns {ToastSeen[]} */
    toasts: () =>
      toasts.map(({ notification: { title, body, timeoutType }, closed }) => ({
        title,
        body,
        closed,
        stays: timeoutType === 'never',
      })),
    /** @param {number} index */
    clickToast: (index) => void toasts.at(index)?.notification.emit('click'),
    /** Which button a person will press from now on. @param {string} button */
    answerDialogs: (button) => void (answer = button),
    dialogs: () => dialogs,
    opened: () => opened,
    clipboard: async () => await clipboard.readText(),
    /** @param {boolean} dark */
    darkTheme: (dark) => void (electron.nativeTheme.themeSource = dark ? 'dark' : 'light'),
    /** The person closes the window. */
    closeWindow: () => ownWindow()?.close(),
    window() {
      const window = ownWindow();
      if (!window) return null;
      return {
        visible: window.isVisible(),
        title: window.getTitle(),
        bounds: window.getBounds(),
        hasMenu: electron.Menu.getApplicationMenu() !== null,
      };
    },
    /**
     * Another window with the same preload, on the same page, asks for the status.
     * @param {string} preload
     * @returns {Promise<unknown>}
     */
    async strangerAsks(preload) {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      try {
        await stranger.loadURL('app://scim-tray/index.html');
        return await stranger.webContents.executeJavaScript("window.scimTray.call('status.get', {})");
      } finally {
        stranger.destroy();
      }
    },
    quit: () => electron.app.quit(),
  };
}

/**
 * Runs `see` before a method.
 * @template {object} T
 * @template {keyof T} K
 * @param {T} prototype
 * @param {K} name
 * @param {(this: T, ...args: T[K] extends (...args: infer A) => unknown ? A : never) => void} see
 */
function before(prototype, name, see) {
  const original = /** @type {(...args: unknown[]) => unknown} */ (prototype[name]);
  Object.assign(prototype, {
    /** @this {T} @param {unknown[]} args */
    [name](...args) {
      Reflect.apply(see, this, args);
      return Reflect.apply(original, this, args);
    },
  });
}
