import { EventEmitter } from 'node:events';

interface ItemOptions {
  readonly type?: string;
  readonly label?: string;
  readonly enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly ItemOptions[];
}

interface MenuItem {
  readonly type: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly click: () => void;
  readonly submenu: Menu | undefined;
}

let applicationMenu: Menu | null | undefined;

export class Menu {
  readonly items: readonly MenuItem[];

  private constructor(template: readonly ItemOptions[]) {
    this.items = template.map(
      ({ type = 'normal', label = '', enabled = true, click = () => {}, submenu }) => ({
        type,
        label,
        enabled,
        click,
        submenu: submenu && new Menu(submenu),
      }),
    );
  }

  static buildFromTemplate(template: readonly ItemOptions[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  /** Electron gives an app that says nothing a menu with developer tools. */
  static getApplicationMenu(): Menu | null {
    return applicationMenu === undefined ? new Menu([{ label: 'default' }]) : applicationMenu;
  }
}

/** Draws nothing: the recorder sees what it is told. */
export class Tray extends EventEmitter {
  #destroyed = false;

  setImage(): void {
    this.#alive();
  }
  setToolTip(): void {
    this.#alive();
  }
  setContextMenu(): void {
    this.#alive();
  }
  destroy(): void {
    this.#destroyed = true;
  }

  #alive(): void {
    if (this.#destroyed) throw new Error('Tray is destroyed');
  }
}

interface NotificationOptions {
  readonly title: string;
  readonly body: string;
  readonly timeoutType: string;
}

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;
  readonly timeoutType: string;

  constructor({ title, body, timeoutType }: NotificationOptions) {
    super();
    this.title = title;
    this.body = body;
    this.timeoutType = timeoutType;
  }

  show(): void {
    this.emit('show');
  }
  close(): void {
    this.emit('close');
  }
}
