/** Numbers, times and sizes as the page says them; times are local. Pure: `now` is epoch milliseconds. */

const locale = 'en-GB';
const dayMs = 24 * 60 * 60_000;

/** 1,250 */
export function count(value: number): string {
  return value.toLocaleString(locale);
}

/** "1 user", "1,250 users" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 14:02 */
export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}

/** 14:02:11 */
export function exactTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(locale);
}

/** 23 Nov, or 23 Nov 2025 in another year. */
export function day(iso: string, now: number): string {
  const date = new Date(iso);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** Time today, else day and time: for lists. */
export function moment(iso: string, now: number): string {
  const isToday = new Date(iso).toDateString() === new Date(now).toDateString();
  return isToday ? clockTime(iso) : `${day(iso, now)}, ${clockTime(iso)}`;
}

/** "just now", "5 minutes ago" under 24 hours, else date and time. */
export function ago(iso: string, now: number): string {
  const past = now - Date.parse(iso);
  if (past < 0 || past >= dayMs) return moment(iso, now);
  const minutes = Math.floor(past / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${counted(minutes, 'minute')} ago`;
  return `${counted(Math.floor(minutes / 60), 'hour')} ago`;
}

/** For readers and on hover: "14:02:11, 23 November 2026 (13:02:11 UTC)". */
export function fullTime(iso: string): string {
  const date = new Date(iso);
  const long = date.toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  return `${exactTime(iso)}, ${long} (${iso.slice(11, 19)} UTC)`;
}

/** Milliseconds as "35 ms", "1.4 s", "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < 1000) return `${String(Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/** Bytes as "512 B", "20 KB", "1.4 MB". */
export function size(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return `${String(Math.round(kilobytes))} KB`;
  return `${(kilobytes / 1024).toFixed(1)} MB`;
}
