import { expect, test } from 'vitest';
import { changes, durations, errors, latency, sinceYesterday } from '../../../renderer/features/health/chart-data.ts';
import type { RunPoint } from '../../../shared/ipc/health.ts';

function run(id: string, rest: Partial<RunPoint> = {}): RunPoint {
  return { id, profile: 'sync', startedAt: '2026-01-01T10:00:00Z', endedAt: '2026-01-01T10:00:09Z', outcome: 'success', full: false, planId: null, phases: {}, changes: { create: 0, link: 0, update: 0, disable: 0, delete: 0, members: 0 }, writes: 0, errors: {}, conflicts: 0, inScope: null, latencySeconds: null, problem: null, ...rest };
}

test('durations are seconds by phase, of runs that ended', () => {
  const { bars, series } = durations([run('a', { phases: { connect: 500, export: 7_000 } }), run('b', { endedAt: null })]);
  expect(bars).toHaveLength(1);
  expect(series.flatMap(({ name }, index) => ((bars[0]?.values[index] ?? 0) > 0 ? [`${name} ${bars[0]?.values[index] ?? 0}`] : []))).toEqual(['Connect 0.5', 'Export to Entra 7']);
});

test('changes leave previews out, errors are ordered by how often they come', () => {
  expect(changes([run('a', { profile: 'preview' }), run('b', { changes: { create: 3, link: 0, update: 2, disable: 0, delete: 1, members: 9 } })]).bars.map(({ values }) => values)).toEqual([[3, 0, 2, 0, 1, 9]]);
  const { bars, series } = errors([run('a', { errors: { rare: 1, often: 4 } }), run('b', { errors: { often: 2 } })]);
  expect(series.map(({ name }) => name)).toEqual(['often', 'rare']);
  expect(bars.map(({ values }) => values)).toEqual([[4, 1], [2, 0]]);
});

test('latency shows only runs that wrote; since yesterday counts synchronizations of 24 hours', () => {
  expect(latency([run('a'), run('b', { latencySeconds: 42 })]).bars.map(({ id, values }) => [id, values[0]])).toEqual([['b', 42]]);
  const now = Date.parse('2026-01-02T09:00:00Z');
  expect(sinceYesterday([run('old', { startedAt: '2026-01-01T08:00:00Z', writes: 99 }), run('a', { writes: 5 }), run('b', { outcome: 'failed' }), run('c', { profile: 'preview' })], now)).toEqual({ runs: 2, failed: 1, writes: 5 });
});
