import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunView } from '../../../../shared/ipc/runs.ts';
import { lockDataFolder } from '../../../store/lock.ts';
import { databaseName, openStore } from '../../../store/open.ts';
import type { Shelf } from '../shelf.ts';
import type { LiveRun } from './live-run.ts';
import { recordedRun } from './recorded-run.ts';

/** Whether another process, a scheduled `causeway sync` for one, has the data folder. */
function isHeldElsewhere(folder: string): boolean {
  try {
    lockDataFolder(folder, 'look').release();
    return false;
  } catch {
    return true;
  }
}

/** The newest run of a profile from its history, or `kept` when that is the one: it knows the tail as well. */
export function lastRun(shelf: Shelf, profileId: string, kept: LiveRun | null): RunView | null {
  const folder = shelf.dataFolder(profileId);
  if (!existsSync(join(folder, databaseName))) return kept?.profileId === profileId ? kept.view() : null;
  const { writes, perSeconds } = shelf.load(profileId).profile.target.quota;
  const store = openStore(folder);
  try {
    const [newest] = store.runs.list(1);
    if (kept?.profileId === profileId && (newest === undefined || newest.id <= kept.runId)) return kept.view();
    const record = newest === undefined ? null : store.runs.get(newest.id);
    if (record === null) return null;
    const view = recordedRun(profileId, record, store, writes / perSeconds);
    return view.state === 'interrupted' && isHeldElsewhere(folder) ? { ...view, state: 'running' } : view;
  } finally {
    store.close();
  }
}
