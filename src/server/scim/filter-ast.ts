/** Operators that compare an attribute with a literal (RFC 7644 section 3.4.2.2, table 3). */
export const COMPARISONS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;

export type Comparison = (typeof COMPARISONS)[number];

export type Literal = string | number | boolean | null;

/** A filter as it was written: attribute names are the client's own. `at` is the 1-based position of the node. */
export type FilterNode =
  | { readonly op: 'and' | 'or'; readonly left: FilterNode; readonly right: FilterNode; readonly at: number }
  | { readonly op: 'not'; readonly inner: FilterNode; readonly at: number }
  | { readonly op: 'pr'; readonly path: string; readonly at: number }
  | { readonly op: 'values'; readonly path: string; readonly inner: FilterNode; readonly at: number }
  | { readonly op: Comparison; readonly path: string; readonly value: Literal; readonly at: number };
