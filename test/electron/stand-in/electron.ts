/**
 * Stands for the module `electron` where its binary is not: windows are pages of a real Chromium, which run the real
 * preload and carry the real messages; tray, menu and notifications are remembered.
 */
import { EventEmitter } from 'node:events';

export { app } from './app.ts';
export { ipcMain } from './ipc.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { Menu, Notification, Tray } from './tray.ts';
export { BrowserWindow } from './window.ts';

/** The recorder answers in their place. */
export const dialog = {};
export const shell = {};

let copied = '';
export const clipboard = {
  readText: async (): Promise<string> => copied,
  writeText: async (text: string): Promise<void> => void (copied = text),
  clear: (): void => void (copied = ''),
};

class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system';

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }
  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source;
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#source === 'dark';
  }
}

export const nativeTheme = new NativeTheme();

export const systemPreferences = { getAnimationSettings: () => ({ prefersReducedMotion: false }) };

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
};
