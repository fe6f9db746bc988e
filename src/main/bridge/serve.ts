import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { Envelope } from '../ipc/problem.ts';
import { origin } from '../window/pages.ts';
import { channels } from './channels.ts';

export interface BridgeDeps {
  /** The only window that is listened to. */
  readonly window: () => BrowserWindow | null;
  readonly call: (name: string, argument: unknown) => Promise<Envelope<unknown>>;
  readonly shellCall: (name: string, argument: unknown) => Promise<Envelope<unknown>>;
  /** The page listens from now on: what is so already is told at once. */
  readonly onListen: (event: string) => void;
  /** A message that is not from our page. */
  readonly onStranger: (channel: string) => void;
}

export interface Bridge {
  /** Tells the page, if there is one. */
  readonly send: (name: string, value: unknown) => void;
  readonly end: () => void;
}

/** The main process's end of the preload's channels. */
export function serveBridge(deps: BridgeDeps): Bridge {
  const { window, onStranger } = deps;

  function isOurs({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent, channel: string): boolean {
    const ours = window()?.webContents.mainFrame;
    if (senderFrame && senderFrame === ours && URL.parse(senderFrame.url)?.href.startsWith(`${origin}/`)) {
      return true;
    }
    onStranger(channel);
    return false;
  }

  function answer(channel: string, call: BridgeDeps['call']): void {
    ipcMain.handle(channel, async (event, name: unknown, argument: unknown) =>
      isOurs(event, channel) ? await call(String(name), argument) : notForYou,
    );
  }

  answer(channels.call, deps.call);
  answer(channels.shellCall, deps.shellCall);
  const onListen = (event: IpcMainEvent, name: unknown): void => {
    if (isOurs(event, channels.listen)) deps.onListen(String(name));
  };
  ipcMain.on(channels.listen, onListen);
  return {
    send: (name, value) => window()?.webContents.send(channels.event, name, value),
    end() {
      ipcMain.removeHandler(channels.call);
      ipcMain.removeHandler(channels.shellCall);
      ipcMain.off(channels.listen, onListen);
    },
  };
}

const notForYou: Envelope<never> = {
  ok: false,
  error: { code: 'APP-INPUT', title: 'This page may not ask', remedy: 'Use the window of the app' },
};
