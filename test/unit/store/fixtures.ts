import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openStore } from '../../../electron/store/open.ts';
import type { TargetObject } from '../../../electron/sync/directory.ts';
import type { ImportMode, SourcePage, TargetPage } from '../../../electron/sync/ports.ts';
import type { SourceImportResult, StagingStore } from '../../../electron/sync/store.ts';

export { base, byGuid, byName, container, guid, object, page } from './source-objects.ts';

/** A data folder of its own for each test, removed afterwards; stores opened through it are closed. */
export function useFolders(): { folder(): string; store(folder?: string): StagingStore } {
  const folders: string[] = [];
  const stores: StagingStore[] = [];
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'causeway-store-'));
    folders.push(path);
    return path;
  };
  afterEach(() => {
    for (const store of stores.splice(0)) store.close();
    for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
  });
  return {
    folder,
    store(path = folder()) {
      const store = openStore(path);
      stores.push(store);
      return store;
    },
  };
}

/** A whole import of the source. */
export function importSource(
  store: StagingStore,
  pages: readonly SourcePage[],
  options: { readonly mode?: ImportMode; readonly tombstones?: boolean; readonly watermark?: string } = {},
): SourceImportResult {
  const mode = options.mode ?? 'full';
  const generation = store.source.begin(mode);
  for (const each of pages) store.source.stage(generation, mode, each);
  return store.source.finish(generation, mode, options.watermark ?? 'cookie', options.tombstones ?? true, '2026-03-01T08:00:00.000Z');
}

export function targetUser(id: string, attributes: TargetObject['attributes'] = { displayName: id }): TargetObject {
  return { id, kind: 'user', attributes };
}

export function targetGroup(id: string, attributes: TargetObject['attributes'] = { displayName: id }): TargetObject {
  return { id, kind: 'group', attributes };
}

export function targetPage(parts: Partial<TargetPage>): TargetPage {
  return { objects: [], removed: [], members: [], managers: [], watermark: null, ...parts };
}

/** A whole import of the target. */
export function importTarget(store: StagingStore, pages: readonly Partial<TargetPage>[], mode: ImportMode, now: Date): number {
  const generation = store.target.begin(mode);
  for (const each of pages) store.target.stage(generation, mode, targetPage(each), now);
  return store.target.finish(generation, mode, 'delta link', now).read;
}

/** Minutes after a fixed moment. */
export function minute(number: number): Date {
  return new Date(Date.UTC(2026, 2, 1, 8, number));
}
