import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../electron/store/open.ts';
import { importSource } from '../../../electron/sync/import/import-source.ts';
import type { ImportMode, SourcePage } from '../../../electron/sync/ports.ts';
import type { StagingStore } from '../../../electron/sync/store.ts';
import { adUser, cloudUser } from '../../support/staged.ts';

/** I2: the watermark is stored in the same transaction as the data it covers, after it. */

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'causeway-i2-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function withStore<T>(work: (store: StagingStore) => T): T {
  const store = openStore(folder);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

function fullImport(store: StagingStore): void {
  const generation = store.source.begin('full');
  store.source.stage(generation, 'full', { objects: [adUser(1, 'before1'), adUser(2, 'before2')], deleted: [], watermark: null });
  store.source.finish(generation, 'full', 'before', true, '2026-11-22T12:00:00Z');
}

const names = (store: StagingStore): readonly unknown[] => [...store.source.iterate(['user'])].map((row) => row.attributes['cn']?.[0]);

test.each(['objects', 'watermark'])('a kill -9 between a page and its watermark (at the %s) leaves both as they were before', async (where) => {
  withStore(fullImport);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'between.ts'), folder, where], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [words] = (await once(child.stdout, 'data')) as [Buffer];
    expect(words.toString().trim()).toBe(where);
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  expect(withStore((store) => ({ watermark: store.source.watermark(), names: names(store) }))).toEqual({ watermark: 'before', names: ['before1', 'before2'] });
});

describe('an import that breaks off', () => {
  const pages = (read: readonly SourcePage[]): AsyncIterable<SourcePage> => ({
    async *[Symbol.asyncIterator]() {
      for (const page of read) {
        await Promise.resolve();
        yield page;
      }
      throw new Error('the domain controller went away');
    },
  });
  async function broken(store: StagingStore, mode: ImportMode, read: readonly SourcePage[]): Promise<void> {
    const source = { openImport: () => Promise.resolve({ mode, reason: 'test', method: 'dirSync', tombstonesReadable: true, pages: pages(read) }), check: () => { throw new Error('unused'); }, close: () => Promise.resolve() };
    const ports = { source, store, clock: { now: () => new Date() }, log: () => undefined, progress: () => undefined, cancel: new AbortController().signal };
    await expect(importSource(ports, { name: '', full: mode === 'full', fullImportEveryHours: 168 })).rejects.toThrow('went away');
  }

  test('by delta keeps the watermark of the last page that was staged, with that page', async () => {
    const store = openStore(folder);
    fullImport(store);
    await broken(store, 'delta', [{ objects: [adUser(1, 'first')], deleted: [], watermark: 'one' }, { objects: [adUser(2, 'second')], deleted: [], watermark: null }]);
    expect({ watermark: store.source.watermark(), names: names(store) }).toEqual({ watermark: 'one', names: ['first', 'second'] });
    store.close();
  });

  test('in a full read keeps the old watermark, whatever its pages carry', async () => {
    const store = openStore(folder);
    fullImport(store);
    const last = store.source.lastFullImport();
    await broken(store, 'full', [{ objects: [adUser(1, 'first')], deleted: [], watermark: 'too early' }]);
    expect({ watermark: store.source.watermark(), last: store.source.lastFullImport() }).toEqual({ watermark: 'before', last });
    store.close();
  });
});

test('the delta links of the tenant are stored when its whole import is, not with a page', () => {
  withStore((store) => {
    const now = new Date();
    const generation = store.target.begin('full');
    store.target.stage(generation, 'full', { objects: [cloudUser(1, 'one')], removed: [], members: [], managers: [], watermark: 'links' }, now);
    expect(store.target.watermark()).toBeNull();
    store.target.finish(generation, 'full', 'links', now);
    expect(store.target.watermark()).toBe('links');
  });
});
