import { expect, it } from 'vitest';
import { createMeter, grouped } from '../../../electron/sync/import/meter.ts';

it('measures the pace of the last seconds, not of the whole operation', () => {
  let seconds = 0;
  const meter = createMeter({ now: () => new Date(seconds * 1000) });
  expect([meter.perSecond(), meter.etaSeconds(100)]).toEqual([0, null]);
  for (seconds = 1; seconds <= 60; seconds += 1) meter.reached(seconds * 100);
  seconds = 60;
  expect(meter.perSecond()).toBe(100);
  for (seconds = 61; seconds <= 90; seconds += 1) meter.reached(6000 + (seconds - 60) * 20);
  seconds = 90;
  expect([meter.perSecond(), meter.etaSeconds(7600), meter.etaSeconds(null)]).toEqual([20, 50, null]);
});

it('survives a burst without growing', () => {
  let now = 0;
  const meter = createMeter({ now: () => new Date(now) });
  for (let done = 1; done <= 10_000; done += 1) { now = done; meter.reached(done); }
  expect(meter.perSecond()).toBeCloseTo(1000, -2);
});

it('groups digits', () => {
  expect([0, 812, 2940, 1234567].map(grouped)).toEqual(['0', '812', '2,940', '1,234,567']);
});
