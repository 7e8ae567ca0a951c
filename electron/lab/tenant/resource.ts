import type { Entity, Kind } from './directory.ts';
import type { Source } from './listing.ts';
import type { Answer, Call, Part, World } from './world.ts';
import { liveEntity, setProperties } from './directory.ts';
import { GraphFailure, badRequest, noSuchSegment } from './failure.ts';
import { isTextList } from './json.ts';
import { countSegment, expander, list } from './listing.ts';
import { demand } from './permissions.ts';
import { project, projectMixed, selectedProperties } from './projection.ts';
import { collections } from './properties.ts';
import { picked } from './tenant-objects.ts';
import { bodyOf, context, noContent } from './world.ts';

/** Parts of the API that several resources share: path names, lists and counts, single objects, links. */

/** The name at a place of the path, in lower case; empty when there is none or it is an alternate key. */
export function nameAt(parts: readonly Part[], at: number): string {
  const part = parts[at];
  return typeof part === 'string' ? part.toLowerCase() : '';
}

/** The key text at a place, in its own spelling. */
export function keyAt(parts: readonly Part[], at: number): string {
  const part = parts[at];
  return typeof part === 'string' ? part : (part?.value ?? '');
}

/** 405 for a method the resource does not know. */
export function methodNotAllowed(call: Call): GraphFailure {
  return new GraphFailure(405, 'Request_BadRequest', `Specified HTTP method is not allowed for the request target. (${call.method})`);
}

/** OData casts to the kinds of objects. */
export const castKinds: Readonly<Record<string, Kind>> = { 'microsoft.graph.user': 'user', 'microsoft.graph.group': 'group', 'microsoft.graph.orgcontact': 'contact' };

/** Objects of one kind in the order of creation. */
export function allOfKind(world: World, kind: Kind): Source {
  return {
    kind,
    context: collections[kind],
    whole: true,
    *items(after) {
      const order = world.directory.order[kind];
      for (let at = after; at < order.length; at += 1) {
        const entity = liveEntity(world.directory, order[at] ?? '');
        if (entity !== undefined) yield [at + 1, entity];
      }
    },
  };
}

/** Linked objects: ids with a sequence that grows in the order of the map. */
export function linkSource(world: World, links: Iterable<readonly [string, number]>, kind: Kind | null): Source {
  return {
    kind,
    context: kind === null ? 'directoryObjects' : collections[kind],
    whole: false,
    *items(after) {
      for (const [id, sequence] of links) {
        if (sequence <= after) continue;
        const entity = liveEntity(world.directory, id);
        if (entity !== undefined && (kind === null || entity.kind === kind)) yield [sequence, entity];
      }
    },
  };
}

/** Ids with cursors that count from one. */
export function numbered(ids: Iterable<string>): readonly (readonly [string, number])[] {
  return [...ids].map((id, index): readonly [string, number] => [id, index + 1]);
}

export function ordered(owners: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return numbered(owners.keys());
}

/** Everything reachable from the start, each once, sorted. */
export function transitive(start: Iterable<string>, next: (id: string) => Iterable<string>): readonly string[] {
  const found = new Set<string>();
  const waiting = [...start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...next(id));
  }
  return [...found].sort();
}

export function membersOfGroup(world: World, id: string): Iterable<string> {
  return world.directory.entities.get(id)?.members.keys() ?? [];
}

function groupsOf(world: World, id: string): Iterable<string> {
  return world.directory.memberOf.get(id) ?? [];
}

/** A list, its `/$count`, or either behind a type cast; `at` is where the rest of the path begins. */
export function listOrCount(world: World, call: Call, at: number, source: (kind: Kind | null) => Source, kind: Kind | null): Answer {
  const cast = castKinds[nameAt(call.parts, at)];
  const rest = cast === undefined ? at : at + 1;
  const chosen = source(cast ?? kind);
  if (cast !== undefined && kind === null && [...call.query.given].some((name) => ['filter', 'orderby', 'search'].includes(name)) && call.headers['consistencylevel']?.toLowerCase() !== 'eventual') throw new GraphFailure(400, 'Request_UnsupportedQuery', 'Unsupported Query.');
  if (call.parts.length === rest) return list(world, call, chosen);
  if (nameAt(call.parts, rest) === '$count' && call.parts.length === rest + 1) return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: { count: countSegment(world, call, chosen) } };
  throw noSuchSegment(keyAt(call.parts, rest));
}

/** A single object of a known kind, with $select and $expand. */
export function one(world: World, call: Call, entity: Entity): Answer {
  if (call.query.filter !== null || call.query.search !== null || call.query.top !== null || call.query.orderBy !== null) throw badRequest('The query specified in the URI is not valid for a single object.');
  const names = selectedProperties(entity.kind, call.query.select, world.extensions);
  const select = call.query.select === null ? '' : `(${call.query.select.join(',')})`;
  return { status: 200, body: { '@odata.context': context(world, `${collections[entity.kind]}${select}/$entity`), ...project(entity, names), ...expander(world, call, entity.kind)(entity) } };
}

/** A single object of any kind, with its type. */
export function mixed(world: World, call: Call, entity: Entity): Answer {
  return { status: 200, body: { '@odata.context': context(world, 'directoryObjects/$entity'), ...projectMixed(entity, call.query.select, world.extensions) } };
}

const basicUserProperties: ReadonlySet<string> = new Set(['id', 'displayname', 'givenname', 'surname', 'mail', 'userprincipalname']);

/** `User.ReadBasic.All` opens the basic properties only. */
export function demandUserRead(call: Call): void {
  const isBasic = call.query.select?.every((name) => basicUserProperties.has(name.toLowerCase())) === true;
  demand(call.caller, ...(isBasic ? (['readUsersBasic'] as const) : (['readUsers'] as const)));
}

/** `checkMemberGroups` and `getMemberGroups`. */
export function memberActions(world: World, call: Call, entity: Entity, action: string): Answer {
  demand(call.caller, 'readMembers', 'readUsers');
  const body = bodyOf(call);
  const all = transitive(groupsOf(world, entity.id), (id) => groupsOf(world, id)).filter((id) => liveEntity(world.directory, id) !== undefined);
  if (action === 'checkmembergroups') {
    const wanted = body['groupIds'];
    if (!isTextList(wanted) || wanted.length > 20) throw badRequest('Invalid value specified for groupIds: at most 20 ids.');
    return { status: 200, body: { '@odata.context': context(world, 'Collection(Edm.String)'), value: wanted.filter((id) => all.includes(id.toLowerCase())) } };
  }
  const secure = body['securityEnabledOnly'] === true;
  return { status: 200, body: { '@odata.context': context(world, 'Collection(Edm.String)'), value: all.filter((id) => !secure || world.directory.entities.get(id)?.properties['securityEnabled'] === true) } };
}

/** `onPremisesSyncBehavior`: reads and converts the source of authority. */
export function synchronizationBehavior(world: World, call: Call, entity: Entity): Answer {
  demand(call.caller, entity.kind === 'user' ? 'convertUsers' : entity.kind === 'group' ? 'convertGroups' : 'convertContacts');
  if (call.method === 'GET') return { status: 200, body: { '@odata.context': context(world, `${collections[entity.kind]}('${entity.id}')/onPremisesSyncBehavior/$entity`), ...picked({ id: entity.id, isCloudManaged: entity.cloudManaged }, call) } };
  if (call.method !== 'PATCH') throw methodNotAllowed(call);
  const wanted = bodyOf(call)['isCloudManaged'];
  if (typeof wanted !== 'boolean') throw badRequest("Invalid property 'isCloudManaged'.");
  entity.cloudManaged = wanted;
  if (wanted) setProperties(world.directory, entity, { onPremisesSyncEnabled: null });
  return noContent;
}

/** Links any object may have; null when the path is none of them. */
export function readLinks(world: World, call: Call, entity: Entity, name: string): Answer | null {
  if (call.method !== 'GET') return null;
  const source = (links: Iterable<readonly [string, number]>) => (kind: Kind | null) => linkSource(world, links, kind);
  switch (name) {
    case 'memberof':
      demand(call.caller, 'readGroupsBasic', 'readUsers');
      return listOrCount(world, call, 3, source(numbered(groupsOf(world, entity.id))), null);
    case 'transitivememberof':
      demand(call.caller, 'readGroupsBasic', 'readUsers');
      return listOrCount(world, call, 3, source(numbered(transitive(groupsOf(world, entity.id), (id) => groupsOf(world, id)))), null);
    case 'directreports':
      demand(call.caller, 'readUsers');
      return listOrCount(world, call, 3, source(numbered(world.directory.reports.get(entity.id) ?? [])), null);
    default:
      return null;
  }
}

/** 400 for a path that ends nowhere. */
export function refuseSegment(call: Call, at: number): never {
  throw noSuchSegment(keyAt(call.parts, at));
}
