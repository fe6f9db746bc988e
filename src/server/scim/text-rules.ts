import type { Attribute } from './attribute.ts';
import { LIMITS } from './limits.ts';

/** C0 and C1 control characters. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** The same, but for tab and line ends, which an address may hold. */
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** No more than this: RFC 7643 has the form as a wish (section 4.1.2), and clients try with made-up addresses. */
const EMAIL = /^\S+$/;
const BASE64 = /^[A-Za-z0-9+/_\s-]*={0,2}\s*$/;

const ONE_LINE: ReadonlySet<string> = new Set(['userName', 'displayName', 'emails.value']);

/** What is wrong with the form of a text, as the rest of a sentence that names the attribute; undefined: nothing. */
export function complaintAbout(attribute: Attribute, path: string, text: string): string | undefined {
  const limit = limitOf(attribute, path);
  if (text.length > limit) return `has more than ${limit} characters: shorten it`;
  if (!text.isWellFormed()) return 'is not valid Unicode text: type it again';
  const control = ONE_LINE.has(path) ? CONTROL : CONTROL_IN_TEXT;
  if (control.test(text)) return 'holds a control character, such as a line break: take it out';
  if (path === 'emails.value' && !EMAIL.test(text)) {
    return 'is not an e-mail address: correct it, or send none';
  }
  if (attribute.type === 'binary' && !BASE64.test(text)) return 'is not base64: encode it so, or send none';
  if (path === 'members.type' && text.toLowerCase() !== 'user') {
    return 'has to be User: Secret Server has no groups in groups, so push the people themselves';
  }
  return undefined;
}

function limitOf(attribute: Attribute, path: string): number {
  if (path === 'userName' || path === 'displayName') return LIMITS.nameLength;
  if (attribute.type === 'reference') return LIMITS.referenceLength;
  return attribute.type === 'binary' ? LIMITS.binaryLength : LIMITS.textLength;
}
