import type { RunSamples } from '../../../../shared/ipc/runs.ts';

const firstEveryMs = 1_000;
const samplesKept = 240;

/** Samples of the pace over a run of any length: when there are too many, two become one and the space doubles. */
export function createSampler(startMs: number) {
  let everyMs = firstEveryMs;
  let perSecond: number[] = [];
  let nextMs = startMs + everyMs;
  return {
    /** Takes a sample when it is time for one; answers whether it did. */
    tick(nowMs: number, pace: number): boolean {
      if (nowMs < nextMs) return false;
      while (nextMs <= nowMs) {
        perSecond.push(pace);
        nextMs += everyMs;
        if (perSecond.length < samplesKept) continue;
        perSecond = perSecond.flatMap((value, index) => (index % 2 === 0 ? [(value + (perSecond[index + 1] ?? value)) / 2] : []));
        everyMs *= 2;
      }
      return true;
    },
    samples: (): RunSamples => ({ everyMs, perSecond: [...perSecond] }),
  };
}
