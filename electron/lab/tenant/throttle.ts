import type { Part } from './world.ts';
import type { Query } from './query.ts';

/**
 * Identity and access limits: learn.microsoft.com/graph/throttling-limits. A write bucket and a resource-unit bucket per
 * application and tenant, refilled continuously; a refused request costs too, so hammering never helps.
 */
export type Quota = { readonly writes: number; readonly perSeconds: number; readonly enforce: boolean };

type Bucket = { readonly capacity: number; readonly perMs: number; level: number; filledAt: number };

export type Throttle = {
  /** Null when the request may pass; else how many seconds to wait, and which limit said so. */
  admit(cost: Cost): { readonly retryAfterSeconds: number; readonly limit: 'WriteLimitExceeded' | 'ResourceUnitLimitExceeded' } | null;
  /** Gives back the resource units of a 400 or 403. */
  refund(cost: Cost): void;
  /** Share of the fuller limit in use, 0 to 1 and above when in debt. */
  usage(): number;
};

export type Cost = { readonly units: number; readonly writes: number };

const unitsPerSeconds = 10;
const maximalDebt = 0.1;

/** Resource units per 10 s by number of users. */
export function unitsFor(users: number): number {
  return users < 50 ? 3_500 : users <= 500 ? 5_000 : 8_000;
}

function createBucket(capacity: number, seconds: number, now: number): Bucket {
  return { capacity, perMs: capacity / (seconds * 1000), level: capacity, filledAt: now };
}

function fill(bucket: Bucket, now: number): void {
  bucket.level = Math.min(bucket.capacity, bucket.level + Math.max(0, now - bucket.filledAt) * bucket.perMs);
  bucket.filledAt = now;
}

export function createThrottle(quota: Quota, resourceUnits: number, now: () => number): Throttle {
  const writes = createBucket(quota.writes, quota.perSeconds, now());
  const units = createBucket(resourceUnits, unitsPerSeconds, now());
  const spend = (bucket: Bucket, amount: number): number | null => {
    fill(bucket, now());
    const missing = amount - bucket.level;
    bucket.level = Math.max(bucket.level - amount, -bucket.capacity * maximalDebt);
    return amount === 0 || missing <= 0 ? null : Math.max(1, Math.ceil((amount - bucket.level) / bucket.perMs / 1000));
  };
  return {
    admit(cost) {
      if (!quota.enforce) return null;
      const forWrites = spend(writes, cost.writes);
      const forUnits = spend(units, cost.units);
      if (forWrites !== null) return { retryAfterSeconds: forWrites, limit: 'WriteLimitExceeded' };
      return forUnits === null ? null : { retryAfterSeconds: forUnits, limit: 'ResourceUnitLimitExceeded' };
    },
    refund(cost) {
      units.level = Math.min(units.capacity, units.level + cost.units);
    },
    usage() {
      fill(writes, now());
      fill(units, now());
      return 1 - Math.min(writes.level / writes.capacity, units.level / units.capacity);
    },
  };
}

const readingActions: ReadonlySet<string> = new Set(['getbyids', 'checkmembergroups', 'checkmemberobjects', 'getmembergroups', 'getmemberobjects', 'ismemberof', 'getavailableextensionproperties', '$batch']);

function names(parts: readonly Part[]): readonly string[] {
  return parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : ''));
}

/** Whether a request changes state: everything but GET and the actions that only read. */
export function changesState(method: string, parts: readonly Part[]): boolean {
  return method !== 'GET' && method !== 'HEAD' && !readingActions.has(names(parts).at(-1) ?? '');
}

/** Resource units and writes of a request by the published table. */
export function costOf(method: string, parts: readonly Part[], query: Query): Cost {
  const path = names(parts);
  const last = path.at(-1) ?? '';
  if (changesState(method, parts)) return { units: 1, writes: 1 };
  if (last === 'getbyids') return { units: query.select === null ? 5 : 2, writes: 0 };
  const base = method === 'GET' ? readCost(path, last) : last.startsWith('check') || last === 'ismemberof' ? 4 : last.startsWith('getmember') ? 2 : 1;
  const select = query.select === null ? 0 : -1;
  const expand = query.expand.length > 0 ? 1 : 0;
  const small = query.top !== null && query.top < 20 ? -1 : 0;
  return { units: Math.max(1, base + select + expand + small), writes: 0 };
}

function readCost(path: readonly string[], last: string): number {
  if (path.length === 1 && last === 'users') return 2;
  if (path.includes('transitivemembers')) return 5;
  if (path[0] === 'applications') return 2;
  if (path[0] === 'groups' && path[2] === 'members') return 3;
  if (['memberof', 'transitivememberof', 'licensedetails', 'ownedobjects'].includes(path[2] ?? '')) return 2;
  if (last === 'domainnamereferences') return 4;
  if (path[0] === 'subscribedskus') return 3;
  return 1;
}
