import type { Literal } from './filter-ast.ts';
import { filterFault } from './filter-faults.ts';
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
  if (filter.length > LIMITS.filterLength) throw filterFault(LIMITS.filterLength + 1, 'tooLong');
  const tokens: Token[] = [];
  let index = skip(filter, 0);
  while (index < filter.length) {
    const [token, end] = tokenAt(filter, index);
    tokens.push(token);
    index = skip(filter, end);
  }
  return [...tokens, { kind: 'end', at: filter.length + 1 }];
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
  throw filterFault(at, 'noMeaning');
}

function stringAt(filter: string, index: number): [Token, number] {
  const at = index + 1;
  const quotedText = match(STRING, filter, index);
  if (quotedText === undefined) throw filterFault(at, 'noQuote');
  return [{ kind: 'literal', value: unquote(quotedText, at), at }, index + quotedText.length];
}

/** JSON's own rules for escapes (RFC 7644 section 3.4.2.2: compValue). */
function unquote(quotedText: string, at: number): string {
  try {
    return String(JSON.parse(quotedText));
  } catch {
    throw filterFault(at, 'badEscape');
  }
}

function skip(filter: string, index: number): number {
  return index + (match(BLANKS, filter, index) ?? '').length;
}

function match(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}
