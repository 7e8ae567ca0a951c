const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** The clock of a screen is up to 15 s late (`useNow`): what has just ended would be told as what is to come. */
const lateMs = 20_000;

/** "4 minutes ago", "in 26 minutes", "just now". */
export function relativeTime(at: string, now: number): string {
  const difference = Date.parse(at) - now;
  for (const [unit, length] of steps) if (Math.abs(difference) >= length) return format.format(Math.trunc(difference / length), unit);
  if (difference > lateMs) return 'in less than a minute';
  return difference > 0 ? 'now' : 'just now';
}

/** "26 Nov 2026, 18:32:05" in the time zone of this computer. */
export function absoluteTime(at: string): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}
