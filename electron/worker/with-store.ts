import { lockDataFolder } from '../store/lock.ts';
import { openStore } from '../store/open.ts';
import type { StagingStore } from '../sync/store.ts';
import type { Workspace } from './workspace.ts';

/** Opens the staging store for the time of `work` and closes it again, whatever happens. */
export async function withStore<T>(workspace: Workspace, work: (store: StagingStore) => T | Promise<T>): Promise<T> {
  const store = openStore(workspace.dataFolder);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** The same as the data folder's only writer; `what` names this work to whoever has to wait. Throws a `locked` Problem (exit code 5) when another run has it. */
export async function withLockedStore<T>(workspace: Workspace, what: string, work: (store: StagingStore) => T | Promise<T>): Promise<T> {
  const lock = lockDataFolder(workspace.dataFolder, what);
  try {
    return await withStore(workspace, work);
  } finally {
    lock.release();
  }
}
