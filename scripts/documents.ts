/** Writes what is installed beside the program, for `npm run build`: the guide as a page, and the licence list. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { guidePage } from './documents/guide.ts';
import { licenceList } from './documents/licences.ts';

const root = dirname(import.meta.dirname);
const documents = join(root, 'dist', 'documents');
mkdirSync(documents, { recursive: true });
writeFileSync(join(documents, 'guide.html'), guidePage(readFileSync(join(root, 'docs', 'admin.md'), 'utf8')));
writeFileSync(join(documents, 'THIRD-PARTY.txt'), licenceList(root));
