import type { StagingStore } from '../../../sync/store.ts';
import { lockDataFolder } from '../../../store/lock.ts';
import { openStore } from '../../../store/open.ts';
import type { Workspace } from '../../workspace.ts';
import type { Host } from '../endpoint.ts';
import { openAppWorkspace } from '../secrets-of.ts';
import type { Shelf } from '../shelf.ts';

/** What every handler of the desk works with. */
export type Desk = {
  /** Root of everything the app keeps. */
  readonly folder: string;
  readonly host: Host;
  readonly shelf: Shelf;
  /** The profile with its log and secrets; opens no connection. */
  workspace(profileId: string): Promise<Workspace>;
  /** The staging store, opened once and kept open for reading. */
  store(profileId: string): StagingStore;
  /** The same as the data folder's only writer. Throws a `locked` Problem while a run has it. */
  write<T>(profileId: string, what: string, work: (store: StagingStore) => T): T;
  /** Ends a long operation that the renderer named; starting another one of the same name ends the first. */
  operation(name: string): AbortController;
  /** Closes the store of a profile, before its folder is removed. */
  closeStore(profileId: string): void;
  /** Tells the frame that profiles or status changed. */
  changed(): void;
};

export function createContext(folder: string, host: Host, shelf: Shelf, changed: () => void): Desk & { close(): void } {
  const stores = new Map<string, StagingStore>();
  const operations = new Map<string, AbortController>();
  const store = (profileId: string): StagingStore => {
    const open = stores.get(profileId) ?? openStore(shelf.dataFolder(profileId));
    stores.set(profileId, open);
    return open;
  };
  return {
    folder,
    host,
    shelf,
    workspace: (profileId) => openAppWorkspace(shelf.load(profileId), shelf.dataFolder(profileId), host),
    store,
    write(profileId, what, work) {
      const lock = lockDataFolder(shelf.dataFolder(profileId), what);
      try {
        return work(store(profileId));
      } finally {
        lock.release();
      }
    },
    operation(name) {
      operations.get(name)?.abort();
      const controller = new AbortController();
      operations.set(name, controller);
      return controller;
    },
    closeStore(profileId) {
      stores.get(profileId)?.close();
      stores.delete(profileId);
    },
    changed,
    close() {
      for (const controller of operations.values()) controller.abort();
      for (const open of stores.values()) open.close();
      stores.clear();
    },
  };
}
