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
    const there = await isThere().catch(() => {
      throw fault; // says more than the second failure: it knows whether the write may have been applied
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
