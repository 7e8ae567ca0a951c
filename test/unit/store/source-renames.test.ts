import { expect, test } from 'vitest';
import { base, byGuid, byName, container, guid, importSource, object, page, useFolders } from './fixtures.ts';

const { store: newStore } = useFolders();
const sales = `OU=Sales,${base}`;

test('references by name follow a renamed object, and a later delivery of the same list is no difference', () => {
  const store = newStore();
  const user = object(1, { dn: `CN=Old,${base}` });
  const group = object(2, { kind: 'group', members: [byName(user.dn)], manager: byName(user.dn) });
  importSource(store, [page([user, group])]);
  const renamed = { ...user, dn: `CN=New,${base}` };
  importSource(store, [page([renamed])], { mode: 'delta' });
  expect(store.source.members(guid(2))).toEqual([{ guid: guid(1), dn: renamed.dn }]);
  expect(store.source.get(guid(2))).toMatchObject({ managerGuid: guid(1), managerDn: renamed.dn });

  const version = store.source.version();
  importSource(store, [page([{ ...group, members: [byName(renamed.dn)], manager: byName(renamed.dn) }])], { mode: 'delta' });
  expect(store.source.version()).toBe(version);
});

test('a new object under the old name is told from the renamed one', () => {
  const store = newStore();
  const user = object(1, { dn: `CN=Name,${base}` });
  const group = object(2, { kind: 'group', members: [byName(user.dn)] });
  importSource(store, [page([user, group])]);
  importSource(store, [page([{ ...user, dn: `CN=Moved,${base}` }])], { mode: 'delta' });
  importSource(store, [page([object(3, { dn: `CN=Name,${base}` }), { ...group, members: [byName(`CN=Name,${base}`)] }])], { mode: 'delta' });
  expect(store.source.members(guid(2))).toEqual([{ guid: guid(3), dn: `CN=Name,${base}` }]);
});

test('objects that swap names within a page keep their references', () => {
  const store = newStore();
  const one = object(1, { dn: `CN=A,${base}` });
  const two = object(2, { dn: `CN=B,${base}` });
  const groups = [object(3, { kind: 'group', members: [byName(one.dn)] }), object(4, { kind: 'group', members: [byName(two.dn)] })];
  importSource(store, [page([one, two, ...groups])]);
  importSource(store, [page([{ ...one, dn: two.dn }, { ...two, dn: one.dn }])], { mode: 'delta' });
  expect([store.source.members(guid(3)), store.source.members(guid(4))]).toEqual([[{ guid: guid(1), dn: `CN=B,${base}` }], [{ guid: guid(2), dn: `CN=A,${base}` }]]);
  expect(store.source.findByDn(`cn=a,${base}`)?.guid).toBe(guid(2));
});

test('a renamed container renames everything below it, and only that', () => {
  const store = newStore();
  const escaped = object(7, { dn: `CN=Smith\\, OU=Sales,${base}` });
  const below = [container(2, `OU=North,${sales}`), object(3, { dn: `CN=Deep,OU=North,${sales}` }), object(4, { dn: `CN=Shallow,${sales.toLowerCase()}` })];
  const group = object(5, { kind: 'group', members: [byName(`CN=Deep,OU=North,${sales}`), byName(`CN=not staged,${sales}`), byGuid(object(6))] });
  importSource(store, [page([container(1, sales), ...below, group, object(6, { dn: `CN=Aside,OU=Presales,${base}` }), escaped])]);
  importSource(store, [page([container(1, `OU=Revenue,OU=Business,${base}`)])], { mode: 'delta' });

  const names = Object.fromEntries([...store.source.iterate(['user', 'container'])].map((row) => [row.guid, row.dn]));
  const renamed = `OU=Revenue,OU=Business,${base}`;
  expect(names).toEqual({
    [guid(1)]: renamed,
    [guid(2)]: `OU=North,${renamed}`,
    [guid(3)]: `CN=Deep,OU=North,${renamed}`,
    [guid(4)]: `CN=Shallow,${renamed}`,
    [guid(6)]: `CN=Aside,OU=Presales,${base}`,
    [guid(7)]: escaped.dn,
  });
  expect(store.source.findByDn(`CN=DEEP,OU=North,${renamed}`)?.guid).toBe(guid(3));
  expect(store.source.findByDn(`CN=Deep,OU=North,${sales}`)).toBeNull();
  expect(new Set(store.source.members(guid(5)).map((member) => member.dn))).toEqual(
    new Set([`CN=Deep,OU=North,${renamed}`, `CN=not staged,${renamed}`, `CN=Aside,OU=Presales,${base}`]),
  );
});

test('containers that swap names keep their contents apart', () => {
  const store = newStore();
  const [p, q] = [`OU=P,${base}`, `OU=Q,${base}`];
  importSource(store, [page([container(1, p), container(2, q), object(3, { dn: `CN=x,${p}` }), object(4, { dn: `CN=x,${q}` })])]);
  importSource(store, [page([container(1, q), container(2, p)])], { mode: 'delta' });
  expect([store.source.get(guid(3))?.dn, store.source.get(guid(4))?.dn]).toEqual([`CN=x,${q}`, `CN=x,${p}`]);
  expect([store.source.findByDn(`CN=x,${q}`)?.guid, store.source.findByDn(`CN=x,${p}`)?.guid]).toEqual([guid(3), guid(4)]);
});

test('what a full import delivered before it met the rename is left as delivered', () => {
  const store = newStore();
  const x = object(1, { dn: `CN=X,${base}` });
  importSource(store, [page([x, object(2, { kind: 'group', members: [byName(x.dn)] })])]);
  // Read anew: x is called Y now, a new object is called X, and the group has both.
  const group = object(2, { kind: 'group', members: [byName(`CN=X,${base}`), byName(`CN=Y,${base}`)] });
  importSource(store, [page([group, object(3, { dn: `CN=X,${base}` })]), page([{ ...x, dn: `CN=Y,${base}` }])]);
  expect(store.source.members(guid(2)).map((member) => member.guid)).toEqual([guid(3), guid(1)]);
});

test('an object recreated with the same name wins the name, however the old one ended', () => {
  const store = newStore();
  const old = object(1, { dn: `CN=Same,${base}` });
  const group = object(2, { kind: 'group', members: [byName(old.dn)] });
  importSource(store, [page([old, group])]);
  importSource(store, [page([object(3, { dn: `cn=same,${base}` })])], { mode: 'delta' });
  expect(store.source.findByDn(old.dn)?.guid).toBe(guid(3));
  expect(store.source.members(guid(2)).map((member) => member.guid)).toEqual([guid(3)]);
  expect(store.source.get(guid(1))?.dn).toBe(old.dn);
});
