import type { Cycle } from './cycle.ts';
import type { Needed } from './forest.ts';
import { secondsOf } from './product.ts';
import type { Result } from './result.ts';
import { sampleMs, type WriteQuota } from './tenant-messages.ts';

/**
 * Writes in whole windows of the quota, from the first write on, against what the quota allows in them; the last window
 * is left out, for the work ends within it. Null when the export took less than two windows.
 */
export function usedShare(samples: readonly number[], quota: WriteQuota): number | null {
  const perWindow = Math.round((quota.perSeconds * 1000) / sampleMs);
  const windows = Math.floor(samples.length / perWindow) - (samples.length % perWindow === 0 ? 1 : 0);
  if (windows < 1) return null;
  const written = samples.slice(0, windows * perWindow).reduce((sum, writes) => sum + writes, 0);
  return written / (windows * quota.writes);
}

/** (c) How much of the write quota is used while work is left, and how many writes were not needed. */
export function exportUse({ first, traffic, writesAfterwards }: Cycle, needed: Needed, quota: WriteQuota): readonly Result[] {
  const share = usedShare(traffic.samples, quota);
  const seconds = secondsOf(first, 'export');
  const pace = `${needed.total} writes in ${seconds.toFixed(0)} s, ${(needed.total / seconds).toFixed(0)} a second; quota ${quota.writes} in ${quota.perSeconds} s`;
  return [
    { target: 'c', what: 'write quota used while work is left', value: (share ?? Number.NaN) * 100, unit: '%', limit: { atLeast: 95 }, detail: `${pace}; waited for the quota ${String(first.record.exported?.throttledMs ?? 0)} ms because of 429` },
    { target: 'c', what: 'redundant writes', value: traffic.writes - needed.total + writesAfterwards, unit: '', limit: { atMost: 0 }, detail: `${traffic.writes} sent, ${needed.total} needed, ${writesAfterwards} in two unchanged runs, ${traffic.throttled} refused with 429` },
  ];
}
