import type { StagingStore } from '../../electron/sync/store.ts';
import type { PlanChange, PlanSummary } from '../../shared/plan.ts';

const none = { create: 0, restore: 0, link: 0, update: 0, disable: 0, delete: 0, unchanged: 0, held: 0 };

export const emptySummary: PlanSummary = {
  id: 'plan',
  users: none,
  groups: none,
  members: { add: 0, remove: 0 },
  managers: { set: 0, clear: 0 },
  protection: { tripped: false, held: { delete: 0, disable: 0, memberRemove: 0 }, limit: { count: 500, percent: 10 }, texts: [], heldSet: '' },
  notSynchronizable: {},
  scope: { inScope: 0, excluded: {} },
  conflicts: 0,
};

/** A change with the parts that a test does not care about filled in. */
export function planned(id: string, part: Partial<PlanChange> = {}): PlanChange {
  return { id, action: 'update', type: 'user', anchor: `anchor-${id}`, guid: null, dn: `CN=${id},OU=People,DC=corp,DC=contoso,DC=com`, target: null, reason: 'changed', attributes: [], references: [], dependsOn: [], hold: null, ...part };
}

/** Puts a plan into a store, its changes in this order. */
export function putPlan(store: StagingStore, changes: readonly PlanChange[], summary: Partial<PlanSummary> = {}): void {
  const writer = store.plans.begin('run');
  for (const [order, change] of changes.entries()) writer.add(change, order);
  writer.finish({ ...emptySummary, ...summary }, 'inputs', '2026-11-26T12:00:00.000Z');
}
