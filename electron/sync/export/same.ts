import type { AttributeValue } from '../../../shared/plan.ts';

/** Whether two values of a Graph property are equal; a property that was not delivered counts as null. */
export function same(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  const left = one ?? null;
  const right = other ?? null;
  if (Array.isArray(left) || Array.isArray(right)) return listOf(left).join('\n') === listOf(right).join('\n');
  return left === right;
}

function listOf(value: AttributeValue): readonly string[] {
  if (value === null || typeof value === 'boolean') return [];
  return typeof value === 'string' ? [value] : value;
}
