const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "4 minutes ago", "in 26 minutes", "just now". */
export function relativeTime(at: string, now: number): string {
  const difference = Date.parse(at) - now;
  for (const [unit, length] of steps) if (Math.abs(difference) >= length) return format.format(Math.trunc(difference / length), unit);
  return difference > 0 ? 'in less than a minute' : 'just now';
}

/** "26 Nov 2026, 18:32:05" in the time zone of this computer. */
export function absoluteTime(at: string): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}
