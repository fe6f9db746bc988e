/** What Secret Server shows for a date that was never set. */
export const UNSET_DATE = '0001-01-01T00:00:00';

/** A date as reads show it: UTC, whole seconds, without a zone. */
export function readDate(epochMs: number | null): string {
  return epochMs === null ? UNSET_DATE : new Date(epochMs).toISOString().slice(0, 19);
}

/** A date as the answer to a create shows it: with milliseconds and `Z`. */
export function createDate(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
