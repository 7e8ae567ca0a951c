import type { AttributeValue } from '../../../shared/plan.ts';

/** Empty text, empty collection and absence are one thing: no value. */
export function orNull(value: AttributeValue | undefined): AttributeValue {
  if (value === undefined || value === '' || value === null) return null;
  return typeof value === 'object' && value.length === 0 ? null : value;
}

/** Equality of two values; collections without regard to order. */
export function sameValue(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  const one = orNull(left);
  const other = orNull(right);
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || one.length !== other.length) return false;
  const sorted = [...other].sort();
  return [...one].sort().every((value, index) => value === sorted[index]);
}
