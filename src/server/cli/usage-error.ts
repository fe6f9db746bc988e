/** A command line that cannot be understood. The message is one sentence, without values that may be secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
