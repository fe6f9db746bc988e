import { contextBridge, ipcRenderer } from 'electron';
import type { EventName } from './ipc/contract.ts';
import type { Bridge, ShellEventName } from './ipc/shell.ts';
import { channels } from './bridge/channels.ts';

/** What the page may listen to: the compiler knows when one is missing. Call names are checked in the main process. */
const events: Readonly<Record<EventName | ShellEventName, true>> = {
  status: true,
  job: true,
  activity: true,
  resyncUser: true,
  go: true,
  desktop: true,
};

function listen(event: string, listener: (value: never) => void): () => void {
  if (!Object.hasOwn(events, event)) throw new Error(`there is no event ${event}`);
  const handler = (_event: unknown, name: string, value: unknown): void => {
    if (name === event) listener(value as never); // the main process sends it under the same name
  };
  ipcRenderer.on(channels.event, handler);
  ipcRenderer.send(channels.listen, event);
  return () => void ipcRenderer.off(channels.event, handler);
}

// Fixed functions on fixed channels: the page never names a channel.
const bridge: Bridge = {
  call: (name, argument) => ipcRenderer.invoke(channels.call, name, argument),
  on: listen,
  shell: {
    call: (name, argument) => ipcRenderer.invoke(channels.shellCall, name, argument),
    on: listen,
  },
};

contextBridge.exposeInMainWorld('scimTray', bridge);
