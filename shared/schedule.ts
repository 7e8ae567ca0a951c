/** When the app runs a profile by itself. */
export type ScheduleSettings = { readonly enabled: boolean; readonly everyMinutes: number };

/** Entra Connect's default cycle, and the shortest it allows to be useful. */
export const defaultSchedule: ScheduleSettings = { enabled: true, everyMinutes: 30 };
export const shortestCycleMinutes = 1;

const minuteMs = 60_000;
const gapsForACycle = 3;
/** A scheduler's gaps differ by little; a person's do not. */
const steadyShare = 0.2;

/**
 * When the next run is due: one cycle after the last one began. Null when nothing is scheduled or no sync was ever started
 * by hand: the first sync is never started by a clock. A time in the past means "now".
 */
export function nextRunAt(schedule: ScheduleSettings, lastSyncStartedAt: string | null): string | null {
  if (!schedule.enabled || lastSyncStartedAt === null) return null;
  return new Date(Date.parse(lastSyncStartedAt) + Math.max(shortestCycleMinutes, schedule.everyMinutes) * minuteMs).toISOString();
}

/**
 * How often a sync is expected, in minutes: as the app's schedule says; where the app does not run by itself, as often as a
 * scheduler of the system evidently starts it (most gaps between the last starts are about the same). Null when neither says.
 */
export function expectedCycleMinutes(schedule: ScheduleSettings | null, startedAt: readonly string[]): number | null {
  if (schedule?.enabled === true) return schedule.everyMinutes;
  const starts = startedAt.map((start) => Date.parse(start)).sort((left, right) => left - right);
  const gaps = starts.slice(1).map((start, index) => (start - (starts[index] ?? start)) / minuteMs).filter((gap) => gap >= shortestCycleMinutes).sort((left, right) => left - right);
  const median = gaps[Math.floor(gaps.length / 2)];
  if (gaps.length < gapsForACycle || median === undefined) return null;
  const steady = gaps.filter((gap) => Math.abs(gap - median) <= steadyShare * median).length;
  return steady * 2 > gaps.length ? Math.round(median) : null;
}
