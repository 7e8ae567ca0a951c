import { expect, test } from 'vitest';
import { createLiveRun } from '../../../electron/worker/app/engine/live-run.ts';
import { createSampler } from '../../../electron/worker/app/engine/sampler.ts';
import type { RunEvent, TransportStatistics } from '../../../electron/sync/ports.ts';
import type { RunResult } from '../../../shared/ipc/runs.ts';
import { emptySummary } from '../../support/planned.ts';

function watched() {
  let ms = Date.parse('2026-11-26T12:00:00Z');
  const live = createLiveRun({ runId: 'run', profileId: 'contoso', profile: 'sync', full: false, quotaPerSecond: 20, clock: { now: () => new Date(ms) }, staged: () => 7 });
  return { live, wait: (delayMs: number) => { ms += delayMs; } };
}
const statistics: TransportStatistics = { writes: 0, retried: 0, throttledMs: 40, quotaWaitMs: 0, pace: 'quota' };
const written = (number: number): RunEvent => ({ kind: 'change', change: { id: `c${number}`, action: 'create', type: 'user', dn: `CN=User ${number},DC=test` }, outcome: 'written', waitsFor: null, failure: null });
const refused = (dn: string, message: string): RunEvent => ({ kind: 'change', change: { id: dn, action: 'update', type: 'user', dn }, outcome: 'refused', waitsFor: null, failure: { dn, action: 'update', code: 'Request_BadRequest', message, requestId: 'r', fix: 'Correct it.' } });
const ended: RunResult = { outcome: 'cancelled', endedAt: '2026-11-26T12:01:00Z', planId: 'plan', error: null, exported: null, conflicts: 0, heldByProtection: 0, protectionTexts: [], approval: null };

test('the counters move along the pipeline as the phases go', () => {
  const { live } = watched();
  live.observe({ kind: 'phaseStarted', phase: 'importSource' });
  live.progress({ phase: 'importSource', done: 3, total: null, perSecond: 3, etaSeconds: null, pace: 'free', text: '' });
  expect(live.view().numbers).toMatchObject({ sourceRead: 3, staged: null });
  live.observe({ kind: 'phaseEnded', phase: 'importSource', outcome: 'done', objects: 5, text: 'delta import' });
  live.observe({ kind: 'planned', summary: { ...emptySummary, users: { ...emptySummary.users, create: 2, delete: 1 }, members: { add: 4, remove: 0 }, scope: { inScope: 6, excluded: {} } } });
  live.observe({ kind: 'phaseStarted', phase: 'export' });
  live.observe({ kind: 'exporting', live: () => ({ statistics, inFlight: 20 }) });
  live.observe(written(1));
  const view = live.view();
  expect(view.numbers).toEqual({ sourceRead: 5, targetRead: null, staged: 7, joined: 6, planned: 7, outcomes: { written: 1, partly: 0, refused: 0, waiting: 0, held: 0 } });
  expect(view.pace).toEqual({ pace: 'quota', writesPerSecond: 0, quotaPerSecond: 20, inFlight: 20, throttledMs: 40 });
  expect(view.phases.map(({ phase, state }) => `${phase} ${state}`)).toEqual(['connect later', 'recover later', 'importSource done', 'importTarget later', 'synchronize later', 'export running', 'confirm later']);
});

test('an update has what is new since the last one, and there is none when nothing happened', () => {
  const { live, wait } = watched();
  for (const number of [1, 2]) live.observe(written(number));
  live.observe(refused('CN=a,DC=test', `The value 'x' is invalid`));
  expect([live.update()?.tail.map(({ number }) => number), live.update()]).toEqual([[1, 2, 3], null]);
  live.observe(written(3));
  const next = live.update();
  expect([next?.tail.map(({ name }) => name), next?.errors, next?.samples]).toEqual([['User 3'], null, null]);
  wait(1_000);
  expect(live.update()?.samples).toEqual({ everyMs: 1_000, perSecond: [0] });
});

test('the newest 2,000 objects stay, whatever was written', () => {
  const { live } = watched();
  for (let number = 1; number <= 9_000; number += 1) live.observe(written(number));
  const { tail, numbers } = live.view();
  expect([tail.length, tail[0]?.number, tail.at(-1)?.number, numbers.outcomes.written]).toEqual([2_000, 7_001, 9_000, 9_000]);
  expect(live.update()?.tail.length).toBe(2_000);
});

test('refusals that say the same about other values are one group', () => {
  const { live } = watched();
  live.observe(refused('CN=a,DC=test', `The value 'x' is invalid`));
  live.observe(refused('CN=b,DC=test', `The value 'y' is invalid`));
  live.observe(refused('CN=c,DC=test', 'Insufficient privileges'));
  expect(live.view().errors.map(({ count, names }) => [count, names])).toEqual([[2, ['a', 'b']], [1, ['c']]]);
});

test('what was asked shows at once; paused is shown when it stands', () => {
  const { live } = watched();
  live.ask('pause');
  expect(live.state()).toBe('pausing');
  live.observe({ kind: 'paused' });
  expect(live.state()).toBe('paused');
  live.ask('resume');
  expect(live.state()).toBe('running');
  live.ask('cancel');
  live.ask('pause');
  expect(live.state()).toBe('cancelling');
  live.observe({ kind: 'phaseStarted', phase: 'export' });
  live.end(ended);
  expect([live.state(), live.view().phases.find(({ phase }) => phase === 'export')?.state, live.view().phases.at(-1)?.state]).toEqual(['ended', 'cancelled', 'skipped']);
});

test('samples of a run of any length stay below 240, evenly spaced', () => {
  const sampler = createSampler(0);
  for (let second = 1; second <= 7_200; second += 1) sampler.tick(second * 1_000, second);
  const { everyMs, perSecond } = sampler.samples();
  expect([everyMs, perSecond.length < 240, perSecond.length * everyMs, perSecond[0]]).toEqual([32_000, true, 7_200_000 - (7_200_000 % 32_000), 16.5]);
});
