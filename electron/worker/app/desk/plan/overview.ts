import type { PlanOverview } from '../../../../../shared/ipc/plan.ts';
import { isWholeRun } from '../../../../../shared/run.ts';
import type { StagingStore, StoredPlan } from '../../../../sync/store.ts';

const runsLookedAt = 200;

/** How many changes protection holds in a plan: what an approval has to name. Memberships count one each. */
export function heldCount({ summary }: StoredPlan): number {
  const { held } = summary.protection;
  return held.delete + held.disable + held.memberRemove;
}

/** A plan with the newest run that used it: whether it was only shown, or written. */
export function overviewOf(store: StagingStore, stored: StoredPlan): PlanOverview {
  const latest = store.plans.latest();
  // After a run for one object the plan is computed anew: no run record names what is left.
  const runs = store.runs.list(runsLookedAt);
  const run = runs.find(({ planId }) => planId === stored.summary.id) ?? runs.find(({ id, profile }) => id === stored.runId && !isWholeRun(profile));
  const [first] = store.plans.changes(stored.summary.id);
  const { summary } = stored;
  const planned = [summary.users, summary.groups].some((counts) => counts.create + counts.restore + counts.link + counts.update + counts.disable + counts.delete > 0);
  return {
    plan: summary,
    createdAt: stored.createdAt,
    newest: latest?.summary.id === summary.id,
    changesKept: first !== undefined || !planned,
    run: run === undefined ? null : { id: run.id, profile: run.profile, outcome: run.outcome, endedAt: run.endedAt, writes: run.exported?.writes ?? null, failed: run.exported?.failed.length ?? 0 },
  };
}
