import type { JsonObject, JsonValue } from './json.ts';

/** One entry of `error.details`. */
export type Detail = { readonly code: string; readonly message: string; readonly target?: string };

/** A refusal in Graph's own words. Becomes the JSON error envelope of learn.microsoft.com/graph/errors. */
export class GraphFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly Detail[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, extra: { readonly details?: readonly Detail[]; readonly headers?: Readonly<Record<string, string>> } = {}) {
    super(message);
    this.name = 'GraphFailure';
    this.status = status;
    this.code = code;
    this.details = extra.details ?? [];
    this.headers = extra.headers ?? {};
  }
}

/** 400 `Request_BadRequest`. */
export function badRequest(message: string, details: readonly Detail[] = []): GraphFailure {
  return new GraphFailure(400, 'Request_BadRequest', message, { details });
}

/** 400 `Request_UnsupportedQuery`. */
export function unsupportedQuery(message = 'Unsupported Query.'): GraphFailure {
  return new GraphFailure(400, 'Request_UnsupportedQuery', message);
}

export function notFound(what: string): GraphFailure {
  return new GraphFailure(404, 'Request_ResourceNotFound', `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`);
}

/** 400 for a path that is not part of the API. */
export function noSuchSegment(segment: string): GraphFailure {
  return new GraphFailure(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
}

export function insufficientPrivileges(): GraphFailure {
  return new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

export function invalidToken(message: string): GraphFailure {
  return new GraphFailure(401, 'InvalidAuthenticationToken', message, { headers: { 'WWW-Authenticate': 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"' } });
}

export function invalidValue(property: string, resource: string): GraphFailure {
  const message = `Invalid value specified for property '${property}' of resource '${resource}'.`;
  return badRequest(message, [{ code: 'InvalidValue', message, target: property }]);
}

export function valueRequired(property: string, resource: string): GraphFailure {
  const message = `A value is required for property '${property}' of resource '${resource}'.`;
  return badRequest(message, [{ code: 'MissingValue', message, target: property }]);
}

export function readOnly(property: string): GraphFailure {
  return badRequest(`Property '${property}' is read-only and cannot be set.`);
}

export function invalidValues(): GraphFailure {
  return badRequest('One or more properties contains invalid values.');
}

/** Another object holds the value: `details` name the property and the other object. */
export function valueTaken(property: string, otherResource: string, otherId: string): GraphFailure {
  const message = `Another object with the same value for property ${property} already exists.`;
  return badRequest(message, [
    { code: 'ObjectConflict', message, target: property },
    { code: 'ConflictingObjects', message: 'A conflicting object with one or more of the specified property values is present in the directory.', target: `${otherResource}_${otherId}` },
  ]);
}

export function syncedObject(): GraphFailure {
  return badRequest('Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.');
}

export function externallyMastered(): GraphFailure {
  return badRequest('Unable to update the specified properties for objects that have originated within an external service.');
}

export function mailEnabledGroup(): GraphFailure {
  return badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
}

export function tooManyLinks(): GraphFailure {
  return badRequest('A resource cannot contain more than 20 link changes');
}

export function linkExists(property: string): GraphFailure {
  return badRequest(`One or more added object references already exist for the following modified properties: '${property}'.`);
}

export function linkAbsent(property: string): GraphFailure {
  return badRequest(`One or more removed object references do not exist for the following modified properties: '${property}'.`);
}

export function emptyBody(): GraphFailure {
  return new GraphFailure(400, 'BadRequest', "An unexpected 'EndOfInput' node was found when reading from the JSON reader. A 'StartObject' node was expected.");
}

export function concurrencyViolation(): GraphFailure {
  return new GraphFailure(409, 'Directory_ConcurrencyViolation', 'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.');
}

export function throttled(retryAfterSeconds: number, scope: string, information: string): GraphFailure {
  return new GraphFailure(429, 'TooManyRequests', 'Please retry again later.', {
    headers: { 'Retry-After': String(retryAfterSeconds), 'x-ms-throttle-scope': scope, 'x-ms-throttle-information': information },
  });
}

/** The error envelope. */
export function errorBody(failure: GraphFailure, request: { readonly date: Date; readonly id: string; readonly clientId: string }): JsonObject {
  const details: JsonValue = failure.details.map((detail) => ({ ...detail }));
  return {
    error: {
      code: failure.code,
      message: failure.message,
      ...(failure.details.length > 0 ? { details } : {}),
      innerError: { date: request.date.toISOString().slice(0, 19), 'request-id': request.id, 'client-request-id': request.clientId },
    },
  };
}
