import { secrets, type Exchange } from './target.ts';

const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error';
/** What each KiB of a request may cost. */
export const msPerKibibyte = 50;

/** What is wrong with an answer; undefined: nothing. How long it took is not asked here. */
export function complaintAbout({ status, type, text }: Exchange): string | undefined {
  if (status >= 500 && status !== 501) return `a ${String(status)}: ${text.slice(0, 300)}`;
  for (const secret of Object.values(secrets)) if (text.includes(secret)) return `it tells ${secret}`;
  if (Reflect.get({}, 'admin') !== undefined) return 'it has reached the prototype of all objects';
  return status >= 400 && text !== '' ? errorFault(status, type, text) : undefined;
}

/** RFC 7644 section 3.12. */
function errorFault(status: number, type: string, text: string): string | undefined {
  const said = `${type} ${text.slice(0, 300)}`;
  if (!type.startsWith('application/scim+json')) return `an error that is not SCIM: ${said}`;
  let body: { schemas?: unknown; status?: unknown; detail?: unknown };
  try {
    body = JSON.parse(text) as typeof body; // every part is compared below
  } catch {
    return `an error that is not JSON: ${said}`;
  }
  const isError = JSON.stringify(body.schemas) === JSON.stringify([errorUrn]);
  if (!isError || body.status !== String(status)) return `an error that is not SCIM: ${said}`;
  const { detail } = body;
  const isShort = typeof detail === 'string' && detail !== '' && detail.length <= 200;
  return isShort ? undefined : `an error whose detail no admin can read: ${said}`;
}

/** Milliseconds for each KiB that was sent. */
export function costOf({ took, kibibytes }: Exchange): number {
  return took / kibibytes;
}
