import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { appName } from './shown.ts';

/** Starting the app when its person signs in. */
export interface Autostart {
  /** null: this machine has no way to do it. */
  readonly get: () => boolean | null;
  readonly set: (on: boolean) => void;
}

const args = ['--hidden'];

/** @param installed only what stays where it is can be started later */
export function createAutostart(installed: boolean, env: NodeJS.ProcessEnv = process.env): Autostart {
  if (!installed) return { get: () => null, set: () => {} };
  if (process.platform === 'win32') {
    return {
      get: () => app.getLoginItemSettings({ args }).openAtLogin,
      set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args }),
    };
  }
  // XDG Desktop Application Autostart: a file in the person's own autostart folder.
  const folder = join(env['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config'), 'autostart');
  const file = join(folder, 'scim-tray.desktop');
  return {
    get: () => statSync(file, { throwIfNoEntry: false }) !== undefined,
    set(on) {
      if (!on) return rmSync(file, { force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, desktopEntry(env['APPIMAGE'] ?? app.getPath('exe')));
    },
  };
}

/** Desktop Entry Specification, Exec: quoted as a shell would, then as the file itself; % begins a field. */
function desktopEntry(program: string): string {
  const quoted = `"${program.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
  const exec = quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
  return `[Desktop Entry]\nType=Application\nName=${appName}\nExec=${exec} ${args.join(' ')}\n`;
}
