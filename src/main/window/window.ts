import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Target } from '../ipc/shell.ts';
import type { Preferences } from '../preferences.ts';
import { percentOf, runningJob, type Shown } from '../shown.ts';
import { startPage } from './pages.ts';
import { placeOf, smallest } from './place.ts';
import { windowTitle } from './title.ts';

interface WindowDeps {
  readonly preload: string;
  readonly icon: string;
  /** Developer tools are for developers. */
  readonly devTools: boolean;
  readonly preferences: Preferences;
  readonly shown: () => Shown;
  /** @param fresh the page was only just asked for */
  readonly onGo: (target: Target, fresh: boolean) => void;
  /** The page could not be loaded. */
  readonly onFault: (thrown: unknown) => void;
  /** The window was closed and the app goes on. */
  readonly onHidden: () => void;
}

export interface AppWindow {
  /** Brings the window to the front, made now if it has to be. */
  readonly open: (target?: Target) => void;
  /** Shows the newest value in title and taskbar. */
  readonly show: (shown: Shown) => void;
  /** The window when there is one. */
  readonly current: () => BrowserWindow | null;
  readonly isInFront: () => boolean;
  /** For good: closing no longer hides. */
  readonly end: () => void;
}

/** The one window. Closing hides it, so that it is there at once the next time. */
export function createWindow(deps: WindowDeps): AppWindow {
  let window: BrowserWindow | null = null;
  let ending = false;

  function make(): BrowserWindow {
    const made = new BrowserWindow(windowOptions(deps));
    made.on('close', (event) => {
      remember(made, deps.preferences);
      if (ending) return;
      event.preventDefault();
      made.hide();
      deps.onHidden();
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    made.on('page-title-updated', (event) => event.preventDefault());
    made.once('ready-to-show', () => {
      if (deps.preferences.get().place?.maximized) made.maximize();
      made.show();
    });
    // A page that died is made anew with the next opening; until then nothing is lost, as the host is not in it.
    made.webContents.on('render-process-gone', () => made.destroy());
    made.loadURL(startPage).catch((thrown: unknown) => {
      // Closed before it was there: nobody misses it.
      if (!made.isDestroyed()) deps.onFault(thrown);
    });
    return made;
  }

  return {
    open(target) {
      const fresh = window === null;
      window ??= make();
      if (target) deps.onGo(target, fresh);
      if (fresh) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    show(shown) {
      window?.setTitle(windowTitle(shown));
      window?.setProgressBar(progressOf(shown));
    },
    current: () => window,
    isInFront: () => window?.isFocused() === true && window.isVisible(),
    end() {
      ending = true;
      window?.close();
    },
  };
}

function windowOptions({ preload, icon, devTools, preferences, shown }: WindowDeps) {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  return {
    ...placeOf(preferences.get().place, screens),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: windowTitle(shown()),
    icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15181d' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools,
    },
  } as const;
}

function remember(window: BrowserWindow, preferences: Preferences): void {
  preferences.set({ place: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
}

/** The bar in the taskbar: none, a part, or (2) under way without a known end. */
function progressOf({ job }: Shown): number {
  if (runningJob(job) === null) return -1;
  const percent = percentOf(job);
  return percent === null ? 2 : percent / 100;
}
