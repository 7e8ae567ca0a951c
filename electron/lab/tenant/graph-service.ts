import type { BatchItem, ItemAnswer } from './batch.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Cost, Throttle } from './throttle.ts';
import type { RequestLog } from './request-log.ts';
import type { TokenIssuer } from './access-token.ts';
import type { Answer, Caller, World } from './world.ts';
import { failedDependency, itemResponse, parseBatch, runsAfter } from './batch.ts';
import { purgeExpired, rolesOf } from './directory.ts';
import { GraphFailure, badRequest, concurrencyViolation, errorBody, insufficientPrivileges, invalidToken, throttled } from './failure.ts';
import { nextGuid, shuffled } from './ids.ts';
import { isText, isTextList, textOf } from './json.ts';
import { parsePath } from './path.ts';
import { parseQuery } from './query.ts';
import { route } from './route.ts';
import { changesState, costOf } from './throttle.ts';

/** One API request from authorization to answer: faults, throttling, batching, the error envelope and the log. */
export type GraphRequest = {
  readonly method: string;
  /** After `/v1.0`, with the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's text; empty when there is none. */
  readonly text: string;
  /** The same as bytes. */
  readonly bytes: Uint8Array;
};

export type GraphAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: JsonObject | null };

export type GraphServiceOptions = {
  readonly world: World;
  readonly issuer: TokenIssuer;
  readonly throttle: () => Throttle;
  readonly log: RequestLog;
  readonly clientId: string;
  /** Directory roles of the application's service principal. */
  readonly appRoles: readonly string[];
  /** Two writes to one object in one batch, unordered: the second gets 409. */
  readonly batchConcurrency: boolean;
};

export type GraphService = { handle(request: GraphRequest): GraphAnswer | 'reset' };

type Item = { readonly method: string; readonly url: string; readonly headers: GraphRequest['headers']; readonly body: JsonValue | undefined; readonly bytes: Uint8Array | null; readonly inBatch: boolean; readonly conflicts: boolean };

export function createGraphService(options: GraphServiceOptions): GraphService {
  const { world, issuer, log } = options;

  function identify(headers: GraphRequest['headers']): Caller {
    const authorization = headers['authorization'] ?? '';
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw invalidToken('Access token is empty.');
    const claims = issuer.open(token);
    if (claims === null) throw invalidToken('IDX14100: JWT is not well formed, there are no dots (.).');
    const resources = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000', new URL(world.graph()).origin];
    if (!isText(claims['aud']) || !resources.includes(claims['aud'])) throw invalidToken('Access token validation failure. Invalid audience.');
    if (claims['tid'] !== world.tenantId) throw invalidToken('Access token validation failure. Invalid tenant.');
    const isOld = Number(claims['uti']) <= world.faults.current.tokensBefore;
    if (isOld || typeof claims['exp'] !== 'number' || claims['exp'] * 1000 <= world.now()) throw invalidToken('Lifetime validation failed, the token is expired.');
    if (claims['idtyp'] === 'app') return { appOnly: true, permissions: new Set(isTextList(claims['roles']) ? claims['roles'] : []), roles: options.appRoles, userId: null };
    const userId = textOf(claims['oid']);
    return { appOnly: false, permissions: new Set((textOf(claims['scp']) ?? '').split(' ')), roles: userId === null ? [] : rolesOf(world.directory, userId), userId };
  }

  function failed(failure: GraphFailure, item: Item, cost: Cost | null): GraphAnswer {
    const date = new Date(world.now());
    const id = nextGuid(world.directory.random);
    // learn.microsoft.com has no word on it, but `Accept-Language: *` (Node's default) hides the real message of a refusal.
    const hidden = item.headers['accept-language']?.trim() === '*' && failure.status >= 400 && failure.status < 429 && failure.status !== 401;
    const shown = hidden ? new GraphFailure(failure.status, failure.code, 'Invalid language specified.', { headers: failure.headers }) : failure;
    const body = errorBody(shown, { date, id, clientId: item.headers['client-request-id'] ?? id });
    return { status: failure.status, headers: { ...failure.headers, ...standardHeaders(item, id, cost), 'Content-Type': 'application/json' }, body };
  }

  function standardHeaders(item: Item, id: string, cost: Cost | null): Readonly<Record<string, string>> {
    const usage = options.throttle().usage();
    return {
      'request-id': id,
      'client-request-id': item.headers['client-request-id'] ?? id,
      'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"Causeway sample tenant"}}',
      ...(cost === null ? {} : { 'x-ms-resource-unit': String(cost.units) }),
      ...(usage > 0.8 ? { 'x-ms-throttle-limit-percentage': Math.min(1.8, usage).toFixed(1) } : {}),
    };
  }

  /** Runs one request or batch item; every refusal becomes an answer. */
  function run(item: Item, caller: Caller): GraphAnswer {
    const [rawPath = '', rawQuery = ''] = splitUrl(item.url);
    let cost: Cost | null = null;
    let isWrite = item.method !== 'GET';
    const answer = ((): GraphAnswer => {
      try {
        const parts = parsePath(rawPath);
        isWrite = changesState(item.method, parts);
        const query = parseQuery(rawQuery);
        cost = costOf(item.method, parts, query);
        refuseByFault(cost, isWrite, item);
        const failure = world.faults.takeFailure(isWrite);
        if (failure !== null && !failure.applied) throw transient(failure.status);
        const done = route(world, { method: item.method, parts, path: rawPath, query, headers: item.headers, body: item.body, bytes: item.bytes, caller });
        if (failure !== null) throw transient(failure.status);
        return completed(done, item, cost);
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error;
        if (cost !== null && (error.status === 400 || error.status === 403)) options.throttle().refund(cost);
        return failed(error, item, cost);
      }
    })();
    log.add({ method: item.method, path: item.inBatch ? item.url : `/v1.0${item.url}`, status: answer.status, changesState: isWrite, inBatch: item.inBatch });
    return answer;
  }

  function refuseByFault(cost: Cost, isWrite: boolean, item: Item): void {
    const scope = `Tenant_Application/${isWrite ? 'Write' : 'Read'}/${options.clientId}/${world.tenantId}`;
    const wait = world.faults.takeThrottle();
    if (wait !== null) throw throttled(wait, scope, isWrite ? 'WriteLimitExceeded' : 'ResourceUnitLimitExceeded');
    const refused = options.throttle().admit(cost);
    if (refused !== null) throw throttled(refused.retryAfterSeconds, scope, refused.limit);
    if (isWrite && (item.conflicts || world.faults.takeConcurrency())) throw concurrencyViolation();
    const status = isWrite ? world.faults.refusalOf(item.body) : null;
    if (status === 403) throw insufficientPrivileges();
    if (status === 400) throw badRequest('The request was blocked by a policy of this tenant.');
  }

  function completed(answer: Answer, item: Item, cost: Cost): GraphAnswer {
    const id = nextGuid(world.directory.random);
    const type: Readonly<Record<string, string>> = answer.body === undefined ? {} : { 'Content-Type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8' };
    return { status: answer.status, headers: { ...standardHeaders(item, id, cost), ...type, ...answer.headers }, body: answer.body ?? null };
  }

  function runBatch(request: GraphRequest, caller: Caller, upTo: number): GraphAnswer | 'reset' {
    const outer: Item = { ...request, body: undefined, inBatch: false, conflicts: false };
    const items = parseBatch(parsedBody(request));
    const byId = new Map(items.map((item) => [item.id, item]));
    const answers = new Map<string, ItemAnswer>();
    const written = new Map<string, BatchItem>();
    for (const [index, item] of items.entries()) {
      if (index >= upTo * items.length) return 'reset';
      const isBlocked = item.dependsOn.some((id) => (answers.get(id)?.status ?? 0) >= 400);
      if (isBlocked) {
        answers.set(item.id, failedDependency);
        log.add({ method: item.method, path: item.url, status: 424, changesState: false, inBatch: true });
        continue;
      }
      const target = targetOf(item);
      const earlier = target === null ? undefined : written.get(target);
      const conflicts = options.batchConcurrency && earlier !== undefined && !runsAfter(item, earlier.id, byId);
      const headers = { ...item.headers, 'accept-language': item.headers['accept-language'] ?? request.headers['accept-language'] };
      answers.set(item.id, run({ ...item, headers, bytes: null, inBatch: true, conflicts }, caller));
      if (target !== null) written.set(target, item);
    }
    const responses = shuffled(items, world.directory.random).map((item) => itemResponse(item.id, answers.get(item.id) ?? failedDependency));
    return { status: 200, headers: { ...standardHeaders(outer, nextGuid(world.directory.random), null), 'Content-Type': 'application/json' }, body: { responses } };
  }

  function handleAuthorized(request: GraphRequest, caller: Caller): GraphAnswer | 'reset' {
    const isBatch = request.method === 'POST' && /^\/\$batch(\?|$)/i.test(request.url);
    const isWrite = isBatch ? parseBatch(parsedBody(request)).some((item) => item.method !== 'GET') : changesState(request.method, parsePath(splitUrl(request.url)[0] ?? ''));
    const reset = isWrite ? world.faults.takeReset(isBatch) : null;
    if (reset === 'before') return 'reset';
    const answer = isBatch ? runBatch(request, caller, reset === 'during' ? 0.5 : 1) : run({ ...request, body: /\/photo\/\$value$/i.test(request.url) ? undefined : parsedBody(request), inBatch: false, conflicts: false }, caller);
    if (isBatch) log.add({ method: 'POST', path: `/v1.0${request.url}`, status: answer === 'reset' || reset !== null ? 0 : answer.status, changesState: false, inBatch: false });
    return reset === null ? answer : 'reset';
  }

  return {
    handle(request) {
      purgeExpired(world.directory);
      const item: Item = { ...request, body: undefined, inBatch: false, conflicts: false };
      try {
        return handleAuthorized(request, identify(request.headers));
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error;
        log.add({ method: request.method, path: `/v1.0${request.url}`, status: error.status, changesState: false, inBatch: false });
        return failed(error, item, null);
      }
    },
  };
}

function splitUrl(url: string): readonly string[] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** The object a write addresses, so that two writes to it can be told apart; null for creates. */
function targetOf(item: BatchItem): string | null {
  if (item.method === 'GET') return null;
  const [path = ''] = splitUrl(item.url);
  const segments = path.toLowerCase().split('/').filter((segment) => segment !== '');
  // The object of /directory/deletedItems/ID/restore is the ID.
  if (segments[0] === 'directory') return segments.slice(0, 3).join('/');
  return segments.length < 2 && !path.includes('(') ? null : segments.slice(0, path.includes('(') ? 1 : 2).join('/');
}

function transient(status: number): GraphFailure {
  const codes: Readonly<Record<number, readonly [string, string]>> = {
    500: ['Service_InternalServerError', 'Encountered an internal server error.'],
    502: ['BadGateway', 'Bad gateway.'],
    503: ['Service_Unavailable', 'The service is temporarily unavailable. Please retry later.'],
    504: ['GatewayTimeout', 'The server, while acting as a proxy, did not receive a timely response from the upstream server.'],
  };
  const [code, message] = codes[status] ?? ['UnknownError', ''];
  return new GraphFailure(status, code, message);
}

function parsedBody(request: GraphRequest): JsonValue | undefined {
  if (request.text === '') return undefined;
  const unreadable = new GraphFailure(400, 'BadRequest', 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.');
  if (!(request.headers['content-type'] ?? '').toLowerCase().startsWith('application/json')) throw unreadable;
  try {
    return JSON.parse(request.text) as JsonValue;
  } catch {
    throw unreadable;
  }
}
