import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scheduleSchema } from '../../shared/app-settings.ts';
import type { ScheduleSettings } from '../../shared/schedule.ts';

const fileName = 'schedule.json';

/** Leaves the app's schedule of a profile in its data folder, where the command line sees it too. Writes only what differs. */
export function saveKnownSchedule(dataFolder: string, schedule: ScheduleSettings): void {
  const known = readKnownSchedule(dataFolder);
  if (known?.enabled === schedule.enabled && known.everyMinutes === schedule.everyMinutes) return;
  const path = join(dataFolder, fileName);
  writeFileSync(`${path}.new`, JSON.stringify(schedule), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Null when no app runs this profile. */
export function readKnownSchedule(dataFolder: string): ScheduleSettings | null {
  try {
    return scheduleSchema.parse(JSON.parse(readFileSync(join(dataFolder, fileName), 'utf8')));
  } catch {
    return null;
  }
}
