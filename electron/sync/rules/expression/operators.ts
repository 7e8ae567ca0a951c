import { joinBytes, sameBytes } from './bytes/text.ts';
import { EvaluationFailure } from './failure.ts';
import { textOfScalar } from './functions/conversion.ts';
import type { ValueOperator } from './syntax.ts';
import { describeValue, isMarker, kindOf, kindsText, type Kind, type Scalar } from './value.ts';

/**
 * Operators on single values. Nothing: & treats it as an empty text (both sides nothing: nothing), arithmetic gives nothing,
 * nothing equals nothing only and is neither less nor greater than anything.
 */
export const operandKinds: Readonly<Record<'concatenate' | 'arithmetic' | 'order', readonly Kind[]>> = {
  concatenate: ['text', 'number', 'boolean', 'binary'],
  arithmetic: ['number'],
  order: ['number', 'text', 'date'],
};

export function operatorFamily(operator: ValueOperator): 'concatenate' | 'arithmetic' | 'equality' | 'order' {
  if (operator === '&') return 'concatenate';
  if (operator === '+' || operator === '-' || operator === '*') return 'arithmetic';
  return operator === '=' || operator === '<>' ? 'equality' : 'order';
}

type Single = Scalar | null;

function refuse(operator: string, value: Single, expected: readonly Kind[]): never {
  const hint = operator === '+' && typeof value === 'string' ? ' Texts are joined with &.' : '';
  throw new EvaluationFailure(`${operator} works on ${kindsText(expected)}, not on ${describeValue(value)}.${hint}`);
}

function concatenate(left: Single, right: Single): Single {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (left === null && right === null) return null;
  for (const side of [left, right]) if (side !== null && !operandKinds.concatenate.includes(kindOf(side))) refuse('&', side, operandKinds.concatenate);
  if (left instanceof Uint8Array || right instanceof Uint8Array) {
    if ((left !== null && !(left instanceof Uint8Array)) || (right !== null && !(right instanceof Uint8Array))) throw new EvaluationFailure('& cannot join text and binary data; ConvertToBase64 makes text of it.');
    return joinBytes(left ?? new Uint8Array(), right ?? new Uint8Array());
  }
  return (left === null ? '' : textOfScalar(left)) + (right === null ? '' : textOfScalar(right));
}

const largest = 0x7fff_ffff_ffff_ffffn;
const smallest = -0x8000_0000_0000_0000n;

function arithmetic(operator: '+' | '-' | '*', left: Single, right: Single): Single {
  for (const side of [left, right]) if (side !== null && typeof side !== 'bigint') refuse(operator, side, operandKinds.arithmetic);
  if (typeof left !== 'bigint' || typeof right !== 'bigint') return null;
  const result = operator === '+' ? left + right : operator === '-' ? left - right : left * right;
  if (result > largest || result < smallest) throw new EvaluationFailure(`${left} ${operator} ${right} does not fit into 64 bits.`);
  return result;
}

/** Case counts, as in VBA. Different kinds cannot be compared. */
export function equal(left: Single, right: Single): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === 'object' && typeof right === 'object') {
    if (left instanceof Uint8Array && right instanceof Uint8Array) return sameBytes(left, right);
    if ('ticks' in left && 'ticks' in right) return left.ticks === right.ticks;
    if ('dn' in left && 'dn' in right) return left.dn === right.dn;
  } else if (typeof left === typeof right) {
    return false;
  }
  throw new EvaluationFailure(`${describeValue(left)} cannot be compared with ${describeValue(right)}.`);
}

function isLess(left: Single, right: Single, orEqual: boolean, operator: string): boolean {
  for (const side of [left, right]) if (side !== null && !operandKinds.order.includes(kindOf(side))) refuse(operator, side, operandKinds.order);
  if (left === null || right === null) return false;
  const [first, second] = [typeof left === 'object' && 'ticks' in left ? left.ticks : left, typeof right === 'object' && 'ticks' in right ? right.ticks : right];
  if (typeof first !== typeof second || kindOf(left) !== kindOf(right)) throw new EvaluationFailure(`${describeValue(left)} cannot be compared with ${describeValue(right)}.`);
  return orEqual ? first <= second : first < second;
}

/** Applies an operator to two single values. */
export function operate(operator: ValueOperator, left: Single, right: Single): Single {
  if (isMarker(left as Scalar) || isMarker(right as Scalar)) throw new EvaluationFailure('IgnoreThisFlow and AuthoritativeNull stand for the whole result; an operator cannot use them.');
  switch (operator) {
    case '&':
      return concatenate(left, right);
    case '+':
    case '-':
    case '*':
      return arithmetic(operator, left, right);
    case '=':
      return equal(left, right);
    case '<>':
      return !equal(left, right);
    case '<':
      return isLess(left, right, false, operator);
    case '<=':
      return isLess(left, right, true, operator);
    case '>':
      return isLess(right, left, false, operator);
    case '>=':
      return isLess(right, left, true, operator);
  }
}
