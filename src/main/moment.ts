const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** A moment as people here say it: "15:30", or "24 Nov, 15:30" on another day. @param now epoch milliseconds */
export function moment(iso: string, now: number): string {
  const at = new Date(iso);
  const time = clock.format(at);
  return at.toDateString() === new Date(now).toDateString() ? time : `${day.format(at)}, ${time}`;
}

/** "12 min", "3 h" or "2 days": rounded down, at least one minute. */
export function duration(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return `${String(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${String(hours)} h` : `${String(Math.floor(hours / 24))} days`;
}
