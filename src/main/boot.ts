import { app, Menu, protocol } from 'electron';
import { describeFault } from '../server/log.ts';
import { createAutostart } from './autostart.ts';
import { createFeed } from './bridge/feed.ts';
import { serveBridge } from './bridge/serve.ts';
import { createShellService } from './bridge/shell-calls.ts';
import { createCommands } from './commands.ts';
import { createAsk } from './host/ask.ts';
import { createHostKeeper } from './host/keeper.ts';
import { openServed } from './host/open.ts';
import { createAppLog } from './log.ts';
import { createNotifier } from './notices/notifier.ts';
import type { Options } from './options.ts';
import { placesOf } from './places.ts';
import { openPreferences } from './preferences.ts';
import { createQuit } from './quit.ts';
import { createTray } from './tray/tray.ts';
import { denyPermissions, guardContents } from './window/guard.ts';
import { scheme, servePages } from './window/pages.ts';
import { createWindow } from './window/window.ts';

/** Windows files notifications and taskbar buttons under it; the installer gives the same to its shortcuts. */
const appId = 'scim-tray';

/**
 * Starts the desktop app.
 * @param root the folder that holds `dist`
 */
export function boot(options: Options, root: string): void {
  app.setAppUserModelId(appId);
  Menu.setApplicationMenu(null);
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
  guardContents();
  // It lives in the tray and does not end with its window.
  app.on('window-all-closed', () => {});
  void app.whenReady().then(() => start(options, root));
}

/** One line for each part, in the order in which they need each other; the window comes last. */
function start(options: Options, root: string): void {
  const places = placesOf(root);
  const log = createAppLog(options.dataDir);
  const preferences = openPreferences(places.preferences, (thrown) =>
    log.warn('preferences not written down', describeFault(thrown)),
  );
  denyPermissions();
  protocol.handle(scheme, servePages(places.pages));

  const keeper = createHostKeeper({ log, open: (attachOnly) => openServed(options, log, attachOnly) });
  const { shown, call } = keeper;
  const ask = createAsk(keeper);
  const shell = createShellService({
    dataDir: options.dataDir,
    documents: places.documents,
    autostart: createAutostart(app.isPackaged),
    attachedTo: () => shown().attachedTo,
    restart() {
      app.relaunch();
      quit();
    },
  });

  const feed = createFeed({ send: (name, value) => bridge.send(name, value), shown, desktop: shell.view });
  const window = createWindow({
    preload: places.preload,
    icon: places.icon,
    devTools: !app.isPackaged,
    preferences,
    shown,
    onGo: feed.go,
    onFault: (thrown) => log.error('the page was not loaded', describeFault(thrown)),
    onHidden() {
      if (!preferences.get().toldOfTray) notifier.say('Still running. Quit from the tray menu.');
      preferences.set({ toldOfTray: true });
    },
  });
  const bridge = serveBridge({
    window: window.current,
    call,
    shellCall: shell.call,
    onListen: feed.onListen,
    onStranger: (channel) => log.warn('a message that is not from the window', { channel }),
  });
  const notifier = createNotifier({
    icon: places.icon,
    preferences,
    isInFront: window.isInFront,
    wanted: ask.notifications,
    endpoints: ask.endpoints,
    open: window.open,
  });
  const commands = createCommands({
    shown,
    open: window.open,
    call,
    shellCall: shell.call,
    address: ask.address,
    say: notifier.say,
    quit: () => quit(),
  });
  const tray = createTray({ assets: places.assets, installed: app.isPackaged, do: commands }, shown());
  const quit = createQuit(
    [
      { name: 'window', end: window.end },
      { name: 'bridge', end: bridge.end },
      { name: 'notifications', end: notifier.end },
      { name: 'host', end: keeper.close },
      { name: 'tray', end: tray.remove },
      { name: 'log', end: log.end },
    ],
    log,
  );
  for (const name of ['status', 'job', 'activity', 'resyncUser'] as const) {
    keeper.events.on(name, (value) => bridge.send(name, value));
  }
  keeper.onShown((value) => {
    tray.show(value);
    window.show(value);
    notifier.see(value);
    feed.onShown(value);
  });
  app.on('second-instance', () => window.open());
  if (!options.hidden) window.open();
}
