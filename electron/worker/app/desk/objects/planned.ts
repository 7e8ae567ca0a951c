import type { ObjectPlan } from '../../../../../shared/ipc/objects.ts';
import type { PlanDetail } from '../../../../../shared/ipc/plan.ts';
import type { PlanChange } from '../../../../../shared/plan.ts';
import { explain } from '../../../../sync/explain.ts';
import { commonNameOf } from '../../../../sync/names/dn.ts';
import { changesForObject, digestOfChanges, isComing } from '../../../../sync/object-changes.ts';
import type { Settings } from '../../../../sync/settings.ts';
import type { StagingStore } from '../../../../sync/store.ts';
import { sha256, systemClock } from '../../../system.ts';
import { detailOf } from '../plan/detail.ts';
import { buildIndex } from '../plan/plan-index.ts';

function blockedBy({ policies }: Settings, store: StagingStore): ObjectPlan['blocked'] {
  if (policies.stagingMode) return 'stagingMode';
  return store.facts.get()?.synchronizedByOther === true ? 'synchronizedByOther' : null;
}

/** What the newest plan has for one object, in full; null when no AD object is meant. */
export async function plannedFor(query: string, store: StagingStore, settings: Settings): Promise<ObjectPlan | null> {
  const explanation = explain(query.startsWith('ad:') ? query.slice(3) : query, settings, store, systemClock.now());
  if (explanation === null) return null;
  const { anchor, dn, conflicts, verdict } = explanation;
  const planId = store.plans.latest()?.summary.id ?? null;
  const { write, later } = planId === null || anchor === null ? { write: [], later: [] } : changesForObject(planId, anchor, store.plans);
  const index = await buildIndex(planId ?? '', [...write, ...later.map(({ change }) => change)]);
  const detail = (change: PlanChange): PlanDetail => detailOf(index, change, store, settings);
  return {
    name: commonNameOf(dn),
    dn,
    shown: digestOfChanges(write, sha256),
    write: write.map(detail),
    leftOut: write.flatMap(({ references }) => references.filter(isComing)).map((reference) => commonNameOf(reference.dn)),
    later: later.map(({ change, why, on }) => ({ detail: detail(change), why, on: on === null ? null : commonNameOf(on) })),
    conflicts: conflicts.map(({ id, situation, reason, fix }) => ({ id, situation, reason, fix })),
    verdict,
    blocked: blockedBy(settings, store),
  };
}
