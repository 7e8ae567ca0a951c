import type { JsonObject, JsonValue } from './json.ts';
import { GraphFailure } from './failure.ts';
import { isObject, isText, isTextList } from './json.ts';

/** JSON batching: learn.microsoft.com/graph/json-batching. At most 20 requests, no transaction, answers in any order. */
export type BatchItem = {
  readonly id: string;
  readonly method: string;
  /** Relative to the version root, starting with a slash. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: JsonValue | undefined;
  readonly dependsOn: readonly string[];
};

export type ItemAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: JsonObject | null };

const largestBatch = 20;

function malformed(message: string): GraphFailure {
  return new GraphFailure(400, 'BadRequest', message);
}

function parseItem(value: JsonValue, earlier: ReadonlySet<string>): BatchItem {
  if (!isObject(value)) throw malformed('Invalid batch payload format.');
  const { id, method, url, headers, body, dependsOn } = value;
  if (!isText(id) || id === '') throw malformed('Request id is required and must be a string.');
  if (earlier.has(id)) throw malformed(`Request Id ${id} has been repeated.`);
  if (!isText(method) || !['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method.toUpperCase())) throw malformed(`Method is required for request ${id}.`);
  if (!isText(url) || url === '' || /^https?:/i.test(url)) throw malformed(`Write request id : ${id} does not contain a relative url.`);
  const given = isObject(headers) ? headers : {};
  const lower = Object.fromEntries(Object.entries(given).map(([name, text]) => [name.toLowerCase(), isText(text) ? text : undefined]));
  if (body !== undefined && body !== null && lower['content-type'] === undefined) throw malformed(`Write request id : ${id} does not contain Content-Type header or body.`);
  if (dependsOn !== undefined && (!isTextList(dependsOn) || dependsOn.some((other) => !earlier.has(other)))) throw malformed(`Request ${id} depends on a request that is not defined before it.`);
  return { id, method: method.toUpperCase(), url: url.startsWith('/') ? url : `/${url}`, headers: lower, body: body ?? undefined, dependsOn: isTextList(dependsOn) ? dependsOn : [] };
}

/** The requests of a batch in the order they are to run; a malformed batch is a 400 as a whole. */
export function parseBatch(body: JsonValue | undefined): readonly BatchItem[] {
  const requests = isObject(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests)) throw malformed('Invalid batch payload format.');
  if (requests.length > largestBatch) throw malformed(`Number of batch request steps exceeds the maximum value of ${largestBatch}.`);
  const ids = new Set<string>();
  return requests.map((value: JsonValue) => {
    const item = parseItem(value, ids);
    ids.add(item.id);
    return item;
  });
}

export const failedDependency: ItemAnswer = {
  status: 424,
  headers: { 'Content-Type': 'application/json' },
  body: { error: { code: 'FailedDependency', message: 'The request failed because one of the requests it depends on failed.' } },
};

/** Whether `item` runs after `other`, directly or through others. */
export function runsAfter(item: BatchItem, other: string, all: ReadonlyMap<string, BatchItem>): boolean {
  return item.dependsOn.some((id) => {
    if (id === other) return true;
    const before = all.get(id);
    return before !== undefined && runsAfter(before, other, all);
  });
}

/** One element of `responses`; an empty answer has no body. */
export function itemResponse(id: string, answer: ItemAnswer): JsonObject {
  return { id, status: answer.status, headers: { ...answer.headers }, ...(answer.body === null ? {} : { body: answer.body }) };
}
