import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { PlanChange } from '../../../shared/plan.ts';
import { openStore } from '../../../electron/store/open.ts';
import type { StagingStore } from '../../../electron/sync/store.ts';
import { summary } from './memory-store.ts';

export type SqliteStore = { readonly store: StagingStore; readonly folder: string; setPlan(changes: readonly PlanChange[]): void };

/** The real staging store in a folder that goes with the test. `folder`: opens the store of an earlier process again. */
export function createSqliteStore(folder: string = mkdtempSync(join(tmpdir(), 'causeway-export-'))): SqliteStore {
  const store = openStore(folder);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    store,
    folder,
    setPlan(changes) {
      const writer = store.plans.begin('run-1');
      for (const [index, change] of changes.entries()) writer.add(change, index);
      writer.finish(summary, '', '2026-01-01T00:00:00.000Z');
    },
  };
}
