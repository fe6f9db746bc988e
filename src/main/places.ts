import { join } from 'node:path';
import { app } from 'electron';

/** Where the parts of the app are on this machine. */
export interface Places {
  readonly pages: string;
  readonly preload: string;
  /** Icons, and what the system opens: beside the archive, not in it. */
  readonly assets: string;
  readonly icon: string;
  readonly documents: string;
  /** What this desktop remembers for its person. */
  readonly preferences: string;
}

/** @param root the folder that holds `dist` */
export function placesOf(root: string): Places {
  const assets = join(app.isPackaged ? process.resourcesPath : root, 'assets');
  return {
    pages: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'preload', 'preload.cjs'),
    assets,
    icon: join(assets, 'app', 'app.png'),
    documents: app.isPackaged ? join(process.resourcesPath, 'documents') : join(root, 'dist', 'documents'),
    preferences: join(app.getPath('userData'), 'desktop.json'),
  };
}
