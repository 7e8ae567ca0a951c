import type { Limit } from '../../../shared/profile.ts';
import type { Settings } from '../settings.ts';

/** Below these sizes a percentage says nothing. Source: design, sections 7 and 12. */
const smallestPopulation = 50;
const smallestGroup = 20;

export type ProtectionKind = 'delete' | 'disable' | 'memberRemove';

/** One count that a limit is held against: objects of a type, or the removed members of a group. */
export type ProtectedCount = { readonly kind: ProtectionKind; readonly what: string; readonly count: number; readonly population: number };

/** A sentence for each tripped kind: how many against which limit. */
export type Tripped = ReadonlyMap<ProtectionKind, string>;

function exceeds(counted: ProtectedCount, limit: Limit): string | null {
  if (counted.count > limit.count) return `more than ${limit.count}`;
  const floor = counted.kind === 'memberRemove' ? smallestGroup : smallestPopulation;
  return counted.population > floor && counted.count * 100 > limit.percent * counted.population ? `more than ${limit.percent} % of ${counted.population}` : null;
}

const verbs: Readonly<Record<ProtectionKind, string>> = { delete: 'would be deleted', disable: 'would be disabled', memberRemove: 'would be removed' };

/** Evaluates the limits on the whole plan, before its first write (invariant I7). A tripped kind is held as a whole. */
export function trippedKinds(counts: readonly ProtectedCount[], limits: Settings['limits']): Tripped {
  const tripped = new Map<ProtectionKind, string>();
  for (const counted of counts) {
    const limit = exceeds(counted, limits[counted.kind]);
    if (limit === null || tripped.has(counted.kind)) continue;
    tripped.set(counted.kind, `${counted.count} ${counted.what} ${verbs[counted.kind]}, ${limit}.`);
  }
  return tripped;
}
