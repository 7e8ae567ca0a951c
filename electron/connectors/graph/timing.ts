import type { Cancel } from '../../sync/ports.ts';

/** Monotonic time and waiting, replaced in tests. */
export type Timing = {
  /** Milliseconds since some fixed moment; never goes back. */
  nowMs(): number;
  /** Ends early, without an error, when cancelled. */
  sleep(ms: number, cancel: Cancel | null): Promise<void>;
  /** 0 ≤ value < 1, for jitter. */
  random(): number;
};

export const realTiming: Timing = {
  nowMs: () => performance.now(),
  random: () => Math.random(),
  sleep(ms, cancel) {
    if (cancel?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        cancel?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, Math.min(ms, 2_147_483_647));
      cancel?.addEventListener('abort', finish);
    });
  },
};

/** Exponential with jitter: about half a second first, doubling, at most 30 s. `attempt` counts from 0. */
export function backOffMs(attempt: number, random: number): number {
  const base = Math.min(30_000, 500 * 2 ** attempt);
  return Math.round(base * (0.5 + random / 2));
}
