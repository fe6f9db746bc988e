import { app } from 'electron';
import { main } from '../server/cli/main.ts';

/** `scim-tray serve`: no window, no tray, the exit codes of the command. For a scheduled task at boot, say. */
export async function runHeadless(options: readonly string[]): Promise<void> {
  // The same account's desktop app may run beside this one, and a profile belongs to one process.
  app.setPath('userData', `${app.getPath('userData')} headless`);
  app.exit(await main(['serve', ...options]));
}
