import { lastWholeRun } from '../../sync/last-run.ts';
import { healthOf } from '../../worker/health-facts.ts';
import { withStore } from '../../worker/with-store.ts';
import type { PlanSummary } from '../../../shared/plan.ts';
import type { RunRecord } from '../../sync/store.ts';
import { exitCodes } from '../command-table.ts';
import { commandLine, workspaceOf, type Context } from '../context.ts';
import { plain, plural } from '../terminal.ts';

/** Where a synchronization stands, in one sentence. */
export function stateSentence(name: string, last: RunRecord | null, conflicts: number, protectedPlan: boolean): string {
  if (last === null) return `${name} has never run.`;
  if (last.endedAt === null) return `${name}: run ${last.id} is under way, or was interrupted.`;
  if (last.outcome === 'failed') return `${name}: the last run failed.`;
  if (last.outcome === 'cancelled') return `${name}: the last run was cancelled.`;
  if (protectedPlan) return `${name}: protection holds part of the last plan.`;
  if (last.outcome === 'completedWithErrors') return `${name}: the last run could not write some objects.`;
  if (conflicts > 0) return `${name} is synchronized but for ${plural(conflicts, 'open conflict')}.`;
  return last.profile === 'preview' ? `${name}: the last run was a preview; nothing was written in it.` : `${name} is synchronized.`;
}

function held(plan: PlanSummary | null): number {
  if (plan === null || !plan.protection.tripped) return 0;
  const counts = plan.protection.held;
  return counts.delete + counts.disable + counts.memberRemove;
}

/** `causeway status` */
export async function statusCommand(context: Context): Promise<number> {
  const { terminal, json } = context;
  const workspace = workspaceOf(context);
  const { name } = workspace.loaded.profile;
  await withStore(workspace, async (store) => {
    const last = lastWholeRun(store.runs);
    const plan = last?.planId === undefined || last.planId === null ? null : (store.plans.get(last.planId)?.summary ?? null);
    const conflicts = store.conflicts.count();
    const heldChanges = last?.outcome === 'protected' ? held(plan) : 0;
    const state = stateSentence(name, last, conflicts, heldChanges > 0);
    const { state: condition, alerts } = healthOf(workspace, store);
    const linked = { users: store.links.count('user'), groups: store.links.count('group') };
    if (json) {
      await terminal.print(JSON.stringify({ profile: name, state, dataFolder: workspace.dataFolder, lastRun: last, linked, openConflicts: conflicts, held: heldChanges, plan: plan?.id ?? null, health: { state: condition, alerts } }));
      return;
    }
    const lines = [terminal.style('bold', state)];
    if (last !== null) lines.push(`Last run: ${last.profile} ${last.id}, started ${last.startedAt}${last.outcome === null ? '' : `, ${last.outcome}`}`);
    if (last !== null && last.error !== null) lines.push(`  ${plain(last.error.message)}`, `  ${plain(last.error.fix)}`);
    lines.push(`Linked: ${plural(linked.users, 'user')}, ${plural(linked.groups, 'group')}`);
    if (conflicts > 0) lines.push(`Open conflicts: ${conflicts} (${commandLine(context, ['conflicts', 'list'])})`);
    if (heldChanges > 0 && plan !== null) lines.push(`Held by protection: ${heldChanges} (${commandLine(context, ['sync', '--approve', plan.id])})`);
    if (alerts.length > 0) lines.push(`Alerts: ${alerts.length} (${commandLine(context, ['health'])})`);
    lines.push(`Data folder: ${workspace.dataFolder}`);
    await terminal.print(lines.join('\n'));
  });
  return exitCodes.done;
}
