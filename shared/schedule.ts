/** When the app runs a profile by itself. */
export type ScheduleSettings = { readonly enabled: boolean; readonly everyMinutes: number };

/** Entra Connect's default cycle, and the shortest it allows to be useful. */
export const defaultSchedule: ScheduleSettings = { enabled: true, everyMinutes: 30 };
export const shortestCycleMinutes = 1;

const minuteMs = 60_000;

/**
 * When the next run is due: one cycle after the last one began. Null when nothing is scheduled or no sync was ever started
 * by hand: the first sync is never started by a clock. A time in the past means "now".
 */
export function nextRunAt(schedule: ScheduleSettings, lastSyncStartedAt: string | null): string | null {
  if (!schedule.enabled || lastSyncStartedAt === null) return null;
  return new Date(Date.parse(lastSyncStartedAt) + Math.max(shortestCycleMinutes, schedule.everyMinutes) * minuteMs).toISOString();
}
