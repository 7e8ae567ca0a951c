/** One measured number against its target. */
export type Result = {
  /** Letter of the target in README.md. */
  readonly target: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Null: for information. */
  readonly limit: { readonly atMost: number } | { readonly atLeast: number } | null;
  readonly detail: string;
};

/** Null when the number has no target. */
export function passed({ value, limit }: Result): boolean | null {
  if (limit === null) return null;
  return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast;
}

/** The middle value; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** `1.23, 1.30, 1.19` */
export function listed(values: readonly number[], digits = 2): string {
  return values.map((value) => value.toFixed(digits)).join(', ');
}
