import { EventEmitter } from 'node:events';

/** Where a message came from. */
export interface Sender {
  readonly senderFrame: { readonly url: string };
}

type Handler = (event: Sender, ...args: readonly unknown[]) => unknown;

/** The main process's end; a page's messages arrive by `carry`. */
class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  async carryInvoke(event: Sender, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return await handler(event, ...args);
  }

  carrySend(event: Sender, channel: string, args: readonly unknown[]): void {
    this.emit(channel, event, ...args);
  }
}

export const ipcMain = new IpcMain();
