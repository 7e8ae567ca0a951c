import type { PlanAction } from '../../../shared/plan.ts';

/**
 * Ranks of the export (design, section 9): objects first, then what refers to them, then what takes away.
 * Changes that release a value for another one come before all of these.
 */
const ranks: Readonly<Record<'user' | 'group', Readonly<Record<PlanAction, number>>>> = {
  user: { create: 1000, restore: 1000, link: 1000, update: 1100, addMembers: 1400, setManager: 1500, clearManager: 1500, removeMembers: 1600, disable: 1700, delete: 1800 },
  group: { create: 1200, restore: 1200, link: 1200, update: 1300, addMembers: 1400, setManager: 1500, clearManager: 1500, removeMembers: 1600, disable: 1700, delete: 1800 },
};

export function rankOf(action: PlanAction, type: 'user' | 'group'): number {
  return ranks[type][action];
}

/** A node of the release graph: it must come after every node it waits for. */
export type Entangled = { readonly key: string; readonly waitsFor: ReadonlySet<string> };

/** `rank` below every normal rank; `breaks` is true for the one object of a cycle that steps aside through a temporary UPN. */
export type Placement = { readonly rank: number; readonly breaks: boolean };

/** A cycle below `key`, or null. Keys already known to be free of cycles are skipped. */
function cycleFrom(key: string, nodes: ReadonlyMap<string, Entangled>, breakers: ReadonlySet<string>, clear: Set<string>, path: string[]): readonly string[] | null {
  const start = path.indexOf(key);
  if (start !== -1) return path.slice(start);
  if (clear.has(key) || !nodes.has(key)) return null;
  path.push(key);
  for (const next of [...(nodes.get(key)?.waitsFor ?? [])].sort()) {
    const cycle = breakers.has(next) ? null : cycleFrom(next, nodes, breakers, clear, path);
    if (cycle !== null) return cycle;
  }
  path.pop();
  clear.add(key);
  return null;
}

/**
 * Orders objects that hand values over: releases go before claims. In a cycle (a swap) the object with the smallest key
 * steps aside first; nobody needs to wait for it then. Deterministic: the keys decide, not the order of the input.
 */
export function placeEntangled(entangled: readonly Entangled[]): ReadonlyMap<string, Placement> {
  const nodes = new Map([...entangled].sort((left, right) => (left.key < right.key ? -1 : 1)).map((node) => [node.key, node]));
  const breakers = new Set<string>();
  for (const key of nodes.keys()) {
    const clear = new Set<string>();
    for (let cycle = cycleFrom(key, nodes, breakers, clear, []); cycle !== null; cycle = cycleFrom(key, nodes, breakers, clear, [])) breakers.add([...cycle].sort()[0] ?? key);
  }
  const placements = new Map<string, Placement>();
  const place = (key: string): void => {
    const node = nodes.get(key);
    if (node === undefined || placements.has(key)) return;
    for (const next of [...node.waitsFor].sort()) if (!breakers.has(next)) place(next);
    placements.set(key, { rank: placements.size + 1, breaks: breakers.has(key) });
  };
  for (const key of nodes.keys()) place(key);
  return placements;
}
