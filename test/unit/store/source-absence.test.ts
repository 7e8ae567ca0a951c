import { expect, test } from 'vitest';
import { Problem } from '../../../shared/errors.ts';
import type { StagingStore } from '../../../electron/sync/store.ts';
import { base, container, guid, importSource, object, page, useFolders } from './fixtures.ts';

const { store: newStore } = useFolders();
const sales = `OU=Sales,${base}`;
const north = `OU=North,${sales}`;
const containers = [container(100, base), container(101, sales), container(102, north)];
const inSales = [object(1, { dn: `CN=a,${sales}` }), object(2, { dn: `CN=b,${sales}` })];
const inNorth = [object(3, { dn: `CN=c,${north}` }), object(4, { dn: `CN=d,${north}`, kind: 'group' })];
const everything = [...containers, ...inSales, ...inNorth];

function states(store: StagingStore): Record<string, string> {
  return Object.fromEntries([...store.source.iterate(['user', 'group', 'container'])].map((row) => [row.guid, row.state]));
}
const without = (...numbers: number[]) => page(everything.filter((each) => !numbers.map(guid).includes(each.guid)));

test('an object missing from a container that shows others is gone', () => {
  const store = newStore();
  importSource(store, [page(everything)]);
  const version = store.source.version();
  expect(importSource(store, [without(3)])).toEqual({ read: 3, gone: 1, doubtful: [] });
  expect(states(store)[guid(3)]).toBe('gone');
  expect(store.source.version()).toBeGreaterThan(version);
});

test.each([true, false])('a container that shows nothing any more makes its objects doubtful (tombstones readable: %s)', (tombstones) => {
  const store = newStore();
  importSource(store, [page(everything)]);
  expect(importSource(store, [without(3, 4)], { tombstones })).toEqual({ read: 2, gone: 0, doubtful: [{ dn: north, objects: 2 }] });
  expect(states(store)).toMatchObject({ [guid(3)]: 'doubtful', [guid(4)]: 'doubtful', [guid(102)]: 'present' });
  expect(store.source.count()).toBe(4);
});

test('an unread container makes everything below it doubtful, and is named once', () => {
  const store = newStore();
  importSource(store, [page([...everything, object(5, { dn: `CN=e,${base}` })])]);
  const result = importSource(store, [page([container(100, base), object(5, { dn: `CN=e,${base}` })])]);
  expect(result).toEqual({ read: 1, gone: 0, doubtful: [{ dn: sales, objects: 4 }] });
  expect(states(store)).toMatchObject({ [guid(1)]: 'doubtful', [guid(3)]: 'doubtful', [guid(101)]: 'doubtful', [guid(102)]: 'doubtful', [guid(5)]: 'present' });
});

test('an object below an unread container is doubtful even where its own container still shows others', () => {
  const store = newStore();
  importSource(store, [page(everything)]);
  importSource(store, [without(101, 1, 2, 3)]);
  expect(states(store)).toMatchObject({ [guid(3)]: 'doubtful', [guid(4)]: 'present' });
});

test('an object whose container was never staged is doubtful', () => {
  const store = newStore();
  importSource(store, [page([...everything, object(6, { dn: `CN=f,CN=Odd,${base}` })])]);
  expect(importSource(store, [page(everything)]).doubtful).toEqual([{ dn: `CN=Odd,${base}`, objects: 1 }]);
});

test('tombstones count, also for a whole container', () => {
  const store = newStore();
  importSource(store, [page(everything)]);
  const result = importSource(store, [page([...containers.slice(0, 2), ...inSales], [guid(102), guid(3)])]);
  expect(result).toEqual({ read: 2, gone: 2, doubtful: [] });
  expect(states(store)).toMatchObject({ [guid(3)]: 'gone', [guid(4)]: 'gone', [guid(102)]: 'gone' });
});

test('doubtful objects become present when they show again, and gone when their container shows others', () => {
  const store = newStore();
  importSource(store, [page(everything)]);
  importSource(store, [without(3, 4)]);
  importSource(store, [without(4)]);
  expect(states(store)).toMatchObject({ [guid(3)]: 'present', [guid(4)]: 'gone' });
});

test('an object that moved to another container does not vouch for the one it left', () => {
  const store = newStore();
  importSource(store, [page(everything)]);
  importSource(store, [page([...containers, ...inSales, object(3, { dn: `CN=c,${sales}` })])]);
  expect(states(store)).toMatchObject({ [guid(3)]: 'present', [guid(4)]: 'doubtful' });
});

test('a full import that read no user and no group is refused, and changes nothing', () => {
  const store = newStore();
  importSource(store, [page(everything)], { watermark: 'good' });
  const before = [states(store), store.source.version(), store.source.watermark(), store.source.lastFullImport()];
  const attempt = () => importSource(store, [page(containers)], { watermark: 'bad' });
  expect(attempt).toThrow(Problem);
  expect(attempt).toThrow(/read no user and no group, although 4 were there/);
  expect([states(store), store.source.version(), store.source.watermark(), store.source.lastFullImport()]).toEqual(before);
});

test('an empty source may stay empty', () => {
  const store = newStore();
  expect(importSource(store, [page(containers)])).toEqual({ read: 0, gone: 0, doubtful: [] });
});

test('a full import that broke off makes nothing gone, then or later', () => {
  const store = newStore();
  importSource(store, [page(everything)]);
  const generation = store.source.begin('full');
  store.source.stage(generation, 'full', page([...containers, ...inSales]));
  importSource(store, [page([])], { mode: 'delta' });
  expect(Object.values(states(store)).every((state) => state === 'present')).toBe(true);
});
