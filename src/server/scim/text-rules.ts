import type { Attribute } from './attribute.ts';
import type { FaultName } from './faults.ts';
import { LIMITS } from './limits.ts';

/** C0 and C1 control characters. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** The same, but for tab and line ends, which an address may hold. */
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** No more than this: RFC 7643 has the form as a wish (section 4.1.2), and clients try with made-up addresses. */
const EMAIL = /^\S+$/;
const BASE64 = /^[A-Za-z0-9+/_\s-]*={0,2}\s*$/;

const ONE_LINE: ReadonlySet<string> = new Set(['userName', 'displayName', 'emails.value']);

/** What is wrong with the form of a text; undefined: nothing. */
export function complaintAbout(attribute: Attribute, path: string, text: string): FaultName | undefined {
  if (text.length > lengthLimit(attribute, path)) return 'tooLong';
  if (!text.isWellFormed()) return 'noUnicode';
  if ((ONE_LINE.has(path) ? CONTROL : CONTROL_IN_TEXT).test(text)) return 'control';
  if (path === 'emails.value' && !EMAIL.test(text)) return 'noEmail';
  if (attribute.type === 'binary' && !BASE64.test(text)) return 'noBase64';
  return path === 'members.type' && text.toLowerCase() !== 'user' ? 'nestedGroup' : undefined;
}

/** The most characters of a text at this place. */
export function lengthLimit(attribute: Attribute, path: string): number {
  if (path === 'userName' || path === 'displayName') return LIMITS.nameLength;
  if (attribute.type === 'reference') return LIMITS.referenceLength;
  return attribute.type === 'binary' ? LIMITS.binaryLength : LIMITS.textLength;
}
