import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const guide = join(import.meta.dirname, '..', '..', 'docs', 'admin.md');

/**
 * A file as the guide for admins prints it: the fenced block whose first line is a comment with its name.
 * @throws Error when the guide has no such block, or more than one
 */
export function documented(name: string): string {
  const blocks = [...readFileSync(guide, 'utf8').matchAll(/^```\w+\n(# (\S+)\n.*?)^```$/gms)];
  const found = blocks.filter((block) => block[2] === name).map((block) => block[1] ?? '');
  if (found.length !== 1) throw new Error(`docs/admin.md holds ${name} ${String(found.length)} times`);
  return found.join('');
}

/**
 * The text with parts replaced that are another machine's business: ports and paths.
 * @throws Error when a part is not there exactly once: the guide has changed and the test has to follow
 */
export function adapted(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((before, [part, by]) => {
    const times = before.split(part).length - 1;
    if (times !== 1) throw new Error(`docs/admin.md holds "${part}" ${String(times)} times`);
    return before.replace(part, () => by);
  }, text);
}
