import { SecretServerError } from './model.ts';

export interface Ways<T> {
  readonly patch: () => Promise<T>;
  /** Whether the object itself is there: 404 and 405 stand for a missing verb only then. */
  readonly isThere: () => Promise<boolean>;
  readonly instead: () => Promise<T>;
}

/**
 * PATCH, and another way on servers that have none (before 10.9). What was found out holds as long as the returned
 * function lives.
 */
export function createFallback(): <T>(ways: Ways<T>) => Promise<T> {
  let hasPatch = true;

  async function withoutPatch<T>({ isThere, instead }: Ways<T>, fault: SecretServerError): Promise<T> {
    const there = await isThere().catch((thrown: unknown) => {
      // Of a definite no is left that nothing was applied; a page in place of an answer may hide that it was.
      throw fault.kind === 'refused' ? thrown : fault;
    });
    if (!there) throw fault;
    const done = await instead();
    hasPatch = false;
    return done;
  }

  return async (ways) => {
    if (!hasPatch) return ways.instead();
    return ways.patch().catch((thrown: unknown) => {
      if (!(thrown instanceof SecretServerError) || ![404, 405].includes(thrown.status ?? 0)) throw thrown;
      return withoutPatch(ways, thrown);
    });
  };
}
