import type { RunPhase, RunResult, RunView } from '../../../../shared/ipc/runs.ts';
import { isWholeRun, phases, type ExportResult } from '../../../../shared/run.ts';
import { commonNameOf } from '../../../sync/names/dn.ts';
import type { RunRecord, RunStep, StagingStore } from '../../../sync/store.ts';
import { createErrorGroups } from './error-groups.ts';
import { changesIn } from './plan-size.ts';

function phaseOf(phase: RunPhase['phase'], steps: readonly RunStep[], ended: boolean): RunPhase {
  const step = steps.find((each) => each.phase === phase);
  const none = { phase, done: 0, total: null, perSecond: 0, etaSeconds: null, text: '', startedAt: null, endedAt: null };
  if (step === undefined) return { ...none, state: ended ? 'skipped' : 'later' };
  return { ...none, state: step.outcome, startedAt: step.startedAt, endedAt: step.endedAt, done: step.objects, total: step.objects, text: step.text };
}

function exportedOf(exported: ExportResult | null): RunResult['exported'] {
  return exported === null ? null : { writes: exported.writes, retried: exported.retried, throttledMs: exported.throttledMs, failed: exported.failed.length, waiting: exported.waiting.length };
}

/**
 * How a run ended, with what it left for people to do. `approve`: the plan whose held set it was to release, when it was
 * started for that.
 */
export function resultOf(record: RunRecord, store: StagingStore, approve: string | null): RunResult {
  const summary = record.planId === null ? undefined : store.plans.get(record.planId)?.summary;
  const held = record.outcome === 'protected' ? summary?.protection.held : undefined;
  return {
    outcome: record.outcome,
    endedAt: record.endedAt,
    planId: record.planId,
    error: record.error,
    exported: exportedOf(record.exported),
    conflicts: summary?.conflicts ?? 0,
    heldByProtection: held === undefined ? 0 : held.delete + held.disable + held.memberRemove,
    protectionTexts: held === undefined ? [] : (summary?.protection.texts ?? []),
    approval: approvalOf(record, approve, summary?.protection.heldSet ?? ''),
  };
}

/** What became of the approval a run was started with. */
function approvalOf({ outcome }: RunRecord, approve: string | null, heldSet: string): RunResult['approval'] {
  if (approve === null || heldSet === '') return null;
  return outcome === 'protected' ? 'setChanged' : 'released';
}

/** A run of the history in the same shape as one that is under way. */
export function recordedRun(profileId: string, record: RunRecord & { readonly steps: readonly RunStep[] }, store: StagingStore, quotaPerSecond: number): RunView {
  const summary = record.planId === null ? undefined : store.plans.get(record.planId)?.summary;
  const failed = record.exported?.failed ?? [];
  const errors = createErrorGroups();
  for (const failure of failed) errors.add(failure, commonNameOf(failure.dn));
  const ended = record.outcome !== null;
  const written = record.exported === null ? 0 : Math.max(0, (summary === undefined ? record.exported.writes : changesIn(summary)) - failed.length - record.exported.waiting.length);
  return {
    runId: record.id,
    profileId,
    profile: record.profile,
    full: record.imports?.source.mode === 'full',
    startedAt: record.startedAt,
    state: ended ? 'ended' : 'interrupted',
    phases: phases.map((phase) => phaseOf(phase, record.steps, ended)),
    numbers: {
      sourceRead: record.imports?.source.read ?? null,
      targetRead: record.imports?.target.read ?? null,
      staged: record.imports === null ? null : store.source.count(),
      joined: summary?.scope.inScope ?? null,
      planned: summary === undefined || !isWholeRun(record.profile) ? null : changesIn(summary),
      outcomes: { written, partly: 0, refused: failed.length, waiting: record.exported?.waiting.length ?? 0, held: 0 },
    },
    pace: { pace: 'free', writesPerSecond: 0, quotaPerSecond, inFlight: 0, throttledMs: record.exported?.throttledMs ?? 0 },
    samples: { everyMs: 1_000, perSecond: [] },
    errors: errors.groups(),
    tail: [],
    result: resultOf(record, store, null),
  };
}
