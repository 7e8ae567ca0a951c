import type { ChangeKind, RunPoint } from '../../../../../shared/ipc/health.ts';
import type { PlanSummary } from '../../../../../shared/plan.ts';
import { isWholeRun, type Phase } from '../../../../../shared/run.ts';
import type { RunRecord, RunStep, StagingStore } from '../../../../sync/store.ts';

const none: Readonly<Record<ChangeKind, number>> = { create: 0, link: 0, update: 0, disable: 0, delete: 0, members: 0 };

function changesOf(summary: PlanSummary | undefined): Readonly<Record<ChangeKind, number>> {
  if (summary === undefined) return none;
  const { users, groups, members, managers } = summary;
  return {
    create: users.create + groups.create + users.restore + groups.restore,
    link: users.link + groups.link,
    update: users.update + groups.update,
    disable: users.disable + groups.disable,
    delete: users.delete + groups.delete,
    members: members.add + members.remove + managers.set + managers.clear,
  };
}

function lengths(steps: readonly RunStep[]): Readonly<Partial<Record<Phase, number>>> {
  const sums: Partial<Record<Phase, number>> = {};
  for (const { phase, startedAt, endedAt } of steps) sums[phase] = (sums[phase] ?? 0) + Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));
  return sums;
}

function errorsOf({ exported, error, outcome }: RunRecord): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code } of exported?.failed ?? []) counts[code] = (counts[code] ?? 0) + 1;
  if (outcome === 'failed') counts[error?.kind ?? 'internal'] = (counts[error?.kind ?? 'internal'] ?? 0) + 1;
  return counts;
}

function latencyOf(steps: readonly RunStep[], writes: number): number | null {
  const read = steps.find(({ phase }) => phase === 'importSource');
  const written = steps.find(({ phase }) => phase === 'export');
  return read === undefined || written === undefined || writes === 0 ? null : Math.max(0, Math.round((Date.parse(written.endedAt) - Date.parse(read.endedAt)) / 1000));
}

/** A run of the history, with its steps, as lists and charts show it. */
export function pointOf(record: RunRecord & { readonly steps: readonly RunStep[] }, store: Pick<StagingStore, 'plans'>): RunPoint {
  const summary = record.planId === null ? undefined : store.plans.get(record.planId)?.summary;
  const writes = record.exported?.writes ?? 0;
  return {
    id: record.id,
    profile: record.profile,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    outcome: record.outcome,
    full: record.imports?.source.mode === 'full',
    planId: record.planId,
    phases: lengths(record.steps),
    changes: !isWholeRun(record.profile) || record.profile === 'preview' || writes === 0 ? none : changesOf(summary),
    writes,
    errors: errorsOf(record),
    conflicts: summary?.conflicts ?? 0,
    inScope: summary?.scope.inScope ?? null,
    latencySeconds: latencyOf(record.steps, writes),
    problem: record.error?.message ?? null,
  };
}

/** Whether somebody should look at it. */
export function hasProblem({ outcome, exported }: Pick<RunRecord, 'outcome' | 'exported'>): boolean {
  return outcome === null || outcome === 'failed' || outcome === 'completedWithErrors' || outcome === 'protected' || (exported?.failed.length ?? 0) > 0;
}
