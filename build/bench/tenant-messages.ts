/** What the benchmark and the tenant's process say to each other. */
export type WriteQuota = { readonly writes: number; readonly perSeconds: number };
export type TenantOrder = { readonly quota: WriteQuota };
export type TenantFacts = { readonly authority: string; readonly graph: string; readonly ca: string; readonly tenantId: string; readonly clientId: string; readonly clientSecret: string };

/** Length of one sample of `Traffic.samples`. */
export const sampleMs = 50;

/** What the tenant was asked since it started. */
export type Traffic = {
  /** Requests that change state, each item of a batch counted. */
  readonly writes: number;
  /** Those answered with 2xx. */
  readonly succeeded: number;
  /** Requests of any kind refused with 429. */
  readonly throttled: number;
  /** Writes in each `sampleMs` since the first write. */
  readonly samples: readonly number[];
  /** Live objects now. */
  readonly users: number;
  readonly groups: number;
  /** Processor time of the tenant so far. */
  readonly cpuSeconds: number;
};
