import type { Deps } from './context.ts';

/**
 * What Secret Server shows. Where that lacks something known, it is looked at once more as soon as it is sure that the
 * account sees everything: the first look may have been before it got a right back (D7).
 * @param isWhole whether nothing known is missing
 * @throws ScimError 429 where the account does not see everything; SecretServerError
 */
export async function surely<T>(
  { confirmView }: Pick<Deps, 'confirmView'>,
  look: () => Promise<T>,
  isWhole: (shown: T) => boolean,
): Promise<T> {
  const shown = await look();
  if (isWhole(shown)) return shown;
  await confirmView();
  return look();
}
