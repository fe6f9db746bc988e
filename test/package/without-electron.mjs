/**
 * Loaded before the packaged app, it lets plain Node run it where Electron's binary is not: the module `electron` is
 * an app without windows, which is all that `--headless` asks for.
 */
import { registerHooks } from 'node:module';

const names = [
  'BrowserWindow',
  'Menu',
  'Notification',
  'Tray',
  'clipboard',
  'dialog',
  'ipcMain',
  'nativeTheme',
  'protocol',
  'screen',
  'session',
  'shell',
  'systemPreferences',
];

const source = `
export const app = {
  isPackaged: true,
  getPath: (name) => '/nowhere/' + name,
  setPath() {},
  getName: () => 'SCIM Tray',
  getVersion: () => '0',
  isReady: () => false,
  on() {},
  whenReady: () => new Promise(() => {}),
  exit: (code) => process.exit(code),
};
${names.map((name) => `export const ${name} = undefined;`).join('\n')}
`;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return { url: 'stand-in:electron', format: 'module', shortCircuit: true };
  },
  load(url, context, next) {
    if (url !== 'stand-in:electron') return next(url, context);
    return { source, format: 'module', shortCircuit: true };
  },
});
