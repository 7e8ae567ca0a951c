import type { StagingStore, StoredPlan } from './store.ts';

/** A plan is not older than the newest runs. */
const runsLookedAt = 50;

/**
 * Whether a run of everything was to write this plan: what it does not hold is then done, or failed and planned anew.
 * A run that failed before it had a plan, and one for a single object, whose plan is computed anew afterwards, leave all of it to do.
 */
export function wasWritten({ summary }: StoredPlan, { runs }: Pick<StagingStore, 'runs'>): boolean {
  return runs.list(runsLookedAt).find(({ planId }) => planId === summary.id)?.profile === 'sync';
}
