import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { commonOptions } from '../src/server/cli/command.ts';
import { commands } from '../src/server/cli/commands.ts';
import { exitCodeHelp } from '../src/server/cli/exit-codes.ts';
import { documented } from './tunnel/documented.ts';

const root = join(import.meta.dirname, '..');
const pages = ['README.md', ...globSync('docs/*.md', { cwd: root })].map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));
const source = globSync('src/**/*.ts', { cwd: root })
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

/** Where GitHub puts a heading. */
function anchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('each link of $path leads somewhere', ({ path, text }) => {
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
  for (const link of links.filter((target) => !/^https?:/.test(target))) {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : relative(root, join(root, dirname(path), file));
    expect(existsSync(join(root, target)), link).toBe(true);
    if (anchor !== undefined)
      expect(anchors(readFileSync(join(root, target), 'utf8')), link).toContain(anchor);
  }
});

test.each(pages)('each command line of $path is one that there is', ({ text }) => {
  const lines = [...text.matchAll(/scim-tray(?:\.mjs)? ((?:[a-z]+ ?)+)((?: ?--[^`\n|)]*)?)/g)];
  const written = lines.filter(([, words = '']) =>
    commands.some(({ name }) => firstWord(name) === firstWord(words)),
  );
  expect(written.length).toBeGreaterThan(0);
  for (const [line, words = '', rest = ''] of written) {
    const command = commands.find(({ name }) => `${words.trim()} `.startsWith(`${name} `));
    expect(command, line).toBeDefined();
    const known = ['help', ...Object.keys({ ...commonOptions, ...command?.options })];
    for (const [, option] of rest.matchAll(/--([a-z-]+)/g)) expect(known, line).toContain(option);
  }
});

function firstWord(words: string): string | undefined {
  return words.trim().split(' ')[0];
}

test.each(pages)('each npm script of $path is one that there is', ({ text }) => {
  const scripts = [...text.matchAll(/`?npm (?:run |--prefix \S+ run )([a-z:]+)/g)].map(
    ([, script]) => script,
  );
  for (const script of scripts) expect(Object.keys(manifest.scripts)).toContain(script);
});

test('the README prints the exit codes as the commands do', () => {
  expect(pages[0]?.text).toContain(exitCodeHelp);
});

test('what the guide says that Okta shows is what SCIM Tray says', () => {
  const guide = pages.find(({ path }) => path === 'docs/admin.md')?.text ?? '';
  const table = guide.slice(guide.indexOf('| Okta shows |'), guide.indexOf('Answers of 429'));
  const shown = [...table.matchAll(/^\| `(?:Unauthorized … )?([^`]+)` \|/gm)].map(([, text = '']) => text);
  const notOurs = ['Invalid JSON: Unrecognized token', 'SCIM Tray is down'];
  const ours = shown.filter((text) => !notOurs.includes(text));
  expect(ours.length).toBeGreaterThan(10);
  for (const text of ours) expect(source, text).toContain(text);
  for (const [, code] of table.matchAll(/\b((?:SS|APP)-[A-Z]+)\b/g)) expect(source).toContain(`'${code}'`);
  expect(documented('scim-tray.conf')).toContain('SCIM Tray is down');
});

test('cloudflared, as the guide sets it up, lets SCIM and the health check through and nothing else', () => {
  const pattern = /^ {4}path: (.+)$/m.exec(documented('config.yml'))?.[1] ?? '';
  const path = new RegExp(pattern);
  const open = ['/scim/v2/Users', '/scim/v2/Groups/7', '/scim/v2/.search', '/healthz'];
  const closed = [
    '/',
    '/api/alive',
    '/readyz',
    '/metrics',
    '/healthz/x',
    '/x/scim/v2/Users',
    '/scim/v2',
    '/v2/Users',
  ];
  expect(open.filter((address) => !path.test(address))).toEqual([]);
  expect(closed.filter((address) => path.test(address))).toEqual([]);
});
