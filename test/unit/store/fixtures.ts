import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openStore } from '../../../electron/store/open.ts';
import type { SourceKind, SourceObject, SourceReference, TargetObject } from '../../../electron/sync/directory.ts';
import type { ImportMode, SourcePage, TargetPage } from '../../../electron/sync/ports.ts';
import type { SourceImportResult, StagingStore } from '../../../electron/sync/store.ts';

export const base = 'DC=corp,DC=example,DC=com';

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

/** A GUID that tells which object it is of. */
export function guid(number: number): string {
  return `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

type Parts = {
  readonly dn?: string;
  readonly kind?: SourceKind;
  readonly attributes?: SourceObject['attributes'];
  readonly members?: readonly SourceReference[];
  readonly manager?: SourceReference | null;
};

export function object(number: number, parts: Parts = {}): SourceObject {
  const kind = parts.kind ?? 'user';
  return {
    guid: guid(number),
    dn: parts.dn ?? `CN=object ${number},${base}`,
    kind,
    attributes: parts.attributes ?? { displayName: [`Object ${number}`] },
    members: parts.members ?? [],
    manager: parts.manager ?? null,
  };
}

export function container(number: number, dn: string): SourceObject {
  return { guid: guid(number), dn, kind: 'container', attributes: {}, members: [], manager: null };
}

/** A reference as a server gives it that does not know GUIDs. */
export const byName = (dn: string): SourceReference => ({ guid: null, dn });
export const byGuid = (of: SourceObject): SourceReference => ({ guid: of.guid, dn: of.dn });

export function page(objects: readonly SourceObject[], deleted: readonly string[] = [], watermark: string | null = null): SourcePage {
  return { objects, deleted, watermark };
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
