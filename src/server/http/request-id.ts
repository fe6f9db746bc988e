import { randomUUID } from 'node:crypto';

/**
 * A UUID that begins with its time (RFC 9562 section 5.7, version 7), so that an index over such ids grows at its end.
 * @param now epoch milliseconds
 */
export function requestId(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  // What follows the version in a random UUID is the same in both versions.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
