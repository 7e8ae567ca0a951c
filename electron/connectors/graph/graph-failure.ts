/**
 * Classifies the answers of Microsoft Graph. The kinds are the retry policy: nothing else looks at codes and texts.
 * Texts are English and not contractual, so codes and `details` come first (https://learn.microsoft.com/graph/errors).
 */
export type FailureKind =
  | 'throttled' // 429, or 503 that says so: not applied, wait and repeat
  | 'busy' // 409 of concurrent requests: not applied, wait and repeat
  | 'transient' // 5xx, 408: may or may not have been applied
  | 'unauthorized' // the token is not accepted: not applied
  | 'notFound'
  | 'alreadyMember'
  | 'notMember'
  | 'rejected';

export type GraphFailure = {
  readonly kind: FailureKind;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  /** Null when the answer did not say how long to wait. */
  readonly retryAfterMs: number | null;
  /** Property that Graph named. */
  readonly property: string | null;
  /** Ids of the objects it conflicts with, lower-case. */
  readonly conflictingIds: readonly string[];
};

type Detail = { readonly code: string; readonly target: string };
type ErrorBody = { readonly code: string; readonly message: string; readonly details: readonly Detail[]; readonly requestId: string | null };

const propertyPatterns = [
  /for property '?([A-Za-z0-9_.]+)'? (?:of|already)/i,
  /property named '([A-Za-z0-9_.]+)'/i,
  /property '([A-Za-z0-9_.]+)'/i,
  /the ([A-Za-z0-9_]+) property is invalid/i,
  /^property ([A-Za-z0-9_.]+) is /i,
  /extension properties are not available: ([A-Za-z0-9_]+)/i,
  /following modified properties: '([A-Za-z0-9_]+)'/i,
] as const;

/** Reads an answer that is no success. `headers` answers by lower-case name. */
export function classify(status: number, headers: (name: string) => string | null, body: unknown, now: Date): GraphFailure {
  const error = errorBody(body);
  return {
    kind: kindOf(status, error),
    status,
    code: error.code === '' ? `Http${status}` : error.code,
    message: error.message === '' ? `The answer had status ${status} and no text.` : error.message,
    requestId: error.requestId ?? headers('request-id'),
    retryAfterMs: retryAfterMs(headers('retry-after'), now),
    property: propertyOf(error),
    conflictingIds: conflictingIds(error.details),
  };
}

function kindOf(status: number, { code, message }: ErrorBody): FailureKind {
  if (status === 429 || /throttled/i.test(code)) return 'throttled';
  if (code === 'Directory_ConcurrencyViolation') return 'busy';
  if (status === 401) return 'unauthorized';
  if (status === 408 || status === 424 || status === 500 || status === 502 || status === 503 || status === 504 || status === 509) return 'transient';
  if (status === 400 && /added object references already exist/i.test(message)) return 'alreadyMember';
  if (status === 400 && /removed object references do not exist/i.test(message)) return 'notMember';
  if (status === 404) return 'notFound';
  return 'rejected';
}

/** Whether this answer to a delta request says that its token does not hold any more, so that everything has to be read anew. */
export function meansResync({ status, code, message }: GraphFailure): boolean {
  if (status === 410) return true;
  return (status === 400 || status === 404) && /token|sync_?state|resync/i.test(`${code} ${message}`);
}

function errorBody(body: unknown): ErrorBody {
  const error = record(record(body)['error']);
  const inner = record(error['innerError'] ?? error['innererror']);
  const details = Array.isArray(error['details']) ? (error['details'] as unknown[]) : [];
  return {
    code: text(error['code']),
    message: messageText(error['message']),
    details: details.map((entry) => ({ code: text(record(entry)['code']), target: text(record(entry)['target']) })),
    requestId: text(inner['request-id']) === '' ? null : text(inner['request-id']),
  };
}

/** OData v3 style endpoints wrap it: `{"message": {"lang": "en", "value": "…"}}`. */
function messageText(value: unknown): string {
  return typeof value === 'string' ? value : text(record(value)['value']);
}

function propertyOf({ message, details }: ErrorBody): string | null {
  const named = details.find((detail) => detail.code === 'ObjectConflict' && detail.target !== '');
  if (named !== undefined) return named.target;
  for (const pattern of propertyPatterns) {
    const property = pattern.exec(message)?.[1];
    if (property !== undefined) return property.replace(/\.$/, '');
  }
  if (/password/i.test(message)) return 'passwordProfile';
  return details.find((detail) => /^[A-Za-z][A-Za-z0-9.]*$/.test(detail.target))?.target ?? null;
}

function conflictingIds(details: readonly Detail[]): readonly string[] {
  const ids = details
    .filter((detail) => detail.code === 'ConflictingObjects')
    .flatMap((detail) => detail.target.match(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi) ?? []);
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

/** `Retry-After` as seconds (Graph also sends decimals) or as a date. */
export function retryAfterMs(value: string | null, now: Date): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1000));
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** A JSON value as an object; anything else as an empty one. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A JSON value as text; anything else as an empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
