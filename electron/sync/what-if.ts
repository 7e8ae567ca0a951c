import type { Conflict, Resolution } from '../../shared/conflict.ts';
import type { PlanChange, PlanSummary } from '../../shared/plan.ts';
import type { PlanWriter, StagingStore } from './store.ts';
import { synchronize, type SynchronizePorts, type SynchronizeRequest } from './synchronize.ts';

/** What the next synchronization would come to if these decisions were taken, on the data as it was last read. */
export type WhatIf = {
  readonly summary: PlanSummary;
  /** The changes that `keep` let through, in no particular order, holds as they would be. */
  readonly changes: readonly PlanChange[];
  readonly conflicts: readonly Conflict[];
};

function collector(keep: (change: PlanChange) => boolean, kept: Map<string, PlanChange>): PlanWriter {
  return {
    add(change) {
      if (keep(change)) kept.set(change.id, change);
      // Nobody asks what this plan is called.
      return '';
    },
    note: () => undefined,
    hold(changeId, hold) {
      const change = kept.get(changeId);
      if (change !== undefined) kept.set(changeId, { ...change, hold });
    },
    finish: () => undefined,
  };
}

/**
 * Runs the synchronization phase on the staged data with `decisions` on top of the stored ones and writes nothing: not to
 * the store, not to the target. `keep` bounds what is held in memory.
 */
export function whatIf(request: SynchronizeRequest, ports: SynchronizePorts, decisions: readonly Resolution[], keep: (change: PlanChange) => boolean): WhatIf {
  const { store } = ports;
  const kept = new Map<string, PlanChange>();
  let conflicts: readonly Conflict[] = [];
  const decided = new Map(store.resolutions.all().map((resolution) => [resolution.conflictId, resolution]));
  const retried = new Set<string>();
  for (const resolution of decisions) {
    if (resolution.kind === 'retry') retried.add(resolution.anchor);
    else decided.set(resolution.conflictId, resolution);
  }
  const nothing = (): void => undefined;
  const imagined: StagingStore = {
    ...store,
    resolutions: { ...store.resolutions, all: () => [...decided.values()], put: nothing, remove: nothing },
    refusals: { ...store.refusals, all: () => store.refusals.all().filter(({ anchor }) => !retried.has(anchor)), put: nothing, remove: nothing },
    links: { ...store.links, put: nothing, remove: nothing, confirm: nothing },
    plans: { ...store.plans, latest: () => null, begin: () => collector(keep, kept), approve: nothing },
    conflicts: { ...store.conflicts, replace: (found) => { conflicts = [...found]; } },
    transaction: (work) => work(),
  };
  const { summary } = synchronize(request, { ...ports, store: imagined });
  return { summary, changes: [...kept.values()], conflicts };
}
