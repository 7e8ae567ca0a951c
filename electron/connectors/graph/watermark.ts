/** What a target import leaves for the next: the delta links of both collections, when it began, and the properties that it asked for. */
export type Watermark = { readonly users: string; readonly groups: string; readonly when: string; readonly selected: string };

/** Delta tokens of directory objects hold seven days (https://learn.microsoft.com/graph/delta-query-overview); a day is kept in hand. */
const longestAgeMs = 6 * 24 * 3_600_000;

export function formatWatermark(watermark: Watermark): string {
  return JSON.stringify(watermark);
}

/** The watermark, or why it cannot be used: a delta link goes on with the properties that it was made with. */
export function readWatermark(stored: string | null, now: Date, wanted: string): Watermark | string {
  if (stored === null) return 'no watermark yet';
  let value: Partial<Record<keyof Watermark, unknown>>;
  try {
    value = (JSON.parse(stored) ?? {}) as typeof value;
  } catch {
    return 'the watermark cannot be read';
  }
  const { users, groups, when, selected } = value;
  if (typeof users !== 'string' || typeof groups !== 'string' || typeof when !== 'string') return 'the watermark cannot be read';
  if (selected !== wanted) return 'other properties are read than before';
  const ageMs = now.getTime() - Date.parse(when);
  if (!(ageMs <= longestAgeMs)) return 'the last import is more than six days ago';
  return { users, groups, when, selected };
}
