import type { ScimError } from './errors.ts';
import type { Literal } from './filter-ast.ts';
import { fault } from './faults.ts';
import { LIMITS } from './limits.ts';

/** `at` is the 1-based position in the filter. A word is an attribute name, an operator or an unquoted literal. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'literal'; readonly value: Literal; readonly at: number }
  | { readonly kind: '(' | ')' | '[' | ']' | 'end'; readonly at: number };

const BLANKS = /[ \t\r\n]*/y;
const WORD = /\.?[A-Za-z$_][\w$:.-]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;

/** A filter in pieces, ended by `end`. Throws ScimError invalidFilter with the position. */
export function tokenize(filter: string): readonly Token[] {
  if (filter.length > LIMITS.filterLength) {
    throw fault(
      'invalidFilter',
      `The filter is longer than ${LIMITS.filterLength} characters: send a shorter one`,
    );
  }
  const tokens: Token[] = [];
  let index = skip(filter, 0);
  while (index < filter.length) {
    const [token, end] = tokenAt(filter, index);
    tokens.push(token);
    index = skip(filter, end);
  }
  return [...tokens, { kind: 'end', at: filter.length + 1 }];
}

/** An invalidFilter that says where reading stopped. */
export function filterFault(at: number, complaint: string): ScimError {
  return fault('invalidFilter', `The filter cannot be read at position ${at}: ${complaint}`);
}

function tokenAt(filter: string, index: number): [Token, number] {
  const at = index + 1;
  const mark = filter.charAt(index);
  if (mark === '(' || mark === ')' || mark === '[' || mark === ']') return [{ kind: mark, at }, index + 1];
  if (mark === '"') return stringAt(filter, index);
  const word = match(WORD, filter, index);
  if (word !== undefined) return [{ kind: 'word', text: word, at }, index + word.length];
  const number = match(NUMBER, filter, index);
  if (number !== undefined) return [{ kind: 'literal', value: Number(number), at }, index + number.length];
  throw filterFault(at, 'this character has no meaning here; put text values in double quotes');
}

function stringAt(filter: string, index: number): [Token, number] {
  const at = index + 1;
  const quotedText = match(STRING, filter, index);
  if (quotedText === undefined)
    throw filterFault(at, 'the text that begins here has no closing quotation mark; add one');
  return [{ kind: 'literal', value: unquote(quotedText, at), at }, index + quotedText.length];
}

/** JSON's own rules for escapes (RFC 7644 section 3.4.2.2: compValue). */
function unquote(quotedText: string, at: number): string {
  try {
    return String(JSON.parse(quotedText));
  } catch {
    throw filterFault(at, 'the text that begins here has a wrong escape; write it as JSON does');
  }
}

function skip(filter: string, index: number): number {
  return index + (match(BLANKS, filter, index) ?? '').length;
}

function match(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}
