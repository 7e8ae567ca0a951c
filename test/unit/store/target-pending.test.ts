import { expect, test } from 'vitest';
import type { AppliedWrite, StagingStore } from '../../../electron/sync/store.ts';
import { importTarget, minute, targetGroup, targetUser, useFolders } from './fixtures.ts';

const { store: newStore } = useFolders();

/** Staged at minute 0, then written to at minute 1. */
function written(...writes: AppliedWrite[]): StagingStore {
  const store = newStore();
  const objects = [targetUser('u', { city: 'old', businessPhones: ['1', '2'] }), targetGroup('g')];
  importTarget(store, [{ objects, members: [{ groupId: 'g', add: ['a', 'b'], remove: [] }], managers: [{ userId: 'u', managerId: 'm' }] }], 'full', minute(0));
  for (const write of writes) store.target.applyWrite(write, minute(1));
  return store;
}

function cityAfter(store: StagingStore, city: string | null, at: number, mode: 'full' | 'delta' = 'delta'): unknown {
  importTarget(store, [{ objects: [targetUser('u', { city, businessPhones: ['2', '1'] }), targetGroup('g')] }], mode, minute(at));
  return store.target.get('u')?.attributes['city'];
}

const toNew: AppliedWrite = { kind: 'update', id: 'u', attributes: { city: 'new' } };

test('a write shows at once and counts as unconfirmed; one that changes nothing does neither', () => {
  const store = written();
  const version = store.target.version();
  store.target.applyWrite({ kind: 'update', id: 'u', attributes: { city: 'old', businessPhones: ['2', '1'], state: null } }, minute(1));
  store.target.applyWrite({ kind: 'members', id: 'g', add: ['a'], remove: ['z'] }, minute(1));
  store.target.applyWrite({ kind: 'manager', id: 'u', managerId: 'm' }, minute(1));
  store.target.applyWrite({ kind: 'update', id: 'never staged', attributes: { city: 'x' } }, minute(1));
  expect([store.target.unconfirmed(), store.target.version()]).toEqual([0, version]);
  store.target.applyWrite(toNew, minute(1));
  expect(store.target.get('u')?.attributes).toEqual({ city: 'new', businessPhones: ['1', '2'] });
  expect(store.target.unconfirmed()).toBe(1);
  expect(store.target.version()).toBeGreaterThan(version);
});

test.each(['delta', 'full'] as const)('a lagging value does not outrank a young write (%s)', (mode) => {
  const store = written(toNew);
  expect(cityAfter(store, 'old', 20, mode)).toBe('new');
  expect(store.target.unconfirmed()).toBe(1);
});

test('the old value counts again once the write is 30 minutes old', () => {
  expect(cityAfter(written(toNew), 'old', 31)).toBe('old');
});

test('the written value confirms, without a difference; from then on every value counts', () => {
  const store = written(toNew);
  const version = store.target.version();
  expect(cityAfter(store, 'new', 2)).toBe('new');
  expect([store.target.unconfirmed(), store.target.version()]).toEqual([0, version]);
  expect(cityAfter(store, 'old', 3)).toBe('old');
});

test('a third value is somebody else and counts at once', () => {
  const store = written(toNew);
  expect(cityAfter(store, 'third', 2)).toBe('third');
  expect(store.target.unconfirmed()).toBe(0);
});

test('after two writes in a row both earlier values are lag', () => {
  const store = written(toNew, { kind: 'update', id: 'u', attributes: { city: 'newer' } });
  expect([cityAfter(store, 'new', 2), cityAfter(store, 'old', 3), cityAfter(store, 'newer', 4), store.target.unconfirmed()]).toEqual(['newer', 'newer', 'newer', 0]);
});

test('a cleared value that a full import leaves out or gives as empty is confirmed', () => {
  const store = written({ kind: 'update', id: 'u', attributes: { city: null, businessPhones: [] } });
  importTarget(store, [{ objects: [targetUser('u', { businessPhones: [] })] }], 'full', minute(2));
  expect(store.target.unconfirmed()).toBe(0);
});

test('collections are compared without their order', () => {
  const store = written({ kind: 'update', id: 'u', attributes: { businessPhones: ['3', '4'] } });
  importTarget(store, [{ objects: [targetUser('u', { businessPhones: ['2', '1'] })] }], 'delta', minute(2));
  expect(store.target.get('u')?.attributes['businessPhones']).toEqual(['3', '4']);
  importTarget(store, [{ objects: [targetUser('u', { businessPhones: ['4', '3'] })] }], 'delta', minute(3));
  expect(store.target.unconfirmed()).toBe(0);
});

test('a created object that a full import does not show yet stays for 30 minutes', () => {
  const create: AppliedWrite = { kind: 'create', id: 'n', type: 'user', attributes: { city: 'x' } };
  const store = written(create);
  expect(store.target.get('n')).toEqual({ id: 'n', kind: 'user', attributes: { city: 'x' }, managerId: null, state: 'present' });
  importTarget(store, [{ objects: [targetUser('u')] }], 'full', minute(30));
  expect(store.target.get('n')?.state).toBe('present');
  importTarget(store, [{ objects: [targetUser('u')] }], 'full', minute(31));
  expect(store.target.get('n')?.state).toBe('gone');
  const seen = written(create);
  importTarget(seen, [{ objects: [targetUser('n', { city: 'x' })] }], 'delta', minute(2));
  expect(seen.target.unconfirmed()).toBe(0);
});

test('a deleted object that still shows up stays softDeleted for 30 minutes', () => {
  const store = written({ kind: 'delete', id: 'u' });
  expect(cityAfter(store, 'old', 2)).toBe('old');
  expect(store.target.get('u')?.state).toBe('softDeleted');
  cityAfter(store, 'old', 40);
  expect(store.target.get('u')?.state).toBe('present');
  const confirmed = written({ kind: 'delete', id: 'u' });
  importTarget(confirmed, [{ removed: [{ id: 'u', reason: 'soft' }] }], 'delta', minute(2));
  expect([confirmed.target.get('u')?.state, confirmed.target.unconfirmed()]).toEqual(['softDeleted', 0]);
});

test('a restored object that still shows as removed stays present', () => {
  const store = written({ kind: 'delete', id: 'u' }, { kind: 'restore', id: 'u', type: 'user' }, { kind: 'restore', id: 'never staged', type: 'group' });
  importTarget(store, [{ removed: [{ id: 'u', reason: 'soft' }] }], 'delta', minute(2));
  expect([store.target.get('u')?.state, store.target.get('never staged')]).toMatchObject(['present', { kind: 'group', state: 'present' }]);
});

test('members written just now outrank lagging pages, delta and full', () => {
  const store = written({ kind: 'members', id: 'g', add: ['c'], remove: ['a'] });
  expect(store.target.members('g')).toEqual(['b', 'c']);
  importTarget(store, [{ members: [{ groupId: 'g', add: ['a'], remove: ['c'] }] }], 'delta', minute(2));
  expect(store.target.members('g')).toEqual(['b', 'c']);
  const version = store.target.version();
  importTarget(store, [{ objects: [targetUser('u', { city: 'old', businessPhones: ['1', '2'] }), targetGroup('g')], members: [{ groupId: 'g', add: ['a', 'b'], remove: [] }], managers: [{ userId: 'u', managerId: 'm' }] }], 'full', minute(3));
  expect([store.target.members('g'), store.target.version()]).toEqual([['b', 'c'], version]);
  importTarget(store, [{ objects: [targetUser('u'), targetGroup('g')], members: [{ groupId: 'g', add: ['a', 'b'], remove: [] }] }], 'full', minute(40));
  expect(store.target.members('g')).toEqual(['a', 'b']);
});

test('member writes are confirmed one by one', () => {
  const store = written({ kind: 'members', id: 'g', add: ['c', 'd'], remove: ['a'] });
  importTarget(store, [{ members: [{ groupId: 'g', add: ['c'], remove: ['a'] }] }], 'delta', minute(2));
  expect(store.target.unconfirmed()).toBe(1);
  importTarget(store, [{ members: [{ groupId: 'g', add: ['a'], remove: [] }] }], 'delta', minute(3));
  expect(store.target.members('g')).toEqual(['a', 'b', 'c', 'd']);
});

test('a manager written just now outranks a lagging one, a cleared one too', () => {
  const store = written({ kind: 'manager', id: 'u', managerId: 'boss' });
  const readBack = (managerId: string | null, at: number) => {
    importTarget(store, [{ managers: [{ userId: 'u', managerId }] }], 'delta', minute(at));
    return store.target.get('u')?.managerId;
  };
  expect([readBack('m', 2), readBack('boss', 3), store.target.unconfirmed(), readBack('m', 4)]).toEqual(['boss', 'boss', 0, 'm']);
  store.target.applyWrite({ kind: 'manager', id: 'u', managerId: null }, minute(5));
  expect([readBack('m', 6), readBack(null, 7), store.target.unconfirmed()]).toEqual([null, null, 0]);
  store.target.applyWrite({ kind: 'manager', id: 'u', managerId: 'late' }, minute(8));
  importTarget(store, [{ objects: [targetUser('u'), targetGroup('g')] }], 'full', minute(9));
  expect(store.target.get('u')?.managerId).toBe('late');
});

test('what stays unconfirmed is forgotten after 30 minutes', () => {
  const store = written(toNew);
  importTarget(store, [], 'delta', minute(30));
  expect(store.target.unconfirmed()).toBe(1);
  importTarget(store, [], 'delta', minute(31));
  expect(store.target.unconfirmed()).toBe(0);
});
