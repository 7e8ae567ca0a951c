/**
 * Objects this connector made or brought back a moment ago. The tenant's replicas lag: a request for such an object may
 * be answered 404 for some seconds, which then does not mean that it does not exist.
 */
export type RecentObjects = {
  add(id: string): void;
  /** Until when, in `nowMs` time, a 404 about one of these is not believed; null when none of them is recent. */
  until(ids: readonly string[]): number | null;
};

const lagMs = 60_000;

export function createRecentObjects(nowMs: () => number): RecentObjects {
  /** In the order of their expiry. */
  const expiries = new Map<string, number>();

  function forgetOld(now: number): void {
    for (const [id, expiry] of expiries) {
      if (expiry > now) return;
      expiries.delete(id);
    }
  }

  return {
    add(id) {
      const now = nowMs();
      forgetOld(now);
      expiries.delete(id.toLowerCase());
      expiries.set(id.toLowerCase(), now + lagMs);
    },
    until(ids) {
      const now = nowMs();
      const known = ids.map((id) => expiries.get(id.toLowerCase()) ?? 0).filter((expiry) => expiry > now);
      return known.length === 0 ? null : Math.max(...known);
    },
  };
}
