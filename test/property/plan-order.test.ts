import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64OfGuid } from '../../electron/sync/names/guid.ts';
import type { SourceObject, TargetObject } from '../../electron/sync/directory.ts';
import { adGroup, adUser, cloudUser, guid, openWorld, type Planned } from '../support/staged.ts';

/**
 * Invariant I3: the same staged data and configuration give the same plan, whatever the order of import.
 * Few names on purpose, so that values collide, swap and are taken all the time.
 */
const name = fc.constantFrom('ann', 'bob', 'cid', 'dan', 'eve');
const address = name.map((text) => `${text}@contoso.com`);
const suffix = fc.constantFrom('contoso.com', 'corp.local');

const person = fc.record({ principal: name, suffix, mail: fc.option(address), title: fc.option(fc.constantFrom('Engineer', 'Boss')), manager: fc.option(fc.nat(7)), disabled: fc.boolean(), present: fc.boolean() });
const cloud = fc.record({ principal: name, mail: fc.option(address), anchor: fc.option(fc.nat(7)), title: fc.option(fc.constantFrom('Engineer', 'Boss')), linked: fc.boolean(), guest: fc.boolean() });
const team = fc.record({ members: fc.uniqueArray(fc.nat(7), { maxLength: 5 }), known: fc.uniqueArray(fc.nat(5), { maxLength: 4 }), linked: fc.boolean() });

type Input = { readonly people: readonly (typeof person extends fc.Arbitrary<infer T> ? T : never)[]; readonly clouds: readonly (typeof cloud extends fc.Arbitrary<infer T> ? T : never)[]; readonly teams: readonly (typeof team extends fc.Arbitrary<infer T> ? T : never)[] };

function order<T>(items: readonly T[], seed: number): readonly T[] {
  return [...items].map((item, index) => ({ item, key: Math.imul(index + 1, seed * 2654435761) >>> 0 })).sort((left, right) => left.key - right.key).map(({ item }) => item);
}

function planOf(input: Input, seed: number): Planned & { readonly conflicts: unknown; readonly notes: unknown } {
  const world = openWorld();
  try {
    const people: SourceObject[] = input.people.map((each, index) => adUser(index + 1, `p${index}`, { userPrincipalName: `${each.principal}@${each.suffix}`, userAccountControl: each.disabled ? '514' : '512', ...(each.mail === null ? {} : { mail: each.mail }), ...(each.title === null ? {} : { title: each.title }) }));
    const managed = people.map((each, index): SourceObject => {
      const boss = people[input.people[index]?.manager ?? -1];
      return boss === undefined ? each : { ...each, manager: { guid: boss.guid, dn: boss.dn } };
    });
    const groups = input.teams.map((each, index) => adGroup(50 + index, `t${index}`, each.members.flatMap((member) => people[member] ?? [])));
    const taken = new Set<number>();
    const clouds: TargetObject[] = input.clouds.map((each, index) => cloudUser(100 + index, each.principal + String(index), { userPrincipalName: `${each.principal}@contoso.com`, mail: each.mail, jobTitle: each.title, userType: each.guest ? 'Guest' : 'Member', onPremisesImmutableId: each.anchor === null ? null : base64OfGuid(guid(each.anchor + 1)) }));
    world.source(order([...managed.filter((_, index) => input.people[index]?.present), ...groups], seed));
    const cloudGroups: TargetObject[] = input.teams.flatMap((each, index) => (each.linked ? [{ id: guid(150 + index), kind: 'group' as const, attributes: { displayName: `t${index}`, securityEnabled: true, mailEnabled: false, groupTypes: [], mailNickname: 't' } }] : []));
    world.target(order([...clouds, ...cloudGroups], seed), Object.fromEntries(input.teams.flatMap((each, index) => (each.linked ? [[guid(150 + index), each.known.map((member) => guid(100 + member))]] : []))));
    const links = [
      ...input.clouds.flatMap((each, index) => {
        if (!each.linked || each.anchor === null || taken.has(each.anchor)) return [];
        taken.add(each.anchor);
        return [{ type: 'user' as const, source: guid(each.anchor + 1), target: guid(100 + index) }];
      }),
      ...input.teams.flatMap((each, index) => (each.linked ? [{ type: 'group' as const, source: guid(50 + index), target: guid(150 + index) }] : [])),
    ];
    for (const link of order(links, seed)) world.store.links.put({ anchor: base64OfGuid(link.source), type: link.type, guid: link.source, dn: `CN=${link.source}`, targetId: link.target, origin: 'created', state: 'linked', since: '2026-11-01T00:00:00Z', confirmed: {}, foreignMembers: [] });
    const planned = world.plan();
    return { ...planned, notes: [...world.store.plans.notes(planned.summary.id)], conflicts: world.store.conflicts.all().map(({ firstSeen: _, ...conflict }) => conflict) };
  } finally {
    world.close();
  }
}

const inputs = fc.record({ people: fc.array(person, { maxLength: 8 }), clouds: fc.array(cloud, { maxLength: 6 }), teams: fc.array(team, { maxLength: 3 }) });

test('I3: the order of import does not change the plan', () => {
  fc.assert(
    fc.property(inputs, fc.integer({ min: 1, max: 1000 }), (input, seed) => {
      expect(planOf(input, seed)).toEqual(planOf(input, seed + 7));
    }),
    { numRuns: 150 },
  );
});

test('a plan never writes one value to two objects, never depends on what comes later, and never both holds and writes an object', () => {
  fc.assert(
    fc.property(inputs, fc.integer({ min: 1, max: 1000 }), (input, seed) => {
      const { changes, summary } = planOf(input, seed);
      const names = changes.flatMap((change) => change.attributes.filter((attribute) => attribute.name === 'userPrincipalName' && attribute.rule !== 'temporary name for a swap').map((attribute) => String(attribute.to).toLowerCase()));
      expect(new Set(names).size).toBe(names.length);
      const seen = new Set<string>();
      for (const change of changes) {
        for (const other of change.dependsOn) if (change.hold === null) expect(seen).toContain(other);
        expect(seen).not.toContain(change.id);
        seen.add(change.id);
      }
      const { users } = summary;
      const present = input.people.filter((each) => each.present).length;
      const left = changes.filter((change) => change.type === 'user' && change.action === 'disable' && change.reason === 'sourceMissing').length;
      expect(users.create + users.restore + users.link + users.update + users.disable - left + users.unchanged + users.held).toBe(present);
    }),
    { numRuns: 150 },
  );
});
