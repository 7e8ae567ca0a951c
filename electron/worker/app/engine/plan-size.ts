import type { PlanSummary } from '../../../../shared/plan.ts';

/** Changes of objects and links that a plan holds, as its summary counts them. */
export function changesIn({ users, groups, members, managers }: PlanSummary): number {
  const objects = [users, groups].reduce((sum, counts) => sum + counts.create + counts.restore + counts.link + counts.update + counts.disable + counts.delete, 0);
  return objects + members.add + members.remove + managers.set + managers.clear;
}
