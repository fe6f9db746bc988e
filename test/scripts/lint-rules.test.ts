import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', allowImportingTsExtensions: true };
const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');

interface Case {
  readonly file: string;
  readonly text: string;
  /** The rule that must refuse the file; null when nothing may. */
  readonly rule: string | null;
}

const restricted = 'no-restricted-imports';

const imports = (file: string, from: string, rule: string | null = restricted): Case => ({
  file,
  text: `import { thing } from '${from}';\nthing();\n`,
  rule,
});

const importsName = (file: string, name: string, rule: string | null = restricted): Case => ({
  file,
  text: `import { ${name} } from 'electron';\n${name}.thing();\n`,
  rule,
});

const importsType = (file: string, from: string, rule: string | null): Case => ({
  file,
  text: `import type { Thing } from '${from}';\nexport const thing: Thing | undefined = undefined;\n`,
  rule,
});

const directions: readonly Case[] = [
  imports('src/server/a1.ts', 'electron'),
  imports('src/server/http/a2.ts', 'electron/main'),
  imports('src/server/a3.ts', '../main/tray.ts'),
  imports('src/server/domain/a4.ts', '../../renderer/page.ts'),
  imports('src/server/a5.ts', '../main/ipc/contract.ts'),
  importsType('src/server/a6.ts', '../main/ipc/contract.ts', null),
  imports('src/server/a7.ts', 'electron-log/node', null),
  imports('src/server/a8.ts', 'electron-log/main'),
  imports('src/server/console/a9.ts', '../../main/ipc/channels.ts'),
  imports('src/server/store/b1.ts', '../secret-server/api.ts'),
  importsType('src/server/store/b2.ts', '../secret-server/model.ts', restricted),
  imports('src/server/store/b3.ts', '../domain/users.ts'),
  imports('src/server/store/b4.ts', './users.ts', null),
  imports('src/server/secret-server/c1.ts', '../store/store.ts'),
  imports('src/server/secret-server/c2.ts', '../scim/errors.ts'),
  imports('src/server/secret-server/c3.ts', '../errors.ts', null),
  imports('src/server/scim/d1.ts', '../errors.ts'),
  imports('src/server/scim/d2.ts', 'node:crypto'),
  imports('src/server/scim/d3.ts', './names.ts', null),
  imports('src/server/domain/e1.ts', '../http/app.ts'),
  imports('src/server/domain/e2.ts', '../store/users.ts', null),
  imports('src/server/domain/e3.ts', '../host.ts'),
  imports('src/server/http/f1.ts', '../store/users.ts'),
  imports('src/server/http/f2.ts', '../secret-server/api.ts'),
  imports('src/server/http/f3.ts', '../domain/users.ts', null),
  importsType('src/server/http/f4.ts', '../store/listing.ts', null),
  imports('src/server/console/g1.ts', '../domain/users.ts'),
  imports('src/server/cli/h1.ts', '../store/store.ts'),
  imports('src/server/cli/h2.ts', '../host.ts', null),
  imports('src/main/i1.ts', '../server/store/store.ts'),
  imports('src/main/i2.ts', '../server/host.ts', null),
  imports('src/main/i3.ts', '../server/cli/main.ts'),
  imports('src/main/headless.ts', '../server/cli/main.ts', null),
  importsName('src/main/i4.ts', 'ipcMain'),
  importsName('src/main/tray/i5.ts', 'ipcRenderer'),
  importsName('src/main/tray/i6.ts', 'Tray', null),
  importsName('src/main/bridge/serve.ts', 'ipcMain', null),
  importsName('src/main/preload.ts', 'contextBridge', null),
  imports('src/main/ipc/contract.ts', './other.ts'),
  imports('src/renderer/j1.ts', 'node:fs'),
  imports('src/renderer/j2.ts', '../server/host.ts'),
  imports('src/renderer/j5.ts', '../main/tray.ts'),
  imports('src/renderer/j3.ts', '../main/ipc/contract.ts'),
  importsType('src/renderer/j4.ts', '../main/ipc/contract.ts', null),
];

const habits: readonly Case[] = [
  { file: 'src/server/k1.ts', text: "console.log('x');\n", rule: 'no-console' },
  { file: 'src/server/k2.ts', text: '// line\n'.repeat(301), rule: 'max-lines' },
  { file: 'src/server/k3.ts', text: 'export const x: any = 1;\n', rule: 'no-explicit-any' },
  { file: 'src/server/k4.ts', text: 'export default 1;\n', rule: 'no-default-export' },
  { file: 'src/server/k5.ts', text: "export * from './k4.ts';\n", rule: 'no-barrel-file' },
  {
    file: 'src/server/k6.ts',
    text: "import { A } from './k7.ts';\nexport const b: A = 1;\n",
    rule: 'consistent-type-imports',
  },
  {
    file: 'src/server/k7.ts',
    text: "import { d } from './k8.ts';\nexport type A = number;\nexport const c = d;\n",
    rule: 'no-cycle',
  },
  {
    file: 'src/server/k8.ts',
    text: "import { c } from './k7.ts';\nexport const d = 1;\nexport const e = c;\n",
    rule: 'no-cycle',
  },
  {
    file: 'src/server/k9.ts',
    text: 'const f = (): Promise<void> => Promise.resolve();\nf();\n',
    rule: 'no-floating-promises',
  },
  {
    file: 'src/server/l1.ts',
    text: "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n  }\n}\n",
    rule: 'switch-exhaustiveness-check',
  },
  { file: 'test/m1.test.ts', text: "it.only('x', () => expect(1).toBe(1));\n", rule: 'no-focused-tests' },
];

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

let tree: string;
/** The rules that refused each file. */
let refused: ReadonlyMap<string, ReadonlySet<string>>;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'scim-tray-lint-'));
  cpSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
  writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  for (const { file, text } of [...directions, ...habits]) {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }
  const args = [oxlint, '--type-aware', '--format', 'json', 'src', 'test'];
  // oxlint looks for its type-aware half on PATH, which Windows spells Path.
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const env = {
    ...process.env,
    [path]: `${join(root, 'node_modules/.bin')}${delimiter}${process.env[path]}`,
  };
  const { stdout } = spawnSync(process.execPath, args, { cwd: tree, env, encoding: 'utf8' });
  refused = byFile(JSON.parse(stdout) as Report);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

function byFile({ diagnostics }: Report): Map<string, Set<string>> {
  const rules = new Map<string, Set<string>>();
  for (const { code, filename } of diagnostics) {
    const file = filename.replaceAll('\\', '/');
    rules.set(file, (rules.get(file) ?? new Set()).add(code.replace(/^.*\(|\)$/g, '')));
  }
  return rules;
}

const nameOf = ({ file, text }: Case): string => `${file}: ${text.slice(0, 50).replaceAll('\n', ' ').trim()}`;
const all = [...directions, ...habits];

test.each(all.flatMap((each) => (each.rule === null ? [] : [[nameOf(each), each.file, each.rule]])))(
  'refuses %s',
  (_name, file, rule) => {
    expect([...(refused.get(file) ?? [])]).toContain(rule);
  },
);

test.each(all.filter((each) => each.rule === null).map((each) => [nameOf(each), each.file]))(
  'lets pass %s',
  (_name, file) => {
    expect([...(refused.get(file) ?? [])]).not.toContain(restricted);
  },
);
