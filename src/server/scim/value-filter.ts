import { type Attribute, findSub } from './attribute.ts';
import { quoted } from './faults.ts';
import type { Comparison, FilterNode, Literal } from './filter-ast.ts';
import { readFilter } from './filter-grammar.ts';
import { filterFault } from './filter-faults.ts';
import type { Json, JsonObject } from './json.ts';

/** The filter in the brackets of a PATCH path, ready to be applied to the values of one attribute. */
export interface ValueFilter {
  readonly matches: (entry: JsonObject) => boolean;
  /** The parts that a value must have to match, when eq and `and` say so; a value that is missing is made of them. */
  readonly parts: JsonObject | undefined;
  /** Set when the filter is `value eq "..."` alone. */
  readonly onlyValue: string | undefined;
}

/** Reads the text between the brackets. Throws ScimError invalidFilter. */
export function readValueFilter(attribute: Attribute, text: string): ValueFilter {
  const node = readFilter(text);
  const parts = partsOf(attribute, node);
  const onlyValue = node.op === 'eq' && parts ? parts['value'] : undefined;
  return {
    matches: compile(attribute, node),
    parts,
    onlyValue: typeof onlyValue === 'string' ? onlyValue : undefined,
  };
}

function compile(attribute: Attribute, node: FilterNode): (entry: JsonObject) => boolean {
  switch (node.op) {
    case 'and':
    case 'or': {
      const left = compile(attribute, node.left);
      const right = compile(attribute, node.right);
      return node.op === 'and'
        ? (entry) => left(entry) && right(entry)
        : (entry) => left(entry) || right(entry);
    }
    case 'not': {
      const inner = compile(attribute, node.inner);
      return (entry) => !inner(entry);
    }
    case 'pr': {
      const { name } = subNamed(attribute, node.path, node.at);
      return (entry) => entry[name] !== undefined;
    }
    case 'values':
      throw filterFault(node.at, 'nested');
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return compileComparison(attribute, node);
  }
}

function compileComparison(
  attribute: Attribute,
  node: Extract<FilterNode, { readonly op: Comparison }>,
): (entry: JsonObject) => boolean {
  const sub = subNamed(attribute, node.path, node.at);
  const wanted = fold(sub, literalFor(attribute, sub, node));
  return (entry) => compare(node.op, fold(sub, entry[sub.name] ?? null), wanted);
}

function subNamed(attribute: Attribute, name: string, at: number): Attribute {
  const sub = findSub(attribute, name);
  if (sub) return sub;
  const known = attribute.subAttributes?.map((one) => one.name).join(', ') ?? '';
  throw filterFault(at, 'unknownPart', { name: attribute.name, path: quoted(name, 40), known });
}

/** The literal as the part holds its values; Entra ID writes `primary eq "True"`. */
function literalFor(
  attribute: Attribute,
  sub: Attribute,
  { value, at }: { readonly value: Literal; readonly at: number },
): Literal {
  if (value === null) return null;
  const word = String(value).toLowerCase();
  if (sub.type === 'boolean' && (word === 'true' || word === 'false')) return word === 'true';
  if (sub.type !== 'boolean' && typeof value === 'string') return value;
  const name = `${attribute.name}.${sub.name}`;
  throw filterFault(at, sub.type === 'boolean' ? 'noBoolean' : 'noText', { name });
}

function fold(sub: Attribute, value: Json): Json {
  return typeof value === 'string' && !sub.caseExact ? value.toLowerCase() : value;
}

/** RFC 7644 section 3.4.2.2, table 3; only two texts have an order. An absent part equals null. */
function compare(op: Comparison, held: Json, wanted: Json): boolean {
  if (op === 'eq') return held === wanted;
  if (op === 'ne') return held !== wanted;
  if (typeof held !== 'string' || typeof wanted !== 'string') return false;
  switch (op) {
    case 'co':
      return held.includes(wanted);
    case 'sw':
      return held.startsWith(wanted);
    case 'ew':
      return held.endsWith(wanted);
    case 'gt':
      return held > wanted;
    case 'ge':
      return held >= wanted;
    case 'lt':
      return held < wanted;
    case 'le':
      return held <= wanted;
  }
}

function partsOf(attribute: Attribute, node: FilterNode): JsonObject | undefined {
  if (node.op === 'and') {
    const left = partsOf(attribute, node.left);
    const right = partsOf(attribute, node.right);
    return left && right && { ...left, ...right };
  }
  if (node.op !== 'eq') return undefined;
  const sub = subNamed(attribute, node.path, node.at);
  const value = literalFor(attribute, sub, node);
  return value === null ? undefined : { [sub.name]: value };
}
