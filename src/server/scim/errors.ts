/** RFC 7644 section 3.12, table 9; those about cursors and counts: RFC 9865 section 2.1. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

/** A SCIM error response (RFC 7644 section 3.12). `detail` is read by the identity provider's admin. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | null;
  /** Whole seconds; set on 429 only. */
  readonly retryAfter: number | null;
  /** What an admin can quote; never sent. null: the status says enough. */
  readonly code: string | null;

  constructor(
    status: number,
    scimType: ScimType | null,
    detail: string,
    options: { retryAfter?: number; code?: string; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.scimType = scimType;
    this.retryAfter = options.retryAfter ?? null;
    this.code = options.code ?? null;
  }

  /** The response body. `status` is a string, as the RFC's examples have it. */
  body(): object {
    return {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(this.status),
      ...(this.scimType ? { scimType: this.scimType } : {}),
      detail: this.message,
    };
  }
}
