import { expect, test } from 'vitest';
import { tailKept, type RunResult, type RunView, type TailEntry } from '../../../shared/ipc/runs.ts';
import { duration, merged, paceSentence, resultOf, sparkPath, stateSentence } from '../../../renderer/features/runs/run-words.ts';

const result: RunResult = { outcome: 'success', endedAt: '2026-11-26T12:01:00Z', planId: 'plan', error: null, exported: { writes: 12, retried: 0, throttledMs: 0, failed: 0, waiting: 0 }, conflicts: 0, heldByProtection: 0, protectionTexts: [], approval: null };
const view: RunView = {
  runId: 'run',
  profileId: 'contoso',
  profile: 'sync',
  full: false,
  startedAt: '2026-11-26T12:00:00Z',
  state: 'running',
  phases: [],
  numbers: { sourceRead: null, targetRead: null, staged: null, joined: null, planned: 612, outcomes: { written: 0, partly: 0, refused: 0, waiting: 0, held: 0 } },
  pace: { pace: 'free', writesPerSecond: 0, quotaPerSecond: 20, inFlight: 0, throttledMs: 0 },
  samples: { everyMs: 1000, perSecond: [] },
  errors: [],
  tail: [],
  result: null,
};
const entry = (number: number): TailEntry => ({ number, at: '2026-11-26T12:00:00Z', changeId: String(number), action: 'create', type: 'user', name: String(number), dn: `CN=${number}`, outcome: 'written', waitsFor: null, failure: null });
const ended = (part: Partial<RunResult>, more: Partial<RunView> = {}) => resultOf({ ...view, ...more, state: 'ended', result: { ...result, ...part } });

test('a run says how it ended: what was written, then what waits for somebody', () => {
  expect(ended({})).toEqual({ tone: 'success', text: '12 changes were written.', fix: null });
  expect(ended({ exported: { writes: 0, retried: 0, throttledMs: 0, failed: 0, waiting: 0 } })?.text).toBe('Nothing had to be written: both sides agree.');
  expect(ended({ outcome: 'completedWithErrors', conflicts: 1, exported: { writes: 1, retried: 0, throttledMs: 0, failed: 2, waiting: 1 } })).toEqual({ tone: 'warning', text: '1 change was written. 2 objects were refused. 1 change waits for another object. 1 conflict waits for a decision.', fix: null });
  expect(ended({ outcome: 'protected', heldByProtection: 612, approval: 'setChanged' })?.text).toBe('12 changes were written. What protection holds had changed since it was approved, so it stays held. Look at the new set and release that. Protection holds 612 changes.');
  expect(ended({ approval: 'released' })?.text).toBe('12 changes were written. The approved set was released.');
  expect(ended({ exported: null }, { profile: 'preview' })).toEqual({ tone: 'success', text: '612 changes would be written. Nothing was.', fix: null });
  expect(ended({ outcome: 'cancelled' })?.text).toBe('Cancelled after 12 writes. The next run goes on with the rest.');
  expect(ended({ outcome: 'failed', error: { kind: 'connection', message: 'dc1 does not answer.', fix: 'Check the network.' } })).toEqual({ tone: 'error', text: 'dc1 does not answer.', fix: 'Check the network.' });
  expect([resultOf(view), resultOf({ ...view, state: 'interrupted' })?.tone]).toEqual([null, 'error']);
});

test('what it does now is said with what is in flight', () => {
  const pace = { ...view.pace, inFlight: 20 };
  expect(stateSentence({ ...view, state: 'cancelling', pace }, true)).toBe('Stopping: finishes 20 in flight, then stops');
  expect(stateSentence({ ...view, state: 'pausing', pace }, true)).toBe('Pausing: finishes 20 in flight, then holds further writes');
  expect(stateSentence(view, false)).toBe('Runs in another process, a scheduled synchronization for example');
});

test('the pace is said with what sets it', () => {
  const pace = { ...view.pace, writesPerSecond: 19.6, inFlight: 20 };
  expect(paceSentence({ ...view, pace: { ...pace, pace: 'quota' } })).toBe('The quota sets the pace.');
  expect(paceSentence({ ...view, pace: { ...pace, pace: 'throttled' } })).toContain('Retry-After');
  expect(paceSentence({ ...view, pace })).toBe('Below the quota.');
  expect(paceSentence({ ...view, pace: { ...view.pace, throttledMs: 12_400 } })).toBe('Waited 12 seconds because the tenant asked for it.');
});

test('updates add to the tail once each, and keep what they do not bring', () => {
  const before = { ...view, tail: [entry(1), entry(2)], errors: [{ code: 'c', message: 'm', fix: 'f', count: 1, names: ['a'] }] };
  const after = merged(before, { ...view, errors: null, samples: null, tail: [entry(2), entry(3)] });
  expect([after.tail.map(({ number }) => number), after.errors]).toEqual([[1, 2, 3], before.errors]);
  const long = merged(before, { ...view, errors: [], samples: null, tail: Array.from({ length: 3_000 }, (_, index) => entry(index + 1)) });
  expect([long.tail.length, long.tail.at(-1)?.number, long.errors]).toEqual([tailKept, 3_000, []]);
});

test('durations read as people say them', () => {
  expect([0.4, 59, 60, 75, 3_600, 4_000].map(duration)).toEqual(['0 s', '59 s', '1 min', '1 min 15 s', '1 h 0 min', '1 h 6 min']);
});

test('a sparkline fills its box', () => {
  expect(sparkPath([0, 10, 5], 100, 52)).toEqual({ line: 'M0.0,51.0L50.0,1.0L100.0,26.0', area: 'M0,52L0.0,51.0L50.0,1.0L100.0,26.0L100.0,52Z', peak: 10 });
  expect(sparkPath([], 100, 52).line).toBe('');
});
