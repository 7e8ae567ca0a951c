import type { ProfileStatus } from '../../../../shared/ipc/state.ts';
import { isWholeRun } from '../../../../shared/run.ts';
import type { RunRecord, StagingStore } from '../../../sync/store.ts';
import { openCount } from './conflicts/review.ts';
import { healthOf } from '../../health-facts.ts';
import { changedSinceShown } from '../../shown-profile.ts';
import type { Workspace } from '../../workspace.ts';

const runsLookedAt = 50;

function succeeded(run: RunRecord): boolean {
  return run.profile === 'sync' && run.outcome !== null && run.outcome !== 'failed' && run.outcome !== 'cancelled';
}

function heldBy(store: StagingStore, last: RunRecord | undefined): number {
  if (last?.outcome !== 'protected' || last.planId === null) return 0;
  const held = store.plans.get(last.planId)?.summary.protection.held;
  return held === undefined ? 0 : held.delete + held.disable + held.memberRemove;
}

/** Where a profile stands, from its staging store alone. */
export function statusOf(workspace: Workspace, store: StagingStore): ProfileStatus {
  const runs = store.runs.list(runsLookedAt).filter(({ profile }) => isWholeRun(profile));
  const last = runs[0];
  const { alerts } = healthOf(workspace, store);
  return {
    lastRun: last === undefined ? null : { id: last.id, profile: last.profile, outcome: last.outcome, startedAt: last.startedAt, endedAt: last.endedAt, unread: last.imports?.source.unread.length ?? 0 },
    lastSuccessAt: runs.find(succeeded)?.endedAt ?? null,
    openConflicts: openCount(store),
    heldByProtection: heldBy(store, last),
    alerts: alerts.length,
    worstAlert: alerts.length === 0 ? null : alerts.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
    synchronizedByOther: store.facts.get()?.synchronizedByOther === true,
    changed: changedSinceShown(workspace),
  };
}
