import type { PlanAction, PlanChange } from '../../shared/plan.ts';
import type { ObjectWait } from '../../shared/run.ts';
import { stepsAside } from './plan/release.ts';
import type { Digest } from './ports.ts';
import type { Plans } from './store.ts';

/** What a run for one object may do. Everything that takes away waits for a run that has read everything. */
const additive: ReadonlySet<PlanAction> = new Set(['create', 'restore', 'link', 'update', 'addMembers', 'setManager']);

/**
 * The changes of a plan that a run for this identity is about. Not the temporary name of a swap: the other object of the
 * swap is not written, so that the user would be left with that name.
 */
export function writtenForObject(change: Pick<PlanChange, 'anchor' | 'action' | 'attributes'>, anchor: string): boolean {
  return change.anchor === anchor && additive.has(change.action) && !stepsAside(change);
}

/** A change of the object that is left to a run of everything. `on`: DN of the object it waits for; null when it waits for none. */
export type LaterChange = { readonly change: PlanChange; readonly why: ObjectWait; readonly on: string | null };

export type ObjectChanges = { /** In the order of export. */ readonly write: readonly PlanChange[]; readonly later: readonly LaterChange[] };

/** Sorts what a plan has for one identity into what a run for this object writes and what it leaves. */
export function changesForObject(planId: string, anchor: string, plans: Pick<Plans, 'change' | 'changesOf'>): ObjectChanges {
  const own = plans.changesOf(planId, anchor);
  const write: PlanChange[] = [];
  const later: LaterChange[] = [];
  for (const change of own) {
    const wait = waitOf(change, anchor, new Set(write.map(({ id }) => id)), (id) => plans.change(planId, id)?.dn ?? null);
    if (wait === null) write.push(change);
    else later.push({ change, ...wait });
  }
  return { write, later };
}

function waitOf(change: PlanChange, anchor: string, written: ReadonlySet<string>, dnOf: (changeId: string) => string | null): Omit<LaterChange, 'change'> | null {
  if (change.hold !== null) return { why: 'held', on: null };
  if (stepsAside(change)) return { why: 'swap', on: null };
  if (!writtenForObject(change, anchor)) return { why: 'takesAway', on: null };
  const first = change.dependsOn.find((id) => !written.has(id));
  if (first !== undefined) return { why: 'waits', on: dnOf(first) };
  const [reference] = change.references;
  return reference !== undefined && change.references.every(isComing) ? { why: 'waits', on: reference.dn } : null;
}

/** A member or manager that the plan creates: a run for one object does not, so that it cannot be referred to. */
export function isComing({ target }: PlanChange['references'][number]): boolean {
  return target === null;
}

/** Names exactly these changes, value by value: what was shown and what is about to be written are compared by it. */
export function digestOfChanges(changes: readonly PlanChange[], digest: Digest): string {
  return digest(JSON.stringify(changes)).slice(0, 32);
}
