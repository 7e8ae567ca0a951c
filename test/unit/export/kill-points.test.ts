import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlanChange } from '../../../shared/plan.ts';
import type { MemoryTarget } from '../../support/memory-target.ts';
import { createMemoryTarget } from '../../support/memory-target.ts';
import { attributes, change, createBench, createGroup, createUser, reference } from './harness.ts';
import type { Bench, TestStore } from './harness.ts';
import { createMemoryStore } from './memory-store.ts';
import { createSqliteStore } from './sqlite-store.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const groupNames = ['g', 'h'] as const;

/** What AD holds at one moment: users with a city and a manager, groups with members. */
type World = {
  readonly users: Readonly<Record<string, { readonly city: string; readonly manager: string | null }>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
};

const worlds: fc.Arbitrary<World> = fc
  .record({
    users: fc.dictionary(fc.constantFrom(...names), fc.record({ city: fc.constantFrom('Bonn', 'Ulm', 'Trier'), manager: fc.option(fc.constantFrom(...names)) }), { maxKeys: 6 }),
    groups: fc.dictionary(fc.constantFrom(...groupNames), fc.uniqueArray(fc.constantFrom(...names), { maxLength: 6 }), { maxKeys: 2 }),
  })
  .map(({ users, groups }) => ({
    users: Object.fromEntries(Object.entries(users).map(([name, user]) => [name, { ...user, manager: user.manager !== null && user.manager in users && user.manager !== name ? user.manager : null }])),
    groups: Object.fromEntries(Object.entries(groups).map(([name, members]) => [name, members.filter((member) => member in users)])),
  }));

/** The plan that leads from what the store knows (no import: the bookkeeping itself is on trial) to the wanted world. */
function replan(world: World, { links, target }: TestStore['store']): readonly PlanChange[] {
  const idOf = (name: string): string | null => links.get(name)?.targetId ?? null;
  const stateOf = (name: string): string => links.get(name)?.state ?? 'none';
  const rowOf = (name: string) => target.get(idOf(name) ?? '');
  const membersOf = (name: string): readonly string[] => target.members(idOf(name) ?? '');
  const appear = (name: string, type: 'user' | 'group', create: PlanChange): readonly PlanChange[] => {
    if (stateOf(name) === 'none') return [create];
    return stateOf(name) === 'deleted' ? [change({ action: 'restore', anchor: name, type, target: idOf(name) })] : [];
  };
  const users = Object.entries(world.users);
  const groups = Object.entries(world.groups);
  return [
    ...users.flatMap(([name]) => appear(name, 'user', createUser(name))),
    // Every user exists before it gets its city, so that create, restore and update are all met.
    ...users.filter(([name, { city }]) => rowOf(name)?.attributes['city'] !== city).map(([name, { city }]) => change({ action: 'update', anchor: name, target: idOf(name), attributes: attributes({ city }) })),
    ...groups.flatMap(([name]) => appear(name, 'group', createGroup(name))),
    ...groups.flatMap(([name, members]) => {
      const missing = members.filter((member) => !membersOf(name).includes(idOf(member) ?? ''));
      return missing.length === 0 ? [] : [change({ action: 'addMembers', anchor: name, target: idOf(name), references: missing.map((member) => reference(member)) })];
    }),
    ...users.flatMap(([name, { manager }]) => {
      const present = rowOf(name)?.managerId ?? null;
      if (manager === null) return present === null ? [] : [change({ action: 'clearManager', anchor: name, target: idOf(name) })];
      return present !== null && present === idOf(manager) ? [] : [change({ action: 'setManager', anchor: name, target: idOf(name), references: [reference(manager)] })];
    }),
    ...groups.flatMap(([name, members]) => {
      const wanted = members.map(idOf);
      const extra = membersOf(name).filter((id) => !wanted.includes(id));
      return extra.length === 0 ? [] : [change({ action: 'removeMembers', anchor: name, target: idOf(name), references: extra.map((id) => ({ dn: id, guid: null, target: id })) })];
    }),
    ...[...links.iterate()]
      .filter(({ anchor, type, state }) => state === 'linked' && !(anchor in (type === 'user' ? world.users : world.groups)))
      .map(({ anchor, type, targetId }) => change({ action: 'delete', anchor, type, target: targetId, reason: 'sourceMissing' })),
  ];
}

/** The tenant in the words of the world; a duplicate or an object that should not be there shows. */
function seenIn(target: MemoryTarget): unknown {
  const live = [...target.objects.values()].filter(({ deleted }) => !deleted);
  const nameOf = (id: string): string => String(target.objects.get(id)?.attributes['displayName']);
  return {
    users: live.filter(({ kind }) => kind === 'user').map(({ attributes: { displayName, city }, managerId }) => [displayName, city, managerId === null ? null : nameOf(managerId)]).sort(),
    groups: live.filter(({ kind }) => kind === 'group').map(({ attributes: { displayName }, members }) => [displayName, [...members].map(nameOf).sort()]).sort(),
    twice: [...target.objects.values()].map(({ attributes: { displayName } }) => displayName).filter((name, index, all) => all.indexOf(name) < index),
  };
}

function wantedIn({ users, groups }: World): unknown {
  return {
    users: Object.entries(users).map(([name, { city, manager }]) => [name, city, manager]).sort(),
    groups: Object.entries(groups).map(([name, members]) => [name, [...members].sort()]).sort(),
    twice: [],
  };
}

/** Dies at its n-th step and stays dead: nothing of this process is written any more. */
function createLife(steps: number): { readonly step: () => void; readonly died: () => boolean } {
  let left = steps;
  return {
    step() {
      left -= 1;
      if (left < 0) throw new Error('killed');
    },
    died: () => left < 0,
  };
}

/** The real store, which may die at the beginning of each transaction and just before its commit. */
function mortalSqlite(step: () => void): TestStore {
  const { store, setPlan } = createSqliteStore();
  const mortal = (work: () => void): void => { store.transaction(() => { step(); work(); step(); }); };
  const transaction = <T>(work: () => T): T => {
    const results: T[] = [];
    mortal(() => { results.push(work()); });
    return results[0] as T;
  };
  return { setPlan, store: { ...store, transaction } };
}

const runs = Number(process.env['CAUSEWAY_KILL_POINTS'] ?? 150);

it.each([
  ['a store in memory', createMemoryStore, runs],
  ['the real store', mortalSqlite, Math.ceil(runs / 6)],
] as const)('ends in the wanted state with %s, without duplicates or redundant writes, wherever it is killed', async (_name, createStore, numRuns) => {
  const kills = fc.array(fc.nat({ max: 40 }), { maxLength: 6 });
  const lost = fc.array(fc.constantFrom(null, null, null, 'lostAfter' as const, 'lostBefore' as const), { minLength: 1, maxLength: 12 });
  let deaths = 0;
  let adopted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(worlds, { minLength: 1, maxLength: 3 }), kills, lost, async (sequence, killPoints, losses) => {
      let life = createLife(Number.POSITIVE_INFINITY);
      let writes = 0;
      const kept = createStore(() => { life.step(); });
      const existing = createMemoryTarget();
      const remaining = [...killPoints];
      /** A new process: recovers what was in flight, plans, exports. */
      const run = async (world: World): Promise<Bench> => {
        const bench = createBench({
          existing,
          kept,
          onCall: () => { life.step(); },
          // Only the first attempt of a write is lost, so that a run always comes to an end.
          fault: (_write, attempt) => { writes += 1; return attempt > 1 ? null : (losses[writes % losses.length] ?? null); },
        });
        const recovered = await bench.recover();
        adopted += recovered.adopted;
        const result = await bench.export(replan(world, kept.store));
        expect(result).toMatchObject({ failed: [], waiting: [], cancelled: false });
        return bench;
      };
      for (const world of sequence) {
        for (;;) {
          const steps = remaining.shift();
          life = createLife(steps ?? Number.POSITIVE_INFINITY);
          try {
            await run(world);
          } catch (error) {
            if (!life.died()) throw error;
          }
          if (!life.died()) break;
          deaths += 1;
        }
        expect(seenIn(existing)).toEqual(wantedIn(world));
        expect(existing.redundant).toEqual([]);
        expect(replan(world, kept.store)).toEqual([]);
        expect(kept.store.journal.inFlight()).toEqual([]);
      }
    }),
    { numRuns },
  );
  // The property means nothing unless processes did die with writes in flight.
  expect(deaths).toBeGreaterThan(numRuns / 8);
  expect(adopted).toBeGreaterThan(numRuns / 30);
});
