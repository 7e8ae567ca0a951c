import { expect, test } from 'vitest';
import { createPacer } from '../../../electron/connectors/graph/pacer.ts';

/** Time that moves only when told to, with the pacer's timers on it. */
function fakeTime() {
  let now = 0;
  let timers: { at: number; work: () => void }[] = [];
  return {
    nowMs: () => now,
    later(ms: number, work: () => void) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms: number) {
      const end = now + ms;
      for (;;) {
        await Promise.resolve();
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers = timers.filter((timer) => timer !== next);
        next.work();
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      }
      now = end;
    },
  };
}

async function settled<T>(promise: Promise<T>): Promise<T | 'waiting'> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return Promise.race([promise, Promise.resolve('waiting' as const)]);
}

test('grants a burst up to 99 % of the quota, then waits until answers leave the window', async () => {
  const time = fakeTime();
  const pacer = createPacer({ writes: 3000, perSeconds: 150, ...time });
  let granted = 0;
  for (let call = 0; call < 148; call += 1) granted += await pacer.takeWrites(20, null);
  expect(granted).toBe(2960);
  const waiting = pacer.takeWrites(20, null);
  expect(await settled(waiting)).toBe('waiting');
  await time.advance(1_000);
  pacer.answered(2960);
  await time.advance(149_000);
  expect(await settled(waiting)).toBe('waiting');
  await time.advance(1_001);
  expect(await waiting).toBe(20);
  expect(pacer.statistics()).toMatchObject({ quotaWaitMs: 151_000 - 0, throttledMs: 0 });
});

test('what is in flight counts, however long its answer takes', async () => {
  const time = fakeTime();
  const pacer = createPacer({ writes: 10, perSeconds: 1, ...time });
  expect(await pacer.takeWrites(9, null)).toBe(9);
  const waiting = pacer.takeWrites(5, null);
  await time.advance(60_000);
  expect(await settled(waiting)).toBe('waiting');
  pacer.answered(9);
  await time.advance(1_000);
  expect(await waiting).toBe(5);
});

test('a Retry-After pauses all writes and reads, counts as throttled and shows as the pace', async () => {
  const time = fakeTime();
  const pacer = createPacer({ writes: 3000, perSeconds: 150, ...time });
  pacer.pause(400_000);
  const write = pacer.takeWrites(20, null);
  const read = pacer.takeUnits(1, null);
  await time.advance(399_999);
  expect([await settled(write), await settled(read)]).toEqual(['waiting', 'waiting']);
  expect(pacer.statistics().pace).toBe('throttled');
  await time.advance(1);
  expect([await write, await read]).toEqual([20, true]);
  expect(pacer.statistics()).toMatchObject({ throttledMs: 400_000, quotaWaitMs: 0 });
});

test('lanes are served in the order they came', async () => {
  const time = fakeTime();
  const pacer = createPacer({ writes: 100, perSeconds: 1, ...time });
  await pacer.takeWrites(99, null);
  const order: number[] = [];
  const lanes = [1, 2, 3].map(async (lane) => {
    await pacer.takeWrites(20, null);
    order.push(lane);
  });
  pacer.answered(99);
  await time.advance(1_000);
  await Promise.all(lanes);
  expect(order).toEqual([1, 2, 3]);
});

test('a cancelled wait ends without a grant and leaves the queue to the others', async () => {
  const time = fakeTime();
  const pacer = createPacer({ writes: 20, perSeconds: 1, ...time });
  await pacer.takeWrites(19, null);
  const controller = new AbortController();
  const first = pacer.takeWrites(5, controller.signal);
  const second = pacer.takeWrites(5, null);
  controller.abort();
  expect(await first).toBe(0);
  pacer.answered(19);
  await time.advance(1_000);
  expect(await second).toBe(5);
});

test('reads keep to 3,500 resource units in 10 s', async () => {
  const time = fakeTime();
  const pacer = createPacer({ writes: 3000, perSeconds: 150, ...time });
  for (let units = 0; units < 3_500; units += 5) await pacer.takeUnits(5, null);
  const waiting = pacer.takeUnits(1, null);
  expect(await settled(waiting)).toBe('waiting');
  await time.advance(10_000);
  expect(await waiting).toBe(true);
});

/** Counts like a service that looks at every window of the quota's length. */
function mostInAnyWindow(arrivals: readonly number[], windowMs: number): number {
  let most = 0;
  for (let first = 0, last = 0; last < arrivals.length; last += 1) {
    while ((arrivals[last] ?? 0) - (arrivals[first] ?? 0) >= windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

test('on a clock of its own, eight lanes use at least 95 % of a quota and never exceed it', async () => {
  const quota = { writes: 200, perSeconds: 1 };
  const time = fakeTime();
  const pacer = createPacer({ ...quota, ...time });
  const pause = (ms: number): Promise<void> => new Promise((resolve) => { time.later(ms, resolve); });
  const arrivals: number[] = [];
  const end = 5_000;
  const lane = async (): Promise<void> => {
    while (time.nowMs() < end) {
      const granted = await pacer.takeWrites(20, null);
      await pause(2);
      for (let write = 0; write < granted; write += 1) arrivals.push(time.nowMs());
      await pause(5);
      pacer.answered(granted);
    }
  };
  const lanes = Promise.all(Array.from({ length: 8 }, lane));
  await time.advance(end + 2_000);
  await lanes;
  pacer.close();
  expect(mostInAnyWindow(arrivals, 1_000)).toBeLessThanOrEqual(quota.writes);
  // Five windows and the burst that opens the sixth when the clock ran out.
  const used = arrivals.filter((at) => at < end).length;
  expect(used).toBeGreaterThanOrEqual(0.95 * quota.writes * 5);
  expect(pacer.statistics().quotaWaitMs).toBeGreaterThan(3_000);
});

test('in real time, eight lanes use at least 95 % of a quota and never exceed it', async () => {
  const quota = { writes: 200, perSeconds: 1 };
  const pacer = createPacer({
    ...quota,
    nowMs: () => performance.now(),
    later(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  const arrivals: number[] = [];
  const start = performance.now();
  const end = start + 5_000;
  const lane = async () => {
    while (performance.now() < end) {
      const granted = await pacer.takeWrites(20, null);
      await new Promise((resolve) => setTimeout(resolve, 2));
      for (let write = 0; write < granted; write += 1) arrivals.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 5));
      pacer.answered(granted);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  pacer.close();
  expect(mostInAnyWindow(arrivals, 1_000)).toBeLessThanOrEqual(quota.writes);
  // Five windows and the burst that opens the sixth when the clock ran out.
  const used = arrivals.filter((at) => at < end).length;
  expect(used).toBeGreaterThanOrEqual(0.95 * quota.writes * 5);
  expect(pacer.statistics().quotaWaitMs).toBeGreaterThan(3_000);
});
