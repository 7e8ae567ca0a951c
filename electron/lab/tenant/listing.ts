import type { Entity, Kind } from './directory.ts';
import type { Filter } from './filter.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Answer, Call, World } from './world.ts';
import { liveEntity } from './directory.ts';
import { GraphFailure, badRequest, unsupportedQuery } from './failure.ts';
import { needsAdvanced, passes } from './filter-support.ts';
import { parseFilter } from './filter.ts';
import { isObject } from './json.ts';
import { project, projectMixed, selectedProperties, valueOf } from './projection.ts';
import { noExtensions } from './extensions.ts';
import { propertyOf } from './properties.ts';
import { openToken, sealToken } from './page-token.ts';
import { context, isAdvanced, isEventual, isVisible } from './world.ts';

/** Lists with $select, $filter, $search, $orderby, $count, $top and $skiptoken: learn.microsoft.com/graph/aad-advanced-queries, paging. */

export type Source = {
  /** The kind all items have, or null for a collection of mixed kinds. */
  readonly kind: Kind | null;
  /** Items in a stable order, each with a cursor that only grows; `after` is the last cursor already sent. */
  readonly items: (after: number) => Iterable<readonly [number, Entity]>;
  readonly context: string;
  /** Whether the source is the whole live collection of its kind, so that look-ups may use the indices. */
  readonly whole: boolean;
};

const defaultPage = 100;

/** Checks that the query is allowed with the headers it came with; returns the parsed filter. */
function gate(world: World, call: Call, kind: Kind | null): Filter | null {
  const { query } = call;
  const advanced = isAdvanced(call);
  const filter = query.filter === null ? null : parseFilter(query.filter);
  if (query.search !== null) {
    if (!isEventual(call)) throw unsupportedQuery("Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
  }
  if (kind === null && filter !== null) {
    if (!advanced) throw unsupportedQuery();
    throw badRequest('$filter on a collection of mixed types needs an OData cast.');
  }
  if (filter !== null && kind !== null && needsAdvanced(filter, kind, world.extensions) && !advanced) throw unsupportedQuery();
  if (query.orderBy !== null) {
    const property = kind === null ? undefined : propertyOf(kind, query.orderBy.property, world.extensions);
    if (property === undefined || property.type !== 'text') throw badRequest(`Unsupported sort property '${query.orderBy.property}'.`);
    const plain = property.name === 'displayName' || (kind === 'user' && property.name === 'userPrincipalName');
    if ((!plain || filter !== null) && !advanced && !(query.search !== null && isEventual(call))) throw unsupportedQuery(plain ? 'Sorting not supported for current query.' : `Unsupported sort property '${property.name}'.`);
  }
  if (query.expand.length > 0 && isEventual(call)) throw unsupportedQuery('$expand is not supported with advanced query parameters.');
  if (query.deltaToken !== null) throw new GraphFailure(400, 'BadRequest', "The query parameter '$deltatoken' is only supported for delta queries.");
  return filter;
}

type Search = (entity: Entity) => boolean;

/** `"displayName:word"`: words of the display name start with it; other properties start with it as a whole. */
function parseSearch(text: string | null): Search {
  if (text === null) return () => true;
  const clauses = [...text.matchAll(/"([A-Za-z]+):((?:[^"\\]|\\.)*)"/g)];
  if (clauses.length === 0) throw badRequest(`Syntax error: character '${text[0] ?? ''}' is not valid at position 0 in '${text}'.`);
  const tests = clauses.map(([, property = '', value = '']): Search => {
    const wanted = value.toLowerCase();
    const byWord = property === 'displayName' || property === 'description';
    return (entity) => {
      const stored = valueOf(entity, property);
      if (typeof stored !== 'string') return false;
      const lower = stored.toLowerCase();
      return lower.startsWith(wanted) || (byWord && lower.split(/[\s._-]+/).some((word) => word.startsWith(wanted)));
    };
  });
  const any = /"\s+OR\s+"/.test(text);
  return (entity) => (any ? tests.some((test) => test(entity)) : tests.every((test) => test(entity)));
}

/** Candidates from an index when the filter allows it, so that look-ups by name do not scan the tenant; null: scan. */
function indexed(world: World, filter: Filter | null): readonly string[] | null {
  if (filter === null) return null;
  const { directory } = world;
  if (filter.kind === 'or') {
    const left = indexed(world, filter.left);
    const right = left === null ? null : indexed(world, filter.right);
    return left === null || right === null ? null : [...new Set([...left, ...right])];
  }
  if (filter.kind === 'and') return indexed(world, filter.left) ?? indexed(world, filter.right);
  if (filter.kind === 'in') {
    const each = filter.values.map((value) => indexed(world, { kind: 'compare', path: filter.path, operator: 'eq', value }));
    return each.every((ids) => ids !== null) ? [...new Set(each.flat())] : null;
  }
  if (filter.kind === 'any' && filter.path.toLowerCase() === 'proxyaddresses' && filter.inner.kind === 'compare' && filter.inner.operator === 'eq' && typeof filter.inner.value === 'string') {
    return directory.addresses.holders(filter.inner.value.toLowerCase().replace(/^smtp:/, ''));
  }
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string') return null;
  const lower = filter.value.toLowerCase();
  switch (filter.path.toLowerCase()) {
    case 'id':
      return directory.entities.has(lower) ? [lower] : [];
    case 'userprincipalname':
      return directory.principalNames.holders(lower);
    case 'mail':
      return directory.addresses.holders(lower);
    case 'displayname':
      return directory.displayNames.holders(lower);
    default:
      return null;
  }
}

function* fromIds(world: World, ids: readonly string[], after: number): Iterable<readonly [number, Entity]> {
  for (const [index, id] of ids.entries()) {
    const entity = liveEntity(world.directory, id);
    if (entity !== undefined && index + 1 > after) yield [index + 1, entity];
  }
}

function sorted(source: Source, orderBy: { readonly property: string; readonly descending: boolean }, keep: (entity: Entity) => boolean, kind: Kind | null, after: number): Iterable<readonly [number, Entity]> {
  const name = kind === null ? orderBy.property : (propertyOf(kind, orderBy.property, noExtensions)?.name ?? orderBy.property);
  const key = (entity: Entity): string => String(valueOf(entity, name) ?? '').toLowerCase();
  const kept = [...source.items(0)].map(([, entity]) => entity).filter(keep);
  kept.sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : left.id < right.id ? -1 : 1));
  if (orderBy.descending) kept.reverse();
  return kept.map((entity, index): readonly [number, Entity] => [index + 1, entity]).filter(([cursor]) => cursor > after);
}

/** Answers a list request over the source. */
export function list(world: World, call: Call, source: Source): Answer {
  const { query } = call;
  const filter = gate(world, call, source.kind);
  const search = parseSearch(query.search);
  const keep = (entity: Entity): boolean => isVisible(world, entity) && (filter === null || passes(filter, entity, world.extensions)) && search(entity);
  const bound = `${call.path}?${query.bound}`;
  const after = query.skipToken === null ? 0 : pageStart(query.skipToken, bound);
  const size = query.top ?? defaultPage;
  const names = source.kind === null ? null : selectedProperties(source.kind, query.select, world.extensions);
  const expand = expander(world, call, source.kind);
  const ids = source.whole ? indexed(world, filter) : null;
  const candidates = query.orderBy !== null ? sorted(source, query.orderBy, keep, source.kind, after) : ids !== null ? fromIds(world, ids, after) : source.items(after);
  const value: JsonObject[] = [];
  let last = after;
  let more = false;
  for (const [cursor, entity] of candidates) {
    if (!keep(entity) || (source.kind !== null && entity.kind !== source.kind)) continue;
    if (value.length === size) {
      more = true;
      break;
    }
    value.push({ ...(names === null ? projectMixed(entity, query.select, world.extensions) : project(entity, names)), ...expand(entity) });
    last = cursor;
  }
  const count = query.count && isEventual(call) && query.skipToken === null ? countOf(source, keep) : null;
  const next = `${world.graph()}${call.path}?${query.bound === '' ? '' : `${query.bound}&`}$skiptoken=${sealToken({ after: last, bound })}`;
  const select = query.select === null ? '' : `(${query.select.join(',')})`;
  return {
    status: 200,
    body: {
      '@odata.context': context(world, `${source.context}${select}`),
      ...(count === null ? {} : { '@odata.count': count }),
      ...(more ? { '@odata.nextLink': next } : {}),
      value,
    },
  };
}

/** `/$count`: text/plain in Graph; the number goes out as the body's `count`. */
export function countSegment(world: World, call: Call, source: Source): number {
  if (!isEventual(call)) throw badRequest('$count is not currently supported.');
  const filter = call.query.filter === null ? null : parseFilter(call.query.filter);
  if (filter !== null && source.kind !== null) needsAdvanced(filter, source.kind, world.extensions);
  const search = parseSearch(call.query.search);
  return countOf(source, (entity) => isVisible(world, entity) && (filter === null || passes(filter, entity, world.extensions)) && search(entity));
}

function countOf(source: Source, keep: (entity: Entity) => boolean): number {
  let count = 0;
  for (const [, entity] of source.items(0)) if (keep(entity) && (source.kind === null || entity.kind === source.kind)) count += 1;
  return count;
}

function pageStart(token: string, bound: string): number {
  const opened = openToken(token);
  if (!isObject(opened) || typeof opened['after'] !== 'number' || opened['bound'] !== bound) throw new GraphFailure(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired and can no longer be included in your request.');
  return opened['after'];
}

const expandLimit = 20;

/** What `$expand` adds to an object; at most 20 linked objects, without paging. */
export function expander(world: World, call: Call, kind: Kind | null): (entity: Entity) => JsonObject {
  const { expand } = call.query;
  if (expand.length === 0) return () => ({});
  const allowed: Readonly<Record<Kind, readonly string[]>> = { user: ['manager', 'directReports', 'memberOf'], group: ['members', 'owners', 'memberOf'], contact: ['manager', 'directReports', 'memberOf'] };
  const wanted = expand.map(({ property, select }) => {
    const name = kind === null ? undefined : allowed[kind].find((candidate) => candidate.toLowerCase() === property.toLowerCase());
    if (name === undefined) throw badRequest(`Parsing OData Select and Expand failed: Could not find a property named '${property}' on type 'microsoft.graph.${kind ?? 'directoryObject'}'.`);
    return { name, select };
  });
  return (entity) => {
    const added: Record<string, JsonValue> = {};
    for (const { name, select } of wanted) {
      const ids = linkedIds(world, entity, name);
      const objects = ids.flatMap((id) => liveEntity(world.directory, id) ?? []).slice(0, expandLimit).map((linked) => projectMixed(linked, select, world.extensions));
      if (name !== 'manager') added[name] = objects;
      else if (objects[0] !== undefined) added[name] = objects[0];
    }
    return added;
  };
}

function linkedIds(world: World, entity: Entity, name: string): readonly string[] {
  switch (name) {
    case 'manager':
      return entity.managerId === null ? [] : [entity.managerId];
    case 'directReports':
      return [...(world.directory.reports.get(entity.id) ?? [])];
    case 'memberOf':
      return [...(world.directory.memberOf.get(entity.id) ?? [])];
    case 'owners':
      return [...entity.owners.keys()];
    default:
      return [...entity.members.keys()];
  }
}
