import type { PlanReferenceRow, PlanRow } from '../../../../../shared/ipc/plan.ts';
import type { PlanReference } from '../../../../../shared/plan.ts';
import { commonNameOf } from '../../../../sync/names/dn.ts';
import type { StagingStore } from '../../../../sync/store.ts';
import { actionAt, holdCodes, reasonAt, typeCodes, type PlanIndex } from './plan-index.ts';

/** A change as the table shows it, from the index alone. */
export function rowAt(index: PlanIndex, position: number): PlanRow {
  const hold = holdCodes[index.holds[position] ?? 0] ?? 'free';
  return {
    id: index.ids[position] ?? '',
    action: actionAt(index, position),
    type: typeCodes[index.types[position] ?? 0] ?? 'user',
    name: index.names[position] ?? '',
    dn: index.dns[position] ?? '',
    container: index.containers[index.containerOf[position] ?? 0]?.path ?? [],
    reason: reasonAt(index, position),
    attributes: (index.attributeSets[index.attributeSetOf[position] ?? 0] ?? []).map((attribute) => index.attributes[attribute] ?? ''),
    references: index.referenceCounts[position] ?? 0,
    hold: hold === 'free' ? null : hold,
  };
}

/** A name an admin knows a target object by; its id when it is not staged. */
export function targetName(store: Pick<StagingStore, 'target'>, id: string): string {
  const { userPrincipalName, displayName } = store.target.get(id)?.attributes ?? {};
  return typeof userPrincipalName === 'string' ? userPrincipalName : typeof displayName === 'string' ? displayName : id;
}

/** A member or manager by the name of its AD object, else of its target object. */
export function referenceRow(store: Pick<StagingStore, 'target'>, reference: PlanReference): PlanReferenceRow {
  const name = reference.dn.includes('=') ? commonNameOf(reference.dn) : reference.target === null ? reference.dn : targetName(store, reference.target);
  return { ...reference, name };
}
