import type { PlanOverview } from '../../../shared/ipc/plan.ts';
import type { PlanSummary } from '../../../shared/plan.ts';
import { isWholeRun } from '../../../shared/run.ts';
import { planStrings } from '../../strings/plan.ts';

/** True when the plan has no change at all, held ones included. */
export function writesNothing({ users, groups, members, managers }: PlanSummary): boolean {
  const changes = [users, groups].map((counts) => counts.create + counts.restore + counts.link + counts.update + counts.disable + counts.delete);
  return [...changes, members.add, members.remove, managers.set, managers.clear].every((count) => count === 0);
}

/** Objects that agree on both sides. */
export function unchangedOf({ users, groups }: PlanSummary): number {
  return users.unchanged + groups.unchanged;
}

/** Whether the plan was only shown, written, or written in part: one sentence. */
export function stateOf({ run, newest }: PlanOverview): string {
  const { state } = planStrings;
  const older = newest ? '' : `${state.older} `;
  if (run === null || run.outcome === null) return older + state.running;
  if (!isWholeRun(run.profile)) return older + state.object;
  if (run.profile === 'preview') return older + state.preview;
  if (run.outcome === 'cancelled') return older + state.cancelled(run.writes ?? 0);
  if (run.writes === null) return older + state.failed;
  return older + (run.failed > 0 ? state.partly(run.writes, run.failed) : state.written(run.writes));
}
