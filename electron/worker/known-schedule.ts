import { scheduleSchema } from '../../shared/app-settings.ts';
import type { ScheduleSettings } from '../../shared/schedule.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const fileName = 'schedule.json';

/** Leaves the app's schedule of a profile in its data folder, where the command line sees it too. Writes only what differs. */
export function saveKnownSchedule(dataFolder: string, schedule: ScheduleSettings): void {
  const known = readKnownSchedule(dataFolder);
  if (known?.enabled === schedule.enabled && known.everyMinutes === schedule.everyMinutes) return;
  writeJsonFile(dataFolder, fileName, schedule);
}

/** Null when no app runs this profile. */
export function readKnownSchedule(dataFolder: string): ScheduleSettings | null {
  const { success, data } = scheduleSchema.safeParse(readJsonFile(dataFolder, fileName));
  return success ? data : null;
}
