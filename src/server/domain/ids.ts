const largestId = 2_147_483_647;

/**
 * A SCIM id is Secret Server's own: a positive int32 in canonical decimal (D5).
 * @returns undefined for anything else, which then is a 404 without a call.
 */
export function parseId(text: string): number | undefined {
  if (!/^[1-9]\d{0,9}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= largestId ? id : undefined;
}
