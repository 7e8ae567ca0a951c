import type { MeasuredRun } from './product.ts';
import type { Result } from './result.ts';

/** (d) The highest peak of resident memory of any run of the product. */
export function peakMemory(runs: readonly { readonly name: string; readonly run: MeasuredRun }[]): Result {
  const peaks = runs.map(({ name, run }) => ({ name, mib: run.peakMib }));
  return { target: 'd', what: 'peak resident memory', value: Math.max(...peaks.map(({ mib }) => mib)), unit: 'MiB', limit: { atMost: 400 }, detail: peaks.map(({ name, mib }) => `${name} ${mib.toFixed(0)}`).join(', ') };
}
