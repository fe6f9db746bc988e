/** `npm run docs`: makes the parts of docs/scim.md anew that come out of the code and a real run. */
import { writeFileSync } from 'node:fs';
import { makePage, pagePath } from './page.ts';

writeFileSync(pagePath, await makePage());
