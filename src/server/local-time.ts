/** Times as people on this machine read them: its own time zone, 24 hours. */

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** "14:02". @param iso ISO 8601 */
export function timeOfDay(iso: string): string {
  return time.format(new Date(iso));
}

/** "14:02" on the day of `now`, else "23 Nov 14:02". Both ISO 8601. */
export function dayAndTime(iso: string, now: string): string {
  const at = new Date(iso);
  return at.toDateString() === new Date(now).toDateString()
    ? time.format(at)
    : `${day.format(at)} ${time.format(at)}`;
}

/** The beginning of the day of `now`, both epoch milliseconds. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}
