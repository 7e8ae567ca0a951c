import type { PlanChange } from '../../../shared/plan.ts';
import type { Refusal, Refusals } from '../store.ts';

export type RefusalBook = {
  /**
   * Stores what was refused of a change; null after a success, which forgets an earlier refusal of the same action.
   * Refusals of other actions on the same object stay. Belongs into the transaction that ends the change.
   */
  remember(change: PlanChange, refusal: Refusal | null): void;
};

/** Keeps the stored refusals in step with what the export meets, without reading them again for every change. */
export function createRefusalBook(refusals: Refusals): RefusalBook {
  const known = new Map<string, readonly Refusal[]>();
  for (const refusal of refusals.all()) known.set(refusal.anchor, [...(known.get(refusal.anchor) ?? []), refusal]);
  return {
    remember(change, refusal) {
      const before = known.get(change.anchor) ?? [];
      const others = before.filter(({ action }) => action !== change.action && action !== refusal?.action);
      const now = refusal === null ? others : [...others, refusal];
      if (before.length === 0 && refusal === null) return;
      // The store forgets by object: what is to stay is put again.
      if (others.length < before.length) {
        refusals.remove(change.anchor);
        for (const other of others) refusals.put(other);
      }
      if (refusal !== null) refusals.put(refusal);
      known.set(change.anchor, now);
    },
  };
}
