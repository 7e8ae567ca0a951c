import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceObject, SourceReference } from '../../../electron/sync/directory.ts';
import type { TargetPage } from '../../../electron/sync/ports.ts';
import { base, container, guid, importSource, importTarget, minute, object, page, targetGroup, targetUser, useFolders } from './fixtures.ts';

const folders = useFolders();

/** A directory: users and groups in two OUs that refer to each other by GUID or by name, and to what is not there. */
const directory = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const dn = (number: number): string => `CN=object ${number},OU=${number % 2 === 0 ? 'Even' : 'Odd'},${base}`;
  const reference = fc.record({ number: fc.integer({ min: 1, max: size + 3 }), named: fc.boolean() }).map(
    ({ number, named }): SourceReference => (named ? { guid: null, dn: dn(number).toUpperCase() } : { guid: guid(number), dn: dn(number) }),
  );
  const one = fc.record({ group: fc.boolean(), members: fc.array(reference, { maxLength: 6 }), manager: fc.option(reference), sn: fc.string({ minLength: 1 }) });
  return fc.array(one, { minLength: size, maxLength: size }).map((parts): SourceObject[] => [
    container(1000, base),
    container(1001, `OU=Even,${base}`),
    container(1002, `OU=Odd,${base}`),
    ...parts.map(({ group, members, manager, sn }, index) =>
      object(index + 1, { dn: dn(index + 1), kind: group ? 'group' : 'user', members: group ? members : [], manager, attributes: { sn: [sn], cn: ['x'] } }),
    ),
  ]);
});

function cut<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

test('the same objects give the same source space, whatever their order and however they are cut into pages', () => {
  const arrangement = directory.chain((objects) => fc.record({ objects: fc.constant(objects), shuffled: fc.shuffledSubarray(objects, { minLength: objects.length }), size: fc.integer({ min: 1, max: 16 }) }));
  fc.assert(
    fc.property(arrangement, ({ objects, shuffled, size }) => {
      const contents = [[page(objects)], cut(shuffled, size).map((each) => page(each))].map((pages) => {
        const store = folders.store();
        importSource(store, pages);
        const version = store.source.version();
        importSource(store, [page([...shuffled].reverse())]);
        expect(store.source.version()).toBe(version);
        const read = [[...store.source.iterate(['user', 'group', 'container'])], [...store.source.iterateMembers()]];
        store.close();
        return read;
      });
      expect(contents[1]).toEqual(contents[0]);
    }),
    { numRuns: 30 },
  );
});

test('changes of members give the same group as reading it whole, also when they come again', () => {
  const dn = (number: number): string => `CN=object ${number},${base}`;
  const reference = (number: number): SourceReference => ({ guid: guid(number), dn: dn(number) });
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
  const changes = fc.array(fc.record({ added: numbers, removed: numbers, described: fc.option(fc.string({ minLength: 1 })) }), { maxLength: 6 });
  fc.assert(
    fc.property(numbers, changes, (first, steps) => {
      const store = folders.store();
      const { members: _, ...shell } = object(99, { kind: 'group', attributes: { cn: ['x'] } });
      importSource(store, [page([{ ...shell, members: first.map(reference) }])]);
      const wanted = new Set(first);
      let { attributes } = shell;
      for (const { added, removed, described } of steps) {
        const gone = removed.filter((number) => !added.includes(number));
        for (const number of added) wanted.add(number);
        for (const number of gone) wanted.delete(number);
        if (described !== null) attributes = { ...attributes, description: [described] };
        const change = { guid: shell.guid, object: described === null ? null : { ...shell, attributes }, added: added.map(reference), removed: gone.map(reference) };
        importSource(store, [{ objects: [], largeGroups: [change], deleted: [], watermark: null }], { mode: 'delta' });
        const version = store.source.version();
        importSource(store, [{ objects: [], largeGroups: [change], deleted: [], watermark: null }], { mode: 'delta' });
        expect(store.source.version()).toBe(version);
      }
      expect(store.source.get(shell.guid)).toMatchObject({ memberCount: wanted.size, attributes });
      const version = store.source.version();
      importSource(store, [page([{ ...shell, attributes, members: [...wanted].map(reference) }])]);
      expect(store.source.version()).toBe(version);
      store.close();
    }),
    { numRuns: 30 },
  );
});

test('only present groups of that many members, all known by GUID, count as large', () => {
  const store = folders.store();
  const members = [1, 2, 3].map((number): SourceReference => ({ guid: guid(number), dn: `CN=object ${number},${base}` }));
  const named: SourceReference = { guid: null, dn: `CN=object 1,${base}` };
  importSource(store, [page([1, 2, 3].map((number) => object(number))), page([object(10, { kind: 'group', members }), object(11, { kind: 'group', members: members.slice(1) }), object(12, { kind: 'group', members: [...members.slice(1), named] }), object(13, { kind: 'group', members })])]);
  importSource(store, [page([], [guid(13)])], { mode: 'delta' });
  expect([[...store.source.groupsBeyond(2)], [...store.source.groupsBeyond(3)], [...store.source.of('other').groupsBeyond(0)]]).toEqual([[guid(10)], [], []]);
});

test('the same pages give the same target space, whatever their order', () => {
  const parts = fc.array(fc.record({ group: fc.boolean(), related: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 }) }), { minLength: 1, maxLength: 10 });
  const pages = parts.map((all) =>
    all.flatMap(({ group, related }, index): Partial<TargetPage>[] => {
      const id = `id ${index}`;
      const ids = [...new Set(related)].map((number) => `id ${number}`);
      if (!group) return [{ objects: [targetUser(id)] }, { managers: [{ userId: id, managerId: ids[0] ?? null }] }];
      return [{ objects: [targetGroup(id)] }, ...ids.map((member) => ({ members: [{ groupId: id, add: [member], remove: [] }] }))];
    }),
  );
  const arrangement = pages.chain((all) => fc.record({ all: fc.constant(all), shuffled: fc.shuffledSubarray(all, { minLength: all.length }) }));
  fc.assert(
    fc.property(arrangement, ({ all, shuffled }) => {
      const contents = [all, shuffled].map((order) => {
        const store = folders.store();
        importTarget(store, order, 'full', minute(0));
        const version = store.target.version();
        importTarget(store, [...shuffled].reverse(), 'full', minute(1));
        expect(store.target.version()).toBe(version);
        const read = [[...store.target.iterate(['user', 'group'])], [...store.target.iterateMembers()]];
        store.close();
        return read;
      });
      expect(contents[1]).toEqual(contents[0]);
    }),
    { numRuns: 30 },
  );
});
