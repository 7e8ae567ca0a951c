import { expect, test } from 'vitest';
import { base, byGuid, byName, container, guid, importSource, object, page, useFolders } from './fixtures.ts';

const { store: newStore } = useFolders();

test('a staged object comes back as it was delivered, its manager and members by GUID', () => {
  const store = newStore();
  const boss = object(1);
  const user = object(2, { attributes: { sn: ['Meier'], displayName: ['Ann'] }, manager: byGuid(boss) });
  const group = object(3, { kind: 'group', members: [byName(user.dn.toUpperCase()), byGuid(boss), byName(`CN=elsewhere,${base}`)] });
  importSource(store, [page([group, user, boss])]);

  expect(store.source.get(guid(2))).toEqual({
    guid: guid(2),
    source: '',
    dn: user.dn,
    kind: 'user',
    attributes: { displayName: ['Ann'], sn: ['Meier'] },
    managerGuid: guid(1),
    managerDn: boss.dn,
    memberCount: 0,
    state: 'present',
  });
  expect(store.source.get(guid(3))?.memberCount).toBe(3);
  expect(new Set(store.source.members(guid(3)))).toEqual(
    new Set([
      { guid: guid(1), dn: boss.dn },
      { guid: guid(2), dn: user.dn },
      { guid: null, dn: `CN=elsewhere,${base}` },
    ]),
  );
  expect([...store.source.iterateMembers()]).toEqual([{ groupGuid: guid(3), members: store.source.members(guid(3)) }]);
});

test('names that need escapes come back as they were', () => {
  const store = newStore();
  const awkward = [`CN=Meier\\, "Zoë" \\0A😀,${base}`, `CN=a/b\\\\,${base}`, 'CN=\u0001\t,DC=q', `CN=__proto__,${base}`];
  const group = object(3, { kind: 'group', members: [...awkward.map(byName), { guid: guid(9), dn: awkward[0] ?? '' }] });
  importSource(store, [page([group])]);
  expect(new Set(store.source.members(guid(3)).map(({ dn }) => dn))).toEqual(new Set(awkward));
  const version = store.source.version();
  importSource(store, [page([{ ...group, members: group.members.slice(1) }])]);
  expect(store.source.version()).not.toBe(version);
  expect(store.source.members(guid(3)).map(({ dn }) => dn).sort()).toEqual([...awkward.slice(1), awkward[0]].sort());
});

test('iterate gives the kinds asked for, by guid', () => {
  const store = newStore();
  importSource(store, [page([object(5), object(2, { kind: 'group' }), container(1, base), object(3, { kind: 'contact' }), object(4)])]);
  const guids = (...kinds: Parameters<typeof store.source.iterate>[0][number][]) => [...store.source.iterate(kinds)].map((row) => row.guid);
  expect(guids('user')).toEqual([guid(4), guid(5)]);
  expect(guids('user', 'group', 'contact')).toEqual([guid(2), guid(3), guid(4), guid(5)]);
  expect(guids()).toEqual([]);
  expect(store.source.count()).toBe(4);
});

test('an import that brings nothing new leaves the version as it is, whatever the order of values and members', () => {
  const store = newStore();
  const one = object(1, { attributes: { proxyAddresses: ['SMTP:a@b.c', 'smtp:d@b.c'], sn: ['x'] } });
  const group = object(2, { kind: 'group', members: [byGuid(one), byName('CN=z,DC=q')], manager: byGuid(one) });
  importSource(store, [page([one, group])]);
  const version = store.source.version();
  const again = { ...one, attributes: { sn: ['x'], proxyAddresses: ['smtp:d@b.c', 'SMTP:a@b.c'] } };
  importSource(store, [page([{ ...group, members: [...group.members].reverse() }, again])]);
  expect(store.source.version()).toBe(version);
});

test.each([
  ['an attribute', object(1, { attributes: { sn: ['new'] } })],
  ['a DN', object(1, { dn: `CN=renamed,${base}` })],
  ['a manager', object(1, { manager: byName(`CN=boss,${base}`) })],
  ['a member', object(1, { members: [byName(`CN=member,${base}`)] })],
])('%s that differs changes the version and is staged', (_, changed) => {
  const store = newStore();
  importSource(store, [page([object(1)])]);
  const version = store.source.version();
  importSource(store, [page([changed])], { mode: 'delta' });
  expect(store.source.version()).toBeGreaterThan(version);
  const row = store.source.get(guid(1));
  expect({ attributes: row?.attributes, dn: row?.dn, managerDn: row?.managerDn, members: store.source.members(guid(1)).map((member) => member.dn) }).toEqual({
    attributes: changed.attributes,
    dn: changed.dn,
    managerDn: changed.manager?.dn ?? null,
    members: changed.members.map((member) => member.dn),
  });
});

test('members that left are gone, members that came are there', () => {
  const store = newStore();
  const people = [object(1), object(2), object(3)];
  const group = (...numbers: number[]) => object(9, { kind: 'group', members: people.filter((_, index) => numbers.includes(index + 1)).map(byGuid) });
  importSource(store, [page([...people, group(1, 2)])]);
  importSource(store, [page([group(2, 3)])], { mode: 'delta' });
  expect(store.source.members(guid(9)).map((member) => member.guid)).toEqual([guid(2), guid(3)]);
  importSource(store, [page([group()])], { mode: 'delta' });
  expect(store.source.members(guid(9))).toEqual([]);
  expect([...store.source.iterateMembers()]).toEqual([]);
  expect(store.source.get(guid(9))?.memberCount).toBe(0);
});

test('a tombstone makes an object gone, and being delivered again restores it', () => {
  const store = newStore();
  importSource(store, [page([object(1), object(2)])]);
  const result = importSource(store, [page([], [guid(1), guid(77)])], { mode: 'delta' });
  expect(result).toEqual({ read: 0, gone: 1, doubtful: [] });
  expect(store.source.get(guid(1))?.state).toBe('gone');
  expect(store.source.count()).toBe(1);
  const version = store.source.version();
  importSource(store, [page([object(1)])], { mode: 'delta' });
  expect(store.source.get(guid(1))?.state).toBe('present');
  expect(store.source.version()).toBeGreaterThan(version);
});

test('a delta page stores its watermark with its data; a full import only when it finishes', () => {
  const store = newStore();
  const full = store.source.begin('full');
  store.source.stage(full, 'full', page([object(1)], [], 'too early'));
  expect(store.source.watermark()).toBeNull();
  expect(store.source.lastFullImport()).toBeNull();
  store.source.finish(full, 'full', 'first', true, '2026-03-01T08:00:00.000Z');
  expect([store.source.watermark(), store.source.lastFullImport()]).toEqual(['first', '2026-03-01T08:00:00.000Z']);

  const delta = store.source.begin('delta');
  store.source.stage(delta, 'delta', page([object(2)], [], 'second'));
  expect(store.source.watermark()).toBe('second');
  store.source.stage(delta, 'delta', page([object(3)]));
  expect(store.source.watermark()).toBe('second');
  store.source.finish(delta, 'delta', 'third', true, '2026-03-01T09:00:00.000Z');
  expect([store.source.watermark(), store.source.lastFullImport()]).toEqual(['third', '2026-03-01T08:00:00.000Z']);
});

test('pages of an import that was replaced by another are refused', () => {
  const store = newStore();
  const old = store.source.begin('full');
  store.source.begin('delta');
  expect(() => store.source.stage(old, 'full', page([object(1)]))).toThrow(/is over/);
});

test('search finds by UPN, mail, account name, DN, display name, GUID and anchor, ignoring case', () => {
  const store = newStore();
  const ann = object(1, {
    attributes: { userPrincipalName: ['Änn@corp.example.com'], mail: ['a.m@example.com'], sAMAccountName: ['ANN'], displayName: ['Ann Meier'], 'mS-DS-ConsistencyGuid': ['AAECAwQFBgcICQoLDA0ODw=='] },
  });
  importSource(store, [page([ann, object(2)])]);
  // objectGUID 00000001-0000-4000-8000-000000000000 as its 16 bytes in base64
  for (const text of ['äNN@CORP.example.com', 'A.M@example.com', 'ann', 'ann meier', ann.dn.toUpperCase(), guid(1), 'AQAAAAAAAECAAAAAAAAAAA==', 'AAECAwQFBgcICQoLDA0ODw=='])
    expect(store.source.search(text).map((row) => row.guid), text).toEqual([guid(1)]);
  for (const text of ['', ' ', 'an', 'meier', '%']) expect(store.source.search(text), text).toEqual([]);
});

test('search answers at most 20', () => {
  const store = newStore();
  importSource(store, [page(Array.from({ length: 30 }, (_, index) => object(index + 1, { attributes: { displayName: ['Same'] } })))]);
  expect(store.source.search('same')).toHaveLength(20);
});

test('when a page delivers an object twice, the later one counts', () => {
  const store = newStore();
  const group = (...members: string[]) => object(1, { kind: 'group', members: members.map(byName), attributes: { cn: [String(members.length)] } });
  importSource(store, [page([group('CN=a', 'CN=b'), group('CN=c')])]);
  expect([store.source.members(guid(1)), store.source.get(guid(1))?.attributes]).toEqual([[{ guid: null, dn: 'CN=c' }], { cn: ['1'] }]);
  importSource(store, [page([group('CN=d'), group()])], { mode: 'delta' });
  expect([store.source.members(guid(1)), store.source.get(guid(1))?.memberCount]).toEqual([[], 0]);
});
