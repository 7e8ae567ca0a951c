import { expect, test } from 'vitest';
import type { StagingStore } from '../../../electron/sync/store.ts';
import { importTarget, minute, targetGroup, targetPage, targetUser, useFolders } from './fixtures.ts';

const { store: newStore } = useFolders();
const now = minute(0);

function stocked(): StagingStore {
  const store = newStore();
  const objects = [targetUser('u1', { department: 'A', displayName: 'One' }), targetUser('u2'), targetUser('u3'), targetGroup('g1')];
  importTarget(store, [{ objects, members: [{ groupId: 'g1', add: ['u2', 'u1'], remove: [] }], managers: [{ userId: 'u1', managerId: 'u3' }] }], 'full', now);
  return store;
}

function contents(store: StagingStore) {
  return { objects: [...store.target.iterate(['user', 'group', 'contact'])], members: [...store.target.iterateMembers()] };
}

test('a full import is staged as it was delivered', () => {
  const store = stocked();
  const row = (id: string, attributes: object, managerId: string | null = null) => ({ id, kind: id.startsWith('u') ? 'user' : 'group', attributes, managerId, state: 'present' });
  expect(contents(store)).toEqual({
    objects: [
      row('g1', { displayName: 'g1' }),
      row('u1', { department: 'A', displayName: 'One' }, 'u3'),
      row('u2', { displayName: 'u2' }),
      row('u3', { displayName: 'u3' }),
    ],
    members: [{ groupId: 'g1', members: ['u1', 'u2'] }],
  });
  expect(store.target.watermark()).toBe('delta link');
  expect([...store.target.iterate(['group'])].map((each) => each.id)).toEqual(['g1']);
  expect(store.target.get('nobody')).toBeNull();
});

test('the same full import again leaves the version as it is, however it is cut into pages', () => {
  const store = stocked();
  const before = contents(store);
  const version = store.target.version();
  const read = importTarget(
    store,
    [
      { members: [{ groupId: 'g1', add: ['u2'], remove: [] }] },
      { objects: [targetGroup('g1'), targetUser('u2')] },
      { objects: [targetUser('u3'), targetUser('u1', { displayName: 'One', department: 'A' })] },
      { members: [{ groupId: 'g1', add: ['u1'], remove: [] }], managers: [{ userId: 'u1', managerId: 'u3' }] },
    ],
    'full',
    now,
  );
  expect(read).toBe(4);
  expect(contents(store)).toEqual(before);
  expect(store.target.version()).toBe(version);
});

test('a full import replaces attributes, members and manager, and what it does not meet is gone', () => {
  const store = stocked();
  const version = store.target.version();
  importTarget(store, [{ objects: [targetUser('u1', { displayName: 'Uno' }), targetUser('u2'), targetGroup('g1')], members: [{ groupId: 'g1', add: ['u2'], remove: [] }] }], 'full', now);
  expect(store.target.get('u1')).toEqual({ id: 'u1', kind: 'user', attributes: { displayName: 'Uno' }, managerId: null, state: 'present' });
  expect(store.target.members('g1')).toEqual(['u2']);
  expect(store.target.get('u3')?.state).toBe('gone');
  expect(store.target.version()).toBeGreaterThan(version);
});

test('later mentions within a full import, and delta pages, merge', () => {
  const store = stocked();
  importTarget(store, [{ objects: [targetUser('u1', { city: 'Bern' })] }, { objects: [targetUser('u1', { state: 'BE' })] }, { objects: [targetUser('u2'), targetUser('u3'), targetGroup('g1')] }], 'full', now);
  expect(store.target.get('u1')?.attributes).toEqual({ city: 'Bern', state: 'BE' });
  expect(store.target.members('g1')).toEqual([]);
  importTarget(store, [{ objects: [targetUser('u1', { city: null })], members: [{ groupId: 'g1', add: ['u3'], remove: [] }] }, { members: [{ groupId: 'g1', add: ['u2'], remove: ['u3'] }] }], 'delta', now);
  expect(store.target.get('u1')?.attributes).toEqual({ city: null, state: 'BE' });
  expect(store.target.members('g1')).toEqual(['u2']);
  expect(store.target.get('u3')?.state).toBe('present');
});

test('a full import that broke off hides no members or managers', () => {
  const store = stocked();
  const before = contents(store);
  const generation = store.target.begin('full');
  store.target.stage(generation, 'full', targetPage({ objects: [targetGroup('g1'), targetUser('u1', { department: 'A', displayName: 'One' })] }), now);
  store.target.begin('delta');
  expect(contents(store)).toEqual(before);
});

test('removed objects are softDeleted with their attributes, or gone; a full import leaves the recycle bin alone', () => {
  const store = stocked();
  importTarget(store, [{ removed: [{ id: 'u1', reason: 'soft' }, { id: 'u2', reason: 'hard' }, { id: 'unknown', reason: 'hard' }] }], 'delta', now);
  expect([store.target.get('u1')?.state, store.target.get('u2')?.state, store.target.get('unknown')]).toEqual(['softDeleted', 'gone', null]);
  expect(store.target.get('u1')?.attributes).toEqual({ department: 'A', displayName: 'One' });
  importTarget(store, [{ objects: [targetUser('u3'), targetGroup('g1')] }], 'full', now);
  expect(store.target.get('u1')?.state).toBe('softDeleted');
  importTarget(store, [{ objects: [targetUser('u1')] }], 'delta', now);
  expect(store.target.get('u1')?.state).toBe('present');
});

test('members and manager that come before their object wait for it', () => {
  const store = newStore();
  importTarget(store, [{ members: [{ groupId: 'g', add: ['u'], remove: [] }], managers: [{ userId: 'u', managerId: 'm' }] }, { objects: [targetGroup('g'), targetUser('u')] }], 'full', now);
  expect(store.target.members('g')).toEqual(['u']);
  expect(store.target.get('u')).toMatchObject({ managerId: 'm', state: 'present' });
});

test('a watermark is stored by finish only', () => {
  const store = newStore();
  const generation = store.target.begin('full');
  store.target.stage(generation, 'full', targetPage({ objects: [targetUser('u')], watermark: 'page' }), now);
  expect(store.target.watermark()).toBeNull();
  store.target.finish(generation, 'full', 'link', now);
  expect(store.target.watermark()).toBe('link');
  importTarget(store, [], 'delta', now);
  expect(store.target.watermark()).toBe('delta link');
});
