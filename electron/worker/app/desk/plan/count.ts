import { planActions, type PlanAction } from '../../../../../shared/plan.ts';
import type { PlanCount, PlanFacets, PlanFilter, PlanGrouping, PlanTotals } from '../../../../../shared/ipc/plan.ts';
import { situations } from '../../../../../shared/situation.ts';
import { bitOf, criteria, judgeOf, type Criterion } from './filter.ts';
import { actionAt, holdCodes, typeCodes, type PlanIndex } from './plan-index.ts';

/** Containers offered in the filter; a forest may have tens of thousands. */
const containersOffered = 300;

type Tallies = { readonly [Each in Criterion]: Uint32Array } & { readonly attributeSets: Uint32Array };

function byCount<Key extends string>(keys: readonly Key[], counts: Uint32Array): PlanCount<Key>[] {
  return keys.flatMap((key, code) => ((counts[code] ?? 0) === 0 ? [] : [{ key, count: counts[code] ?? 0 }])).sort((left, right) => right.count - left.count);
}

/** How often each attribute changes, from how often each set of attributes comes up. */
function attributeCounts(index: PlanIndex, sets: Uint32Array): Uint32Array {
  const counts = new Uint32Array(index.attributes.length);
  for (const [set, attributes] of index.attributeSets.entries()) for (const attribute of attributes) counts[attribute] = (counts[attribute] ?? 0) + (sets[set] ?? 0);
  return counts;
}

/**
 * Counts every facet in one pass: a change that fails nothing counts for all of them, one that fails a single criterion
 * counts for that facet only, since choosing its value there would show it.
 */
export function facetsOf(index: PlanIndex, filter: PlanFilter): PlanFacets {
  const judge = judgeOf(index, filter);
  const tallies: Tallies = {
    text: new Uint32Array(1),
    actions: new Uint32Array(planActions.length),
    types: new Uint32Array(typeCodes.length),
    reasons: new Uint32Array(situations.length),
    hold: new Uint32Array(holdCodes.length),
    container: new Uint32Array(index.containers.length),
    attributes: new Uint32Array(0),
    attributeSets: new Uint32Array(index.attributeSets.length),
  };
  const bits = Object.fromEntries(criteria.map((criterion) => [criterion, bitOf(criterion)])) as Readonly<Record<Criterion, number>>;
  const add = (counts: Uint32Array, code: number | undefined): void => {
    counts[code ?? 0] = (counts[code ?? 0] ?? 0) + 1;
  };
  let total = 0;
  for (let position = 0; position < index.size; position += 1) {
    const failed = judge(position);
    if (failed === 0) total += 1;
    if ((failed & ~bits.actions) === 0) add(tallies.actions, index.actions[position]);
    if ((failed & ~bits.types) === 0) add(tallies.types, index.types[position]);
    if ((failed & ~bits.reasons) === 0) add(tallies.reasons, index.reasons[position]);
    if ((failed & ~bits.hold) === 0) add(tallies.hold, index.holds[position]);
    if ((failed & ~bits.container) === 0) add(tallies.container, index.containerOf[position]);
    if ((failed & ~bits.attributes) === 0) add(tallies.attributeSets, index.attributeSetOf[position]);
  }
  return {
    total,
    actions: byCount<PlanAction>(planActions, tallies.actions),
    types: byCount(typeCodes, tallies.types),
    reasons: byCount(situations, tallies.reasons),
    attributes: byCount(index.attributes, attributeCounts(index, tallies.attributeSets)),
    containers: byCount(index.containers.map(({ dn }) => dn), tallies.container).slice(0, containersOffered).map((count) => ({ ...count, path: pathOfContainer(index, count.key) })),
    holds: byCount(holdCodes, tallies.hold),
  };
}

function pathOfContainer(index: PlanIndex, dn: string): readonly string[] {
  return index.containers.find((container) => container.dn === dn)?.path ?? [];
}

/** The groups of the table, ordered as people look for them: containers by path, everything else by count. */
export function groupsOf(index: PlanIndex, positions: Int32Array, by: PlanGrouping): readonly (PlanCount & { readonly path: readonly string[] | null })[] {
  const count = (length: number, codeOf: (position: number) => number | undefined): Uint32Array => {
    const counts = new Uint32Array(length);
    for (const position of positions) {
      const code = codeOf(position) ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    return counts;
  };
  const plain = (keys: readonly string[], counts: Uint32Array) => byCount(keys, counts).map((group) => ({ ...group, path: null }));
  switch (by) {
    case 'action':
      return plain(planActions, count(planActions.length, (position) => index.actions[position]));
    case 'type':
      return plain(typeCodes, count(typeCodes.length, (position) => index.types[position]));
    case 'reason':
      return plain(situations, count(situations.length, (position) => index.reasons[position]));
    case 'attribute': {
      const sets = count(index.attributeSets.length, (position) => index.attributeSetOf[position]);
      const without = index.attributeSets.reduce((sum, set, number) => (set.length === 0 ? sum + (sets[number] ?? 0) : sum), 0);
      const groups = plain(index.attributes, attributeCounts(index, sets));
      return without === 0 ? groups : [...groups, { key: '', count: without, path: null }];
    }
    case 'container': {
      const counts = count(index.containers.length, (position) => index.containerOf[position]);
      return index.containers
        .flatMap(({ dn, path }, code) => ((counts[code] ?? 0) === 0 ? [] : [{ key: dn, count: counts[code] ?? 0, path }]))
        .sort((left, right) => (left.path.join('\u0000') < right.path.join('\u0000') ? -1 : 1));
    }
  }
}

const tileOf = { create: 'create', restore: 'restore', link: 'link', update: 'update', addMembers: 'update', setManager: 'update', clearManager: 'update', removeMembers: 'update', disable: 'disable', delete: 'delete' } as const satisfies Record<PlanAction, keyof PlanTotals>;

export function totalsOf(index: PlanIndex): PlanTotals {
  const none = () => ({ users: 0, groups: 0 });
  const totals = { create: none(), restore: none(), link: none(), update: none(), disable: none(), delete: none(), held: none() };
  for (let position = 0; position < index.size; position += 1) {
    const tile = index.holds[position] === 0 ? tileOf[actionAt(index, position)] : 'held';
    totals[tile][index.types[position] === 0 ? 'users' : 'groups'] += 1;
  }
  return totals;
}
