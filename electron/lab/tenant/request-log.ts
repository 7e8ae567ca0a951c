/** What the tenant was asked, for tests and for the demo's counters. */
export type LoggedRequest = {
  readonly method: string;
  /** Path and query as sent, without the host; for an item of a batch, relative to the version root. */
  readonly path: string;
  /** 0: the connection was broken without an answer. */
  readonly status: number;
  readonly changesState: boolean;
  /** True for an item of a $batch; the envelope is logged too, and changes nothing itself. */
  readonly inBatch: boolean;
};

export type RequestLog = {
  add(request: LoggedRequest): void;
  all(): readonly LoggedRequest[];
  /** State-changing requests, each item of a batch counted; `succeeded`: only those answered with 2xx. */
  writes(options?: { readonly succeeded?: boolean }): number;
  reset(): void;
};

export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  return {
    add: (request) => void requests.push(request),
    all: () => requests,
    writes: (options = {}) => requests.filter((request) => request.changesState && (options.succeeded !== true || (request.status >= 200 && request.status < 300))).length,
    reset: () => void (requests = []),
  };
}
