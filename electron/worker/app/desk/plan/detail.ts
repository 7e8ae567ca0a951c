import { Problem } from '../../../../../shared/errors.ts';
import type { PlanDetail } from '../../../../../shared/ipc/plan.ts';
import type { PlanChange } from '../../../../../shared/plan.ts';
import { explain } from '../../../../sync/explain.ts';
import type { Settings } from '../../../../sync/settings.ts';
import type { StagingStore } from '../../../../sync/store.ts';
import { systemClock } from '../../../system.ts';
import { actionAt, type PlanIndex } from './plan-index.ts';
import { referenceRow, rowAt, targetName } from './rows.ts';

/** Members that come with the detail; the others are asked for in pages. */
const firstReferences = 50;

/** The change, or a refusal that says why it is not there any more. */
export function changeOf(store: StagingStore, planId: string, changeId: string): PlanChange {
  const change = store.plans.change(planId, changeId);
  if (change !== null) return change;
  throw new Problem('usage', `Plan ${planId.slice(0, 8)} no longer keeps this change: a newer plan has taken its place.`, 'Open the newest plan.');
}

/** One change from Active Directory to Entra: what each rule looked at, what is there now, what will be there. */
export function detailOf(index: PlanIndex, change: PlanChange, store: StagingStore, settings: Settings): PlanDetail {
  const position = index.positions.get(change.id) ?? 0;
  const explained = change.guid === null ? null : explain(change.guid, settings, store, systemClock.now());
  const changed = new Set(change.attributes.map(({ name }) => name));
  const writesAttributes = change.references.length === 0;
  const waitsFor = change.hold?.by === 'dependency' ? index.positions.get(change.hold.on) : undefined;
  return {
    row: rowAt(index, position),
    anchor: change.anchor,
    guid: change.guid,
    target: change.target === null ? null : { id: change.target, name: targetName(store, change.target) },
    attributes: change.attributes.map((attribute) => {
      const now = explained?.attributes.find(({ name }) => name === attribute.name);
      return { ...attribute, inbound: now?.rule === attribute.rule ? now.inbound : undefined, source: now?.source ?? null };
    }),
    unchanged: !writesAttributes || change.action === 'delete' ? [] : (explained?.attributes ?? []).filter(({ name }) => !changed.has(name)).map(({ name, rule, inbound, current, source }) => ({ name, rule, inbound, value: current, source })),
    hold: change.hold,
    waitsFor: waitsFor === undefined ? null : { id: index.ids[waitsFor] ?? '', action: actionAt(index, waitsFor), name: index.names[waitsFor] ?? '' },
    others: store.plans.changesOf(index.planId, change.anchor).filter(({ id }) => id !== change.id).map(({ id, action, references }) => ({ id, action, references: references.length })),
    references: { total: change.references.length, first: change.references.slice(0, firstReferences).map((reference) => referenceRow(store, reference)) },
  };
}
