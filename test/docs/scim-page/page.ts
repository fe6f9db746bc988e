import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeTables } from './attributes.ts';
import { errorTables } from './errors.ts';
import { playExamples } from './examples.ts';

export const pagePath = join(import.meta.dirname, '../../../docs/scim.md');

/** The page with the parts between its marks made anew, out of the schemas, the tables of sentences, and a real run. */
export async function makePage(): Promise<string> {
  const made = {
    attributes: attributeTables(),
    errors: errorTables(),
    examples: await playExamples(),
  };
  let page = readFileSync(pagePath, 'utf8');
  for (const [name, text] of Object.entries(made)) {
    const marks = new RegExp(`(<!-- made: ${name} -->\n)[^]*?(<!-- end -->)`);
    if (!marks.test(page)) throw new Error(`${pagePath} has no marks for ${name}`);
    page = page.replace(marks, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
  }
  return page;
}
