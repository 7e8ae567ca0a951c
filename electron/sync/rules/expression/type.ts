import { kindsText, type Kind } from './value.ts';

/**
 * What an expression can give, as far as the text alone tells: the kinds of its values (none: NULL only), whether one
 * value or several, and whether it may be IgnoreThisFlow or AuthoritativeNull.
 */
export type ExpressionType = { readonly kinds: ReadonlySet<Kind>; readonly many: 'one' | 'many' | 'either'; readonly marker: boolean };

export const nothing: ExpressionType = { kinds: new Set(), many: 'one', marker: false };
export const marker: ExpressionType = { kinds: new Set(), many: 'one', marker: true };

export function one(...kinds: readonly Kind[]): ExpressionType {
  return { kinds: new Set(kinds), many: 'one', marker: false };
}

export function many(...kinds: readonly Kind[]): ExpressionType {
  return { kinds: new Set(kinds), many: 'many', marker: false };
}

export function withMany(type: ExpressionType, quantity: ExpressionType['many']): ExpressionType {
  return type.many === quantity ? type : { ...type, many: quantity };
}

/** Either of two: the branches of IIF and Switch. */
export function eitherOf(left: ExpressionType, right: ExpressionType): ExpressionType {
  const quantity = left.kinds.size === 0 ? right.many : right.kinds.size === 0 || left.many === right.many ? left.many : 'either';
  return { kinds: new Set([...left.kinds, ...right.kinds]), many: quantity, marker: left.marker || right.marker };
}

/** Several once one part is: functions and operators are applied to each value. */
export function mappedOver(parts: readonly ExpressionType[]): ExpressionType['many'] {
  if (parts.some((part) => part.many === 'many')) return 'many';
  return parts.some((part) => part.many === 'either') ? 'either' : 'one';
}

export function typeText(type: ExpressionType): string {
  const text = kindsText([...type.kinds]);
  return type.many === 'many' ? `several values (${text})` : text;
}
