import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { desk } from './desk.ts';

/** Each app that runs, by its profile: modules are loaded anew for every app, this is not. */
const running: Map<string, EventEmitter> = ((
  globalThis as { standInApps?: Map<string, EventEmitter> }
).standInApps ??= new Map());

/** An event whose default can be prevented. */
export function preventable(): { defaultPrevented: boolean; preventDefault(): void } {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #paths = new Map<string, string>();
  #exited = false;

  whenReady(): Promise<void> {
    // Never in the same turn: what has to be said before `ready` is said first.
    return new Promise((resolve) => setImmediate(() => this.#exited || resolve()));
  }

  setAppUserModelId(): void {}

  getPath(name: string): string {
    return this.#paths.get(name) ?? (name === 'userData' ? desk().userData : join(desk().userData, name));
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  requestSingleInstanceLock(): boolean {
    const first = running.get(this.getPath('userData'));
    if (first) first.emit('second-instance');
    else running.set(this.getPath('userData'), this);
    return first === undefined;
  }

  quit(): void {
    const event = preventable();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  exit(code: number): void {
    if (this.#exited) return;
    this.#exited = true;
    if (running.get(this.getPath('userData')) === this) running.delete(this.getPath('userData'));
    desk().onExit(code);
  }

  relaunch(): void {
    this.emit('relaunch');
  }
}

export const app = new App();
