import type { Clock } from '../ports.ts';

/** Long enough to smooth batches and pages, short enough to follow a change of pace. */
const windowMs = 10_000;
const samplingMs = 250;

export type Meter = {
  /** Tells how much is done by now, in all. */
  reached(done: number): void;
  /** Units per second over the last seconds, one decimal. */
  perSecond(): number;
  /** Seconds until `total` at this pace; null when either is unknown. */
  etaSeconds(total: number | null): number | null;
};

/** Measures the pace of a long operation over a sliding window. */
export function createMeter(clock: Clock): Meter {
  let samples: readonly { readonly at: number; readonly done: number }[] = [{ at: clock.now().getTime(), done: 0 }];

  const perSecond = (): number => {
    const first = samples[0];
    const last = samples.at(-1);
    if (first === undefined || last === undefined) return 0;
    const seconds = (clock.now().getTime() - first.at) / 1000;
    return seconds <= 0 ? 0 : Math.round(((last.done - first.done) / seconds) * 10) / 10;
  };

  return {
    reached(done) {
      const at = clock.now().getTime();
      const before = samples.at(-2);
      // A burst only moves the last sample: a few samples a second are enough.
      const kept = before !== undefined && at - before.at < samplingMs ? samples.slice(0, -1) : samples;
      // The newest sample before the window stays as its left edge; without it a slow pace would look like none.
      const edge = Math.max(0, kept.findLastIndex((sample) => sample.at < at - windowMs));
      samples = [...kept.slice(edge), { at, done }];
    },
    perSecond,
    etaSeconds(total) {
      const pace = perSecond();
      const done = samples.at(-1)?.done ?? 0;
      return total === null || pace === 0 ? null : Math.max(0, Math.ceil((total - done) / pace));
    },
  };
}

/** `2940` as `2,940`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
