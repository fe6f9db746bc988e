import { COMPARISONS, type Comparison, type FilterNode, type Literal } from './filter-ast.ts';
import { filterFault } from './filter-faults.ts';
import { type Token, tokenize } from './filter-tokens.ts';
import { LIMITS } from './limits.ts';

/** Where the parser stands. */
interface Cursor {
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
  terms: number;
}

/** Reads the whole filter grammar of RFC 7644 section 3.4.2.2. Throws ScimError invalidFilter with the position. */
export function readFilter(filter: string): FilterNode {
  const cursor: Cursor = { tokens: tokenize(filter), index: 0, depth: 0, terms: 0 };
  const node = readOr(cursor);
  const rest = peek(cursor);
  if (rest.kind !== 'end') throw filterFault(rest.at, 'noEnd');
  return node;
}

function readOr(cursor: Cursor): FilterNode {
  return readChain(cursor, 'or', (inner) => readChain(inner, 'and', readUnit));
}

function readChain(cursor: Cursor, op: 'and' | 'or', readPart: (cursor: Cursor) => FilterNode): FilterNode {
  let left = readPart(cursor);
  for (let token = peek(cursor); isWord(token, op); token = peek(cursor)) {
    cursor.index += 1;
    left = { op, left, right: readPart(cursor), at: left.at };
  }
  return left;
}

function readUnit(cursor: Cursor): FilterNode {
  const token = take(cursor);
  if (token.kind === '(') return readNested(cursor, token.at, ')');
  if (token.kind !== 'word') throw filterFault(token.at, 'noName');
  if (isWord(token, 'not') && peek(cursor).kind === '(') {
    const at = take(cursor).at;
    return { op: 'not', inner: readNested(cursor, at, ')'), at: token.at };
  }
  if (peek(cursor).kind === '[') {
    const at = take(cursor).at;
    return readTail(cursor, { path: token.text, inner: readNested(cursor, at, ']'), at: token.at });
  }
  return readExpression(cursor, token.text, token.at);
}

/** Entra ID writes `emails[type eq "work"].value eq "x"`: one more thing that the same value has to meet. */
function readTail(
  cursor: Cursor,
  values: { readonly path: string; readonly inner: FilterNode; readonly at: number },
): FilterNode {
  const token = peek(cursor);
  if (token.kind !== 'word' || !token.text.startsWith('.')) return { op: 'values', ...values };
  cursor.index += 1;
  const right = readExpression(cursor, token.text.slice(1), token.at);
  const inner: FilterNode = { op: 'and', left: values.inner, right, at: values.inner.at };
  return { op: 'values', ...values, inner };
}

function readNested(cursor: Cursor, at: number, closing: ')' | ']'): FilterNode {
  cursor.depth += 1;
  if (cursor.depth > LIMITS.filterDepth) throw filterFault(at, 'tooDeep');
  const inner = readOr(cursor);
  const end = take(cursor);
  if (end.kind !== closing) throw filterFault(end.at, 'noClosing', { mark: closing });
  cursor.depth -= 1;
  return inner;
}

function readExpression(cursor: Cursor, path: string, at: number): FilterNode {
  cursor.terms += 1;
  if (cursor.terms > LIMITS.filterTerms) throw filterFault(at, 'tooMany');
  const operator = take(cursor);
  if (isWord(operator, 'pr')) return { op: 'pr', path, at };
  const op = operator.kind === 'word' ? comparisonNamed(operator.text) : undefined;
  if (!op) throw filterFault(operator.at, 'noOperator');
  return { op, path, value: readLiteral(take(cursor)), at };
}

function readLiteral(token: Token): Literal {
  if (token.kind === 'literal') return token.value;
  if (isWord(token, 'true')) return true;
  if (isWord(token, 'false')) return false;
  if (isWord(token, 'null')) return null;
  throw filterFault(token.at, 'noValue');
}

function comparisonNamed(word: string): Comparison | undefined {
  return COMPARISONS.find((op) => op === word.toLowerCase());
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[cursor.index] ?? { kind: 'end', at: 1 };
}

function take(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.index += 1;
  return token;
}
