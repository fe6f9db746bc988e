import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's program, if somebody has fetched it; by the rules of the package `electron`, which is not asked itself:
 * importing it fetches the program from outside.
 * @param installed the package's folder
 */
export function electronProgram(installed: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const pathFile = join(installed, 'path.txt');
  const path = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (path === undefined && folder === undefined) return undefined;
  const program = join(folder ?? join(installed, 'dist'), path ?? 'electron');
  return existsSync(program) ? program : undefined;
}
