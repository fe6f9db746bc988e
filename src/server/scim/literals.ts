import type { Attribute } from './attribute.ts';
import type { Comparison, Literal } from './filter-ast.ts';
import { filterFault } from './filter-faults.ts';

/** A comparison as it was written, with the attribute that it is about. */
interface Written {
  readonly op: Comparison;
  readonly value: Exclude<Literal, null>;
  readonly at: number;
  readonly attribute: Attribute;
  /** The attribute as errors name it. */
  readonly name: string;
}

const EQUALITY: ReadonlySet<Comparison> = new Set(['eq', 'ne']);
const IN_TEXT: ReadonlySet<Comparison> = new Set(['co', 'sw', 'ew']);
const DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * The literal as its attribute holds values: booleans, texts (in lower case unless case-exact), epoch milliseconds.
 * Throws ScimError invalidFilter where value or operator do not fit (RFC 7644 section 3.4.2.2, table 3).
 */
export function readLiteral(written: Written): string | number | boolean {
  switch (written.attribute.type) {
    case 'boolean':
      return readBoolean(written);
    case 'dateTime':
      return readDate(written);
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      return readText(written);
  }
}

/** Entra ID writes `active eq "True"`. */
function readBoolean({ op, value, at, name }: Written): boolean {
  if (!EQUALITY.has(op)) throw filterFault(at, 'booleanOrder', { name });
  const word = String(value).toLowerCase();
  if (word !== 'true' && word !== 'false') throw filterFault(at, 'noBoolean', { name });
  return word === 'true';
}

function readDate({ op, value, at, name }: Written): number {
  if (IN_TEXT.has(op)) throw filterFault(at, 'dateText', { name });
  const [, day, time = '00:00:00', zone = 'Z'] = DATE.exec(String(value)) ?? [];
  const moment = day === undefined ? Number.NaN : Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  if (typeof value === 'string' && !Number.isNaN(moment)) return moment;
  throw filterFault(at, 'noDate', { name });
}

function readText({ op, value, at, name, attribute }: Written): string {
  if (typeof value !== 'string') throw filterFault(at, 'noText', { name });
  if (attribute.type === 'binary' && !EQUALITY.has(op) && !IN_TEXT.has(op))
    throw filterFault(at, 'binaryOrder', { name });
  return attribute.caseExact ? value : value.toLowerCase();
}
