const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const dates = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short', day: 'numeric' });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `now`, `5 min. ago`, `3 hr. ago`, `yesterday`, `4 days ago`, then the date. */
export function timeAgo(thenMs: number, nowMs: number): string {
  const elapsedMs = Math.max(0, nowMs - thenMs);
  if (elapsedMs < minuteMs) return 'now';
  if (elapsedMs < hourMs) return words.format(-Math.floor(elapsedMs / minuteMs), 'minute');
  if (elapsedMs < dayMs) return words.format(-Math.floor(elapsedMs / hourMs), 'hour');
  if (elapsedMs < 7 * dayMs) return words.format(-Math.floor(elapsedMs / dayMs), 'day');
  return dates.format(thenMs);
}
