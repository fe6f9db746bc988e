import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockEntry>>;

/**
 * The licences of all packages that the installed program holds: those that it needs to run, those of the page, and
 * what they need in turn.
 * @throws Error for a package without a licence
 */
export function licenceList(root: string): string {
  const lock = (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock })
    .packages;
  const direct = [...Object.keys(lock['']?.dependencies ?? {}), ...pagePackages(root)];
  const paths = [...closure(lock, direct)].toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
  const entries = paths.map((path) => entryOf(root, path, lock[path] ?? {}));
  return `${head}\n${entries.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

const head = `SCIM Tray holds the packages below. Electron and Chromium have their own lists beside the program:
LICENSE.electron.txt and LICENSES.chromium.html.
`;

/** What the page imports: it is bundled, so package.json knows it as a tool of development. */
function pagePackages(root: string): string[] {
  const sources = globSync('src/renderer/**/*.{ts,tsx}', { cwd: root }).map((path) =>
    readFileSync(join(root, path), 'utf8'),
  );
  const imports = sources.flatMap((text) => [...text.matchAll(/ from '((?:@[\w.-]+\/)?[\w.-]+)[^']*'/g)]);
  return imports
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
}

/** Paths in the lock of these packages and of everything that they need. */
function closure(lock: Lock, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = names.map((name) => ({ from: '', name }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const path = resolvePath(lock, next.from, next.name);
    if (path === undefined || found.has(path)) continue;
    found.add(path);
    const { dependencies, optionalDependencies } = lock[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      waiting.push({ from: path, name });
  }
  return found;
}

/** As Node does: in the package's own node_modules first, then further out. Another platform's package may be absent. */
function resolvePath(lock: Lock, from: string, name: string): string | undefined {
  const path = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (lock[path]) return path;
  if (from === '') return undefined;
  return resolvePath(lock, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function entryOf(root: string, path: string, { version = '', license }: LockEntry): string {
  if (license === undefined) throw new Error(`${nameOf(path)} names no licence`);
  const folder = join(root, path);
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${nameOf(path)} ${version}\n${license}\n${text}`;
}
