/** What one request may hold. Lengths are in UTF-16 units. */
export const LIMITS = {
  /** userName and displayName. */
  nameLength: 255,
  /** Every other string. */
  textLength: 1024,
  /** Addresses of pictures and profiles. */
  referenceLength: 4096,
  /** A certificate in base64. */
  binaryLength: 16_384,
  /** Values of one multi-valued attribute. Members are bounded by what a body may hold, and a group by nothing. */
  values: 200,
  /** Operations in one PATCH, and in one bulk request. */
  operations: 1000,
  /** Bytes in one bulk request. */
  bulkBytes: 1_048_576,
  /** A filter, or the path of a PATCH operation. */
  filterLength: 8192,
  /** Parentheses in parentheses. */
  filterDepth: 32,
  /** Comparisons in one filter. */
  filterTerms: 200,
} as const;
