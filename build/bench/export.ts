import type { Cycle } from './cycle.ts';
import type { Needed } from './forest.ts';
import { secondsOf, type MeasuredRun } from './product.ts';
import type { Result } from './result.ts';
import { sampleMs, type WriteQuota } from './tenant-messages.ts';

/**
 * Share of the quota that each whole window used, from the first write on; the last window is left out, for the work
 * ends within it. Empty when the export took less than a window.
 */
export function windowShares(samples: readonly number[], quota: WriteQuota): readonly number[] {
  const perWindow = Math.round((quota.perSeconds * 1000) / sampleMs);
  const windows = Math.max(0, Math.ceil(samples.length / perWindow) - 1);
  return Array.from({ length: windows }, (_, window) => samples.slice(window * perWindow, (window + 1) * perWindow).reduce((sum, writes) => sum + writes, 0) / quota.writes);
}

/** (c) How much of the write quota is used while work is left, and how many writes were not needed. */
export function exportUse({ first, traffic, writesAfterwards }: Cycle, needed: Needed, quota: WriteQuota): readonly Result[] {
  const shares = windowShares(traffic.samples, quota);
  const mean = shares.length === 0 ? Number.NaN : shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const seconds = secondsOf(first, 'export');
  const windows = `${shares.length} windows of ${quota.writes} writes in ${quota.perSeconds} s, the weakest used ${(Math.min(...shares) * 100).toFixed(0)} %`;
  return [
    { target: 'c', what: 'write quota used while work is left', value: mean * 100, unit: '%', limit: { atLeast: 95 }, detail: `${windows}; ${(needed.total / seconds).toFixed(0)} writes a second` },
    { target: 'c', what: 'redundant writes', value: traffic.writes - needed.total + writesAfterwards, unit: '', limit: { atMost: 0 }, detail: `${traffic.writes} sent, ${needed.total} needed, ${writesAfterwards} in two unchanged runs, ${traffic.throttled} refused with 429` },
  ];
}

/** How fast the export would be without any quota, for comparison with the documented 20 writes a second. */
export function exportCeiling(run: MeasuredRun): Result {
  const { objects } = run.steps.find(({ phase }) => phase === 'export') ?? { objects: 0 };
  const seconds = secondsOf(run, 'export');
  return { target: 'c', what: 'export without a quota', value: objects / seconds, unit: 'writes/s', limit: null, detail: `${objects} writes in ${seconds.toFixed(1)} s, to a tenant on this machine` };
}
