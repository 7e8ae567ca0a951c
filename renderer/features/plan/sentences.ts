import type { PlanDetail } from '../../../shared/ipc/plan.ts';
import type { AttributeValue } from '../../../shared/plan.ts';
import { situationTable } from '../../../shared/situation.ts';
import { planStrings } from '../../strings/plan.ts';

/** A value as text; null where there is none. */
export function textOfValue(value: AttributeValue): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value.length === 0 ? null : value.join('\n');
}

function happens({ row, target, references }: PlanDetail): string {
  const other = target === null ? 'a new object in Entra' : target.name;
  switch (row.action) {
    case 'create':
      return `${row.name} will be created in Entra.`;
    case 'restore':
      return `${other} will be restored in Entra and linked to ${row.name}.`;
    case 'link':
      return `${row.name} will be linked to ${other}.`;
    case 'update':
      return `${other} will be updated.`;
    case 'addMembers':
      return `${row.name} gets ${planStrings.table.members(references.total)} more.`;
    case 'removeMembers':
      return `${row.name} loses ${planStrings.table.members(references.total)}.`;
    case 'setManager':
      return `${row.name} gets ${references.first[0]?.name ?? 'another object'} as manager.`;
    case 'clearManager':
      return `${row.name} will have no manager.`;
    case 'disable':
      return `${other} will be disabled: nobody can sign in with it.`;
    case 'delete':
      return `${other} will be deleted. It can be restored in Entra for 30 days.`;
  }
}

function because({ row }: PlanDetail): string {
  switch (row.reason) {
    case 'new':
      return 'It is new: nothing in Entra matches.';
    case 'found':
      return 'Exactly one object in Entra matches it.';
    case 'changed':
      return 'Active Directory has other values than Entra.';
    case 'drift':
      return 'The value was changed in Entra since it was last confirmed; Active Directory has the last word.';
    case 'returned':
      return 'It is back in Active Directory, and Causeway itself had deleted its object in Entra.';
    case 'sourceMissing':
      return 'It is deleted in Active Directory, or no longer in scope.';
    default:
      return `As decided in the review: ${situationTable[row.reason].means}.`;
  }
}

/** What will happen to the object, and why. */
export function sentenceOf(detail: PlanDetail): string {
  return `${happens(detail)} ${because(detail)}`;
}
