import { powerMonitor } from 'electron';
import { nextRunAt } from '../../shared/schedule.ts';
import { readAppSettings } from '../worker/app-settings-file.ts';
import type { ShellLog } from './log.ts';
import type { ShellState } from './state.ts';
import { syncNow } from './sync-now.ts';
import type { Workers } from './workers.ts';

const lookEveryMs = 15_000;

/** Starts a sync when one is due while the app runs. The first sync of a profile is started by a person, never by the clock. */
export function startSchedule({ root, workers, state, log }: { readonly root: string; readonly workers: Workers; readonly state: ShellState; readonly log: ShellLog }): void {
  let busy = false;
  const schedule = () => {
    const { settings, broken } = readAppSettings(root);
    if (broken !== null) log('error', `settings.json could not be read; it is kept as ${broken}, and the defaults are used`);
    return settings.schedule;
  };
  const look = async (): Promise<void> => {
    const { status, run, nextRunAt: shown, setup } = state.get();
    const started = status?.lastSuccessAt === null || status?.lastRun === undefined || status.lastRun === null ? null : status.lastRun.startedAt;
    const waits = setup !== null || (status !== null && status.changed !== 'no');
    const due = waits ? null : nextRunAt(schedule(), started);
    if (due !== shown) state.set({ nextRunAt: due });
    if (due === null || run !== null || busy || Date.parse(due) > Date.now()) return;
    busy = true;
    const why = await syncNow(workers, state, { scheduled: true });
    busy = false;
    log(why === null ? 'info' : 'warning', why === null ? 'a scheduled sync was started' : `the scheduled sync was not started: ${why}`);
  };
  setInterval(() => void look(), lookEveryMs);
  powerMonitor.on('resume', () => void look());
  state.onChange((now) => {
    const waits = now.status !== null && now.status.changed !== 'no';
    if (waits ? now.nextRunAt !== null : now.nextRunAt === null && now.status?.lastSuccessAt !== null) void look();
  });
}
