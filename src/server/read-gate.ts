import type { Connection } from './connection.ts';
import { refusals } from './domain/refusals.ts';
import type { HttpDeps } from './http/context.ts';
import type { Importer } from './importer.ts';

/** No list is answered from a mirror older than this (D7). */
const mirrorLimitMs = 24 * 60 * 60_000;

/** May answers be given from the mirror at all, and may lists? Otherwise they throw (D2, D7). */
export function createReadGate(
  connection: Pick<Connection, 'isSetUp'>,
  importer: Pick<Importer, 'last' | 'mirrorAge'>,
): HttpDeps['gate'] {
  return {
    mirror() {
      if (!connection.isSetUp()) throw refusals.notSetUp();
      if (!importer.last()) throw refusals.firstImport();
    },
    list() {
      if (importer.mirrorAge() > mirrorLimitMs) throw refusals.staleMirror();
    },
  };
}
