/**
 * The preload as a script that runs before the page's own. It runs in the page's world: whether its objects are out
 * of the page's reach is proven by real Electron alone.
 */
export function preloadScript(preload: string): string {
  return `(() => {
  if (window !== window.top) return; // as without nodeIntegrationInSubFrames
  const invoke = window.standInInvoke;
  const send = window.standInSend;
  delete window.standInInvoke;
  delete window.standInSend;
  const listeners = new Map();
  Object.defineProperty(window, 'standInReceive', {
    value: (channel, args) => {
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
    },
  });
  const freeze = (value) => {
    if (value !== null && typeof value === 'object') Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  const electron = {
    ipcRenderer: {
      invoke: (channel, ...args) => invoke(channel, args),
      send: (channel, ...args) => void send(channel, args),
      on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      off: (channel, listener) =>
        void listeners.set(channel, (listeners.get(channel) ?? []).filter((each) => each !== listener)),
    },
    contextBridge: {
      exposeInMainWorld: (name, api) => void Object.defineProperty(window, name, { value: freeze(api) }),
    },
  };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('a sandboxed preload has no module ' + name);
  };
  const module = { exports: {} };
  ((exports) => { ${preload} })(module.exports);
})();`;
}
