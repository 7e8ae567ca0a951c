import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Resolution } from '../../../shared/conflict.ts';
import { Problem } from '../../../shared/errors.ts';
import { checkStore } from '../../../electron/store/check.ts';
import { openStore } from '../../../electron/store/open.ts';
import { rebuildStore } from '../../../electron/store/rebuild.ts';
import { storeStatistics } from '../../../electron/store/statistics.ts';
import { importSource, importTarget, minute, object, page, targetUser, useFolders } from './fixtures.ts';

const folders = useFolders();
const resolution = (conflictId: string): Resolution => ({
  conflictId,
  situation: 'drift',
  anchor: 'a',
  attribute: null,
  kind: 'keepCloud',
  value: null,
  object: null,
  target: null,
  decidedBy: 'ann',
  decidedAt: '2026-03-01T08:00:00.000Z',
  facts: { value: 'x' },
});

/** The Problem that `work` throws. */
function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('what is staged is there when the store is opened again', () => {
  const folder = folders.folder();
  const store = openStore(folder);
  importSource(store, [page([object(1)])]);
  store.close();
  store.close();
  expect(folders.store(folder).source.count()).toBe(1);
});

test.skipIf(process.platform === 'win32')('folder and files can be read by their owner only', () => {
  const folder = join(folders.folder(), 'data');
  const store = folders.store(folder);
  store.resolutions.put(resolution('c'));
  const modes = Object.fromEntries(readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]));
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  expect(modes).toEqual({ 'causeway.db': '600', 'causeway.db-shm': '600', 'causeway.db-wal': '600', 'resolutions.json': '600' });
});

test('a transaction is all or nothing; a nested one that fails can be survived; the mirror follows commits only', () => {
  const folder = folders.folder();
  const store = folders.store(folder);
  const mirror = join(folder, 'resolutions.json');
  expect(() =>
    store.transaction(() => {
      store.resolutions.put(resolution('lost'));
      importSource(store, [page([object(1)])]);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect([store.resolutions.all(), store.source.count(), store.source.version(), existsSync(mirror)]).toEqual([[], 0, 0, false]);
  const result = store.transaction(() => {
    store.resolutions.put(resolution('kept'));
    expect(() =>
      store.transaction(() => {
        store.resolutions.put(resolution('dropped'));
        throw new Error('inner');
      }),
    ).toThrow('inner');
    return 'result';
  });
  expect(result).toBe('result');
  expect(store.resolutions.all()).toEqual([resolution('kept')]);
  expect(JSON.parse(readFileSync(mirror, 'utf8'))).toEqual({ version: 1, resolutions: [resolution('kept')] });
});

test('durable makes each commit reach the disk', () => {
  const store = folders.store();
  store.durable(true);
  importSource(store, [page([object(1)])]);
  store.durable(false);
  expect(store.source.count()).toBe(1);
});

test('a stream sees what was committed before it began, and nothing that comes while it runs', () => {
  const store = folders.store();
  importSource(store, [page([object(1), object(2)])]);
  const outer = store.source.iterate(['user']);
  outer.next();
  importSource(store, [page([object(3)])], { mode: 'delta' });
  expect([...store.source.iterate(['user'])]).toHaveLength(3);
  expect([...outer]).toHaveLength(1);
});

test('a stream that is broken off, or cut by close, neither blocks nor looks complete', () => {
  const store = folders.store();
  importSource(store, [page([object(1), object(2), object(3)])]);
  for (const row of store.source.iterate(['user'])) {
    expect(row.kind).toBe('user');
    break;
  }
  const open = store.source.iterate(['user']);
  open.next();
  store.close();
  expect(problemOf(() => open.next()).message).toMatch(/was closed while it was being read/);
});

test('a newer store is refused', () => {
  const folder = folders.folder();
  openStore(folder).close();
  const file = join(folder, 'causeway.db');
  const database = new Database(file);
  database.pragma('user_version = 9990');
  database.close();
  const problem = problemOf(() => openStore(folder));
  expect(problem.kind).toBe('store');
  expect(problem.message).toBe(`The staging store ${file} was written by a newer Causeway (schema 9990, this one knows 40).`);
});

test('a file that is no database is a Problem that names the rebuild', () => {
  const folder = folders.folder();
  writeFileSync(join(folder, 'causeway.db'), 'this is not a database '.repeat(500));
  const problem = problemOf(() => openStore(folder));
  expect([problem.kind, problem.fix.includes('`causeway rebuild`')]).toEqual(['store', true]);
});

/** Overwrites pages in the middle of the database, as a broken disk would. */
function breakPages(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.9));
  writeFileSync(file, bytes);
}

test('damage is found when a store is opened after an unclean end, else in the call that meets it', () => {
  const folder = folders.folder();
  const file = join(folder, 'causeway.db');
  const store = openStore(folder);
  importSource(store, [page(Array.from({ length: 3000 }, (_, index) => object(index + 1)))]);
  store.close();
  expect(checkStore(folder)).toBeNull();
  breakPages(file);
  expect(checkStore(folder)?.message).toContain('is damaged');

  const damagedStore = openStore(folder);
  const met = problemOf(() => {
    for (const _ of damagedStore.source.iterate(['user']));
    damagedStore.source.search('object 17');
  });
  expect([met.kind, met.fix.includes('`causeway rebuild`')]).toEqual(['store', true]);
  damagedStore.close();

  const database = new Database(file);
  // A process that is not there any more: the largest pid plus one.
  database.prepare('INSERT INTO session (token, pid) VALUES (?, ?)').run('dead', 2 ** 22 + 1);
  database.close();
  const found = problemOf(() => openStore(folder));
  expect([found.kind, found.message.includes('is damaged')]).toEqual(['store', true]);
});

test('JSON that was not written by the store is damage', () => {
  const folder = folders.folder();
  const store = folders.store(folder);
  importSource(store, [page([object(1)])]);
  const database = new Database(join(folder, 'causeway.db'));
  database.prepare('UPDATE source_attributes SET json = ?').run('{"cut":');
  database.close();
  expect(problemOf(() => [...store.source.iterate(['user'])]).message).toContain('is damaged');
});

test('a folder that cannot be made is a Problem', () => {
  const file = join(folders.folder(), 'file');
  writeFileSync(file, '');
  expect(problemOf(() => openStore(join(file, 'data'))).kind).toBe('store');
});

test('rebuild keeps the resolutions of a store that can be read', () => {
  const folder = folders.folder();
  const store = openStore(folder);
  store.resolutions.put(resolution('a'));
  importSource(store, [page([object(1)])]);
  store.close();
  writeFileSync(join(folder, 'resolutions.json'), '{"version":1,"resolutions":[]}');
  const rebuilt = rebuildStore(folder, minute(0));
  expect(rebuilt).toEqual({ movedTo: join(folder, 'causeway.db.damaged-2026-03-01T08-00-00'), resolutions: 1, from: 'store' });
  expect(existsSync(rebuilt.movedTo ?? '')).toBe(true);
  const fresh = folders.store(folder);
  expect([fresh.resolutions.all(), fresh.source.count()]).toEqual([[resolution('a')], 0]);
});

test('rebuild falls back to the mirror when the store cannot be read, and never overwrites an older copy', () => {
  const folder = folders.folder();
  const file = join(folder, 'causeway.db');
  const store = openStore(folder);
  store.resolutions.put(resolution('a'));
  store.close();
  truncateSync(file, 100);
  expect(rebuildStore(folder, minute(0))).toMatchObject({ resolutions: 1, from: 'mirror' });
  writeFileSync(file, 'broken again '.repeat(1000));
  expect(rebuildStore(folder, minute(0)).movedTo).toBe(`${file}.damaged-2026-03-01T08-00-00-2`);
  expect(folders.store(folder).resolutions.all()).toEqual([resolution('a')]);
});

test('rebuild makes a store where there is none', () => {
  const folder = folders.folder();
  expect(rebuildStore(folder, minute(0))).toEqual({ movedTo: null, resolutions: 0, from: 'none' });
  expect(folders.store(folder).resolutions.all()).toEqual([]);
});

test('a new database beside a mirror takes over what was decided', () => {
  const folder = folders.folder();
  writeFileSync(join(folder, 'resolutions.json'), JSON.stringify({ version: 1, resolutions: [resolution('a'), { nonsense: true }] }));
  expect(folders.store(folder).resolutions.all()).toEqual([resolution('a')]);
});

test('statistics count what the store holds, beside an open store', () => {
  const folder = folders.folder();
  expect(storeStatistics(folder)).toBeNull();
  const store = folders.store(folder);
  importSource(store, [page([object(1), object(2, { kind: 'group', members: [{ guid: null, dn: 'CN=x' }] })])]);
  importTarget(store, [{ objects: [targetUser('u')] }], 'full', minute(0));
  store.target.applyWrite({ kind: 'delete', id: 'u' }, minute(1));
  store.resolutions.put(resolution('a'));
  const statistics = storeStatistics(folder);
  expect(statistics).toMatchObject({ schema: 40, source: { 'group.present': 1, 'user.present': 1 }, target: { 'user.softDeleted': 1 }, sourceMemberships: 1, unconfirmed: 1, resolutions: 1, inFlight: 0 });
  expect(statistics?.logBytes).toBeGreaterThan(0);
});
