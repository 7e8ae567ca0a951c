import type { JsonValue } from './json.ts';
import { isObject } from './json.ts';

/** Troubles that can be switched on while the tenant runs. All counts are deterministic: the next N, or every Nth. */
export type TransientStatus = 500 | 502 | 503 | 504;

export type Faults = {
  /** The next `count` requests ($batch items count singly) get 429 with this `Retry-After`. */
  throttle(count: number, retryAfterSeconds?: number): void;
  /** The next `count` requests ($batch items count singly) fail; `applied`: the change was made all the same. */
  fail(count: number, status?: TransientStatus, options?: { readonly applied?: boolean; readonly only?: 'writes' | 'all' }): void;
  /** The connection breaks before the next `count` state-changing HTTP requests are applied. */
  resetBefore(count: number): void;
  /** The next `count` state-changing HTTP requests are applied, then the connection breaks without an answer. */
  resetAfter(count: number): void;
  /** The connection breaks when about half of the next `count` $batch requests' items have been applied. */
  resetDuring(count: number): void;
  /** Every Nth state-changing HTTP request breaks; 0 switches it off. */
  resetEvery(every: number, when: 'before' | 'after' | 'during'): void;
  /** All access tokens issued so far are expired from now on. */
  expireTokens(): void;
  /** New access tokens live this long. */
  tokenSeconds(seconds: number): void;
  /** Sign-in fails with this AADSTS error until set to null. */
  signIn(failure: 'secretExpired' | 'appMissing' | 'unavailable' | null): void;
  /** The next `count` delta requests of the collection (or of any) answer 410 with a `Location` to start again. */
  deltaReset(count?: number, collection?: 'users' | 'groups' | 'contacts'): void;
  /** Every delta token issued so far is expired: 400 `syncStateNotFound`. */
  expireDeltaTokens(): void;
  /** From now on new objects answer 404 and are missing in lists, and delta lags, for this long on the tenant's clock. */
  visibilityDelay(milliseconds: number): void;
  /** Directory extensions are not visible to objects before they are this old on the tenant's clock. */
  extensionDelay(milliseconds: number): void;
  /** The next `count` writes get 409 `Directory_ConcurrencyViolation`. */
  concurrency(count: number): void;
  /** Writes that give this property this value are refused, for a reason that no client foresees; null ends it. */
  refuseValue(property: string, value: string | null, status?: 400 | 403): void;
  /** The app's client secret ends then (ISO 8601); null: a year after it was made. It is not refused before `signIn` says so. */
  secretEnds(at: string | null): void;
  /** Every answer takes this long. */
  latency(milliseconds: number): void;
  /** Takes back everything above that is still pending. */
  clear(): void;
};

/** What the server asks before and after each request. */
export type FaultState = {
  readonly setters: Faults;
  takeThrottle(): number | null;
  takeFailure(changesState: boolean): { readonly status: TransientStatus; readonly applied: boolean } | null;
  takeReset(isBatch: boolean): 'before' | 'after' | 'during' | null;
  takeDeltaReset(collection: string): boolean;
  takeConcurrency(): boolean;
  /** The status with which a write of this body is refused; null when it may pass. */
  refusalOf(body: JsonValue | undefined): 400 | 403 | null;
  readonly current: {
    readonly tokensBefore: number;
    readonly tokenSeconds: number;
    readonly signIn: 'secretExpired' | 'appMissing' | 'unavailable' | null;
    readonly deltaTokensBefore: number;
    readonly secretEnds: string | null;
    readonly visibilityDelayMs: number;
    /** The delay concerns what came after this sequence of the change log. */
    readonly visibilityFrom: number;
    readonly latencyMs: number;
    readonly extensionDelayMs: number;
  };
};

/** `serials` number tokens and changes, so that "so far" does not depend on the clock. */
export function createFaults(initialTokenSeconds: number, serials: { readonly token: () => number; readonly delta: () => number; readonly change: () => number }): FaultState {
  const fresh = {
    throttle: 0, retryAfter: 1,
    fail: 0, failStatus: 503 as TransientStatus, failApplied: false, failOnly: 'all' as 'writes' | 'all',
    before: 0, after: 0, during: 0, every: 0, everyWhen: 'after' as 'before' | 'after' | 'during', seen: 0,
    deltaReset: 0, deltaCollection: null as string | null,
    concurrency: 0, refusedProperty: null as string | null, refusedValue: null as string | null, refusedStatus: 400 as 400 | 403, signIn: null as 'secretExpired' | 'appMissing' | 'unavailable' | null, visibilityDelayMs: 0, visibilityFrom: 0, latencyMs: 0, extensionDelayMs: 0, secretEnds: null as string | null,
  };
  const pending = { ...fresh };
  const lasting = { tokensBefore: 0, deltaTokensBefore: 0, tokenSeconds: initialTokenSeconds };
  return {
    setters: {
      throttle: (count, retryAfterSeconds = 1) => void Object.assign(pending, { throttle: count, retryAfter: retryAfterSeconds }),
      fail: (count, status = 503, options = {}) => void Object.assign(pending, { fail: count, failStatus: status, failApplied: options.applied ?? false, failOnly: options.only ?? 'all' }),
      resetBefore: (count) => void (pending.before = count),
      resetAfter: (count) => void (pending.after = count),
      resetDuring: (count) => void (pending.during = count),
      resetEvery: (every, when) => void Object.assign(pending, { every, everyWhen: when, seen: 0 }),
      expireTokens: () => void (lasting.tokensBefore = serials.token()),
      tokenSeconds: (seconds) => void (lasting.tokenSeconds = seconds),
      signIn: (failure) => void (pending.signIn = failure),
      deltaReset: (count = 1, collection) => void Object.assign(pending, { deltaReset: count, deltaCollection: collection ?? null }),
      expireDeltaTokens: () => void (lasting.deltaTokensBefore = serials.delta()),
      visibilityDelay: (milliseconds) => void Object.assign(pending, { visibilityDelayMs: milliseconds, visibilityFrom: serials.change() }),
      extensionDelay: (milliseconds) => void (pending.extensionDelayMs = milliseconds),
      concurrency: (count) => void (pending.concurrency = count),
      refuseValue: (property, value, status = 400) => void Object.assign(pending, { refusedProperty: value === null ? null : property, refusedValue: value, refusedStatus: status }),
      secretEnds: (at) => void (pending.secretEnds = at),
      latency: (milliseconds) => void (pending.latencyMs = milliseconds),
      clear: () => {
        Object.assign(pending, fresh);
        lasting.tokenSeconds = initialTokenSeconds;
      },
    },
    takeThrottle() {
      if (pending.throttle <= 0) return null;
      pending.throttle -= 1;
      return pending.retryAfter;
    },
    takeFailure(changesState) {
      if (pending.fail <= 0 || (pending.failOnly === 'writes' && !changesState)) return null;
      pending.fail -= 1;
      return { status: pending.failStatus, applied: pending.failApplied };
    },
    takeReset(isBatch) {
      if (pending.before > 0) {
        pending.before -= 1;
        return 'before';
      }
      if (pending.after > 0) {
        pending.after -= 1;
        return 'after';
      }
      if (isBatch && pending.during > 0) {
        pending.during -= 1;
        return 'during';
      }
      if (pending.every <= 0) return null;
      pending.seen += 1;
      return pending.seen % pending.every === 0 ? pending.everyWhen : null;
    },
    takeDeltaReset(collection) {
      if (pending.deltaReset <= 0 || (pending.deltaCollection !== null && pending.deltaCollection !== collection)) return false;
      pending.deltaReset -= 1;
      return true;
    },
    takeConcurrency() {
      if (pending.concurrency <= 0) return false;
      pending.concurrency -= 1;
      return true;
    },
    refusalOf(body) {
      if (pending.refusedProperty === null || !isObject(body)) return null;
      return body[pending.refusedProperty] === pending.refusedValue ? pending.refusedStatus : null;
    },
    get current() {
      return { ...lasting, signIn: pending.signIn, visibilityDelayMs: pending.visibilityDelayMs, visibilityFrom: pending.visibilityFrom, latencyMs: pending.latencyMs, extensionDelayMs: pending.extensionDelayMs, secretEnds: pending.secretEnds };
    },
  };
}
