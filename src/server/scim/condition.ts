import type { Comparison } from './filter-ast.ts';
import type { Target } from './schemas.ts';

/**
 * A filter whose names and literals are resolved against the schema of one resource type. Texts are in lower case
 * unless the attribute is case-exact; dates are epoch milliseconds. `and` of nothing holds always, `or` of nothing never.
 */
export type Condition =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly op: 'not'; readonly part: Condition }
  | { readonly op: 'pr'; readonly on: Target }
  /** At least one value of a multi-valued attribute meets `part`, whose targets are its sub-attributes. */
  | { readonly op: 'some'; readonly on: Target; readonly part: Condition }
  | ComparisonCondition;

/** One attribute compared with one value. A missing value differs from every value (RFC 7643 section 2.5). */
export interface ComparisonCondition {
  readonly op: Comparison;
  readonly on: Target;
  readonly value: string | number | boolean;
  /** The same as the client wrote it. */
  readonly sent: string | number | boolean;
}

/** The comparisons that every match has to meet; what stands beside an `or` or under a `not` is not among them. */
export function demanded(condition: Condition): readonly ComparisonCondition[] {
  switch (condition.op) {
    case 'and':
      return condition.parts.flatMap((part) => demanded(part));
    case 'or':
    case 'not':
    case 'pr':
    case 'some':
      return [];
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return [condition];
  }
}
