import type { Cancel, TransportStatistics } from '../../sync/ports.ts';

/**
 * Keeps to the documented limits of Microsoft Graph for directory objects
 * (https://learn.microsoft.com/graph/throttling-limits, identity and access).
 *
 * Writes: a sliding window. A write counts from the moment it is taken until `perSeconds` after its *answer*. The
 * service counted it before it answered, so whatever window the service looks at holds no more writes than this one:
 * bursts are fine, the quota is never exceeded. Reads: resource units, 3,500 per 10 s in the smallest tenants.
 */
export type Pacer = {
  /** Waits until writes may be sent; answers how many of `wanted` (at least one), or 0 when cancelled. First come, first served. */
  takeWrites(wanted: number, cancel: Cancel | null): Promise<number>;
  /** The answer to that many taken writes came, or will not come. */
  answered(writes: number): void;
  /** Waits until a read of this cost may be sent; false when cancelled. */
  takeUnits(units: number, cancel: Cancel | null): Promise<boolean>;
  /** The tenant asked to wait: nothing is sent for that long. */
  pause(ms: number): void;
  statistics(): Pick<TransportStatistics, 'throttledMs' | 'quotaWaitMs' | 'pace'>;
  close(): void;
};

export type PacerOptions = {
  readonly writes: number;
  readonly perSeconds: number;
  readonly nowMs: () => number;
  /** Calls back after that many milliseconds; answers how to call it off. */
  readonly later: (ms: number, work: () => void) => () => void;
};

type Waiter = { readonly wanted: number; readonly grant: (count: number) => void };
type Pace = TransportStatistics['pace'];

/** Part of the quota that is used; the rest is for clocks that do not agree. */
const usedShare = 0.99;
const unitWindowMs = 10_000;
const smallestTenantUnits = 3_500;
const unitsForReads = 500;
/** How long a wait still shows as what sets the pace. */
const paceMemoryMs = 2_000;

export function createPacer(options: PacerOptions): Pacer {
  const { nowMs } = options;
  const windowMs = options.perSeconds * 1000;
  const limit = Math.max(1, Math.floor(options.writes * usedShare));
  const unitLimit = Math.max(smallestTenantUnits, options.writes * Math.max(1, unitWindowMs / windowMs) + unitsForReads);
  /** Small quotas are granted in small portions, so that what is left of a window is not waited for. */
  const portion = Math.max(1, Math.floor(limit / 50));
  const answers = createWindow(windowMs);
  const units = createWindow(unitWindowMs);
  const writers: Waiter[] = [];
  const readers: Waiter[] = [];
  let inFlight = 0;
  let pausedUntil = 0;
  let callOff: () => void = () => undefined;
  let pace: Pace = 'free';
  let since = nowMs();
  let lastWait: { readonly pace: Pace; readonly at: number } = { pace: 'free', at: Number.NEGATIVE_INFINITY };
  const waited = { quota: 0, throttled: 0 };

  function setPace(next: Pace, now: number): void {
    if (pace !== 'free') {
      waited[pace] += now - since;
      lastWait = { pace, at: now };
    }
    pace = next;
    since = now;
  }

  function pump(): void {
    callOff();
    const now = nowMs();
    const paused = now < pausedUntil;
    if (!paused) {
      grantReads(now);
      grantWrites(now);
    }
    const waiting = writers.length + readers.length > 0;
    setPace(!waiting ? 'free' : paused ? 'throttled' : 'quota', now);
    if (!waiting) return;
    const wakeAt = paused ? pausedUntil : Math.min(writers.length > 0 ? answers.nextExpiry() : Infinity, readers.length > 0 ? units.nextExpiry() : Infinity);
    callOff = Number.isFinite(wakeAt) ? options.later(Math.max(1, Math.ceil(wakeAt - now)), pump) : () => undefined;
  }

  function grantWrites(now: number): void {
    for (let first = writers[0]; first !== undefined; first = writers[0]) {
      const free = limit - answers.count(now) - inFlight;
      if (free < Math.min(first.wanted, portion)) return;
      const granted = Math.min(first.wanted, free);
      inFlight += granted;
      units.add(now, granted);
      writers.shift();
      first.grant(granted);
    }
  }

  function grantReads(now: number): void {
    for (let first = readers[0]; first !== undefined; first = readers[0]) {
      const used = units.count(now);
      if (used > 0 && used + first.wanted > unitLimit) return;
      units.add(now, first.wanted);
      readers.shift();
      first.grant(first.wanted);
    }
  }

  function wait(queue: Waiter[], wanted: number, cancel: Cancel | null): Promise<number> {
    if (cancel?.aborted === true) return Promise.resolve(0);
    return new Promise((resolve) => {
      const cancelled = () => {
        const index = queue.indexOf(waiter);
        if (index >= 0) queue.splice(index, 1);
        pump();
        resolve(0);
      };
      const waiter: Waiter = {
        wanted,
        grant(count) {
          cancel?.removeEventListener('abort', cancelled);
          resolve(count);
        },
      };
      cancel?.addEventListener('abort', cancelled);
      queue.push(waiter);
      pump();
    });
  }

  return {
    takeWrites: (wanted, cancel) => wait(writers, wanted, cancel),
    takeUnits: async (wanted, cancel) => (await wait(readers, wanted, cancel)) > 0,
    answered(writes) {
      inFlight -= writes;
      answers.add(nowMs(), writes);
      pump();
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, nowMs() + ms);
      pump();
    },
    statistics() {
      const now = nowMs();
      const running = (kind: 'quota' | 'throttled') => Math.round(waited[kind] + (pace === kind ? now - since : 0));
      const recent = pace === 'free' && now - lastWait.at < paceMemoryMs ? lastWait.pace : pace;
      return { quotaWaitMs: running('quota'), throttledMs: running('throttled'), pace: recent };
    },
    close: () => callOff(),
  };
}

/** Sum of what was added within the last `lengthMs`; memory grows with additions in one window only. */
function createWindow(lengthMs: number) {
  let entries: { readonly at: number; readonly amount: number }[] = [];
  let head = 0;
  let sum = 0;
  return {
    add(at: number, amount: number): void {
      entries.push({ at, amount });
      sum += amount;
    },
    count(now: number): number {
      for (let entry = entries[head]; entry !== undefined && now - entry.at >= lengthMs; entry = entries[head]) {
        sum -= entry.amount;
        head += 1;
      }
      if (head > 1_000 && head * 2 > entries.length) {
        entries = entries.slice(head);
        head = 0;
      }
      return sum;
    },
    /** When the oldest entry leaves the window; Infinity when it is empty. */
    nextExpiry(): number {
      const oldest = entries[head];
      return oldest === undefined ? Infinity : oldest.at + lengthMs;
    },
  };
}
