import { join } from 'node:path';
import { Menu, nativeTheme, systemPreferences, Tray, type MenuItemConstructorOptions } from 'electron';
import type { Shown } from '../shown.ts';
import { iconOf, iconPath } from './icon.ts';
import { trayMenu, type MenuRow, type TrayCommand } from './menu.ts';
import { tooltip } from './tooltip.ts';

/** Windows remembers by it whether the person wants to see this icon, updates of the app included. */
const guid = '6a1f6f0e-4f0f-4a55-9a3c-6a8b1f0d4c71';

/** How long each picture of `working` is shown. Milliseconds. */
const frameMs = 500;

interface TrayDeps {
  /** The folder of the icons. */
  readonly assets: string;
  /** Only an installed app stays where it is, and with it the place that Windows remembers. */
  readonly installed: boolean;
  readonly do: (command: TrayCommand) => void;
}

export interface TrayIcon {
  readonly show: (shown: Shown) => void;
  readonly remove: () => void;
}

/** The icon in the taskbar: everything that it shows is derived from the one value. */
export function createTray({ assets, installed, do: act }: TrayDeps, first: Shown): TrayIcon {
  let shown = first;
  let frame = 0;
  let menu = '';
  let picture = '';
  const windows = process.platform === 'win32';
  // The argument is left out, not undefined: Electron takes that for a wrong GUID.
  const tray = windows && installed ? new Tray(pictureFile(), guid) : new Tray(pictureFile());

  function pictureFile(): string {
    const look = {
      state: shown.status.state,
      dark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
      still: systemPreferences.getAnimationSettings().prefersReducedMotion,
      frame,
    };
    return join(assets, 'tray', `${iconPath(look)}.${windows ? 'ico' : 'png'}`);
  }

  function draw(): void {
    const file = pictureFile();
    if (file !== picture) tray.setImage(file);
    picture = file;
  }

  function update(): void {
    draw();
    tray.setToolTip(tooltip(shown));
    const rows = trayMenu(shown, Date.now());
    // A menu that is set again closes under the pointer.
    if (JSON.stringify(rows) === menu) return;
    menu = JSON.stringify(rows);
    tray.setContextMenu(Menu.buildFromTemplate(rows.map((row) => item(row, act))));
  }

  const timer = setInterval(() => {
    if (iconOf[shown.status.state] !== 'working') return;
    frame += 1;
    draw();
  }, frameMs);
  nativeTheme.on('updated', draw);
  tray.on('click', () => act('open'));
  tray.on('double-click', () => act('open'));
  update();
  return {
    show(next) {
      shown = next;
      update();
    },
    remove() {
      clearInterval(timer);
      nativeTheme.off('updated', draw);
      tray.destroy();
    },
  };
}

function item(row: MenuRow | 'separator', act: TrayDeps['do']): MenuItemConstructorOptions {
  if (row === 'separator') return { type: 'separator' };
  const { label, enabled, command, rows } = row;
  return {
    // A single & would underline the letter behind it.
    label: label.replaceAll('&', '&&'),
    enabled,
    ...(command ? { click: () => act(command) } : {}),
    ...(rows ? { submenu: rows.map((inner) => item(inner, act)) } : {}),
  };
}
