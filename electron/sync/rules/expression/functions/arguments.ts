import type { DateTime, List, Reference, Scalar, Value } from '../value.ts';

/** Arguments of a row's `call`. Their kinds were checked before the call, so these only tell the compiler. */
export const textOf = (value: Value | undefined): string => value as string;
export const numberOf = (value: Value | undefined): bigint => value as bigint;
export const booleanOf = (value: Value | undefined): boolean => value as boolean;
export const dateOf = (value: Value | undefined): DateTime => value as DateTime;
export const binaryOf = (value: Value | undefined): Uint8Array => value as Uint8Array;
export const referenceOf = (value: Value | undefined): Reference => value as Reference;
export const scalarOf = (value: Value | undefined): Scalar => value as Scalar;
export const listOf = (value: Value | undefined): List => value as List;
/** An optional argument that was left out, or is nothing. */
export const optionalText = (value: Value | undefined): string | null => (value ?? null) as string | null;
export const optionalNumber = (value: Value | undefined): bigint | null => (value ?? null) as bigint | null;

/** A number as an index or length; beyond any text it is capped. */
export function smallNumber(value: bigint): number {
  return value > 1_000_000_000n ? 1_000_000_000 : value < -1_000_000_000n ? -1_000_000_000 : Number(value);
}
