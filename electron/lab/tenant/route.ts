import type { Entity, Kind } from './directory.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Answer, Call, Part, World } from './world.ts';
import type { Source } from './listing.ts';
import { liveEntity, rolesOf, setProperties } from './directory.ts';
import { delta } from './delta.ts';
import { deletedOfKind, getDeleted, purgeDeleted, restoreDeleted } from './deleted-items.ts';
import { GraphFailure, badRequest, insufficientPrivileges, noSuchSegment, notFound } from './failure.ts';
import { createGroup, deleteGroup, groupByUniqueName, updateGroup, upsertGroup } from './groups.ts';
import { isTextList, textOf } from './json.ts';
import { addMemberByReference, addOwnerByReference, deleteManager, managerOf, putManager, removeMemberById, removeOwnerById } from './links.ts';
import { countSegment, expander, list } from './listing.ts';
import { demand } from './permissions.ts';
import { project, projectMixed, selectedProperties } from './projection.ts';
import { collections, defaultProperties, odataTypes, resourceNames } from './properties.ts';
import { domainReferences, getDomain, getOrganization, listDomains, listSkus, onPremisesSynchronization, patchOrganization, picked, sampleSku } from './tenant-objects.ts';
import { createUser, deleteUser, updateUser } from './users.ts';
import { bodyOf, context, findEntity, isVisible, noContent } from './world.ts';

/** Which handler answers which method and path of the API. */


function nameAt(parts: readonly Part[], at: number): string {
  const part = parts[at];
  return typeof part === 'string' ? part.toLowerCase() : '';
}

/** The key text at a place, in its own spelling. */
function keyAt(parts: readonly Part[], at: number): string {
  const part = parts[at];
  return typeof part === 'string' ? part : (part?.value ?? '');
}

function methodNotAllowed(call: Call): GraphFailure {
  return new GraphFailure(405, 'Request_BadRequest', `Specified HTTP method is not allowed for the request target. (${call.method})`);
}

const castKinds: Readonly<Record<string, Kind>> = { 'microsoft.graph.user': 'user', 'microsoft.graph.group': 'group', 'microsoft.graph.orgcontact': 'contact' };

/** Objects of one kind in the order of creation. */
function allOfKind(world: World, kind: Kind): Source {
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
function linkSource(world: World, links: Iterable<readonly [string, number]>, kind: Kind | null): Source {
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

function numbered(ids: Iterable<string>): readonly (readonly [string, number])[] {
  return [...ids].map((id, index): readonly [string, number] => [id, index + 1]);
}

function ordered(owners: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return numbered(owners.keys());
}

function transitive(start: Iterable<string>, next: (id: string) => Iterable<string>): readonly string[] {
  const found = new Set<string>();
  const waiting = [...start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...next(id));
  }
  return [...found].sort();
}

function membersOfGroup(world: World, id: string): Iterable<string> {
  return world.directory.entities.get(id)?.members.keys() ?? [];
}

function groupsOf(world: World, id: string): Iterable<string> {
  return world.directory.memberOf.get(id) ?? [];
}

/** A list, its `/$count`, or either behind a type cast; `at` is where the rest of the path begins. */
function listOrCount(world: World, call: Call, at: number, source: (kind: Kind | null) => Source, kind: Kind | null): Answer {
  const cast = castKinds[nameAt(call.parts, at)];
  const rest = cast === undefined ? at : at + 1;
  const chosen = source(cast ?? kind);
  if (cast !== undefined && kind === null && [...call.query.given].some((name) => ['filter', 'orderby', 'search'].includes(name)) && call.headers['consistencylevel']?.toLowerCase() !== 'eventual') throw new GraphFailure(400, 'Request_UnsupportedQuery', 'Unsupported Query.');
  if (call.parts.length === rest) return list(world, call, chosen);
  if (nameAt(call.parts, rest) === '$count' && call.parts.length === rest + 1) return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: { count: countSegment(world, call, chosen) } };
  throw noSuchSegment(keyAt(call.parts, rest));
}

function one(world: World, call: Call, entity: Entity): Answer {
  if (call.query.filter !== null || call.query.search !== null || call.query.top !== null || call.query.orderBy !== null) throw badRequest('The query specified in the URI is not valid for a single object.');
  const names = selectedProperties(entity.kind, call.query.select, world.extensions);
  const select = call.query.select === null ? '' : `(${call.query.select.join(',')})`;
  return { status: 200, body: { '@odata.context': context(world, `${collections[entity.kind]}${select}/$entity`), ...project(entity, names), ...expander(world, call, entity.kind)(entity) } };
}

function mixed(world: World, call: Call, entity: Entity): Answer {
  return { status: 200, body: { '@odata.context': context(world, 'directoryObjects/$entity'), ...projectMixed(entity, call.query.select, world.extensions) } };
}

const basicUserProperties: ReadonlySet<string> = new Set(['id', 'displayname', 'givenname', 'surname', 'mail', 'userprincipalname']);

/** `User.ReadBasic.All` opens the basic properties only. */
function demandUserRead(call: Call): void {
  const isBasic = call.query.select?.every((name) => basicUserProperties.has(name.toLowerCase())) === true;
  demand(call.caller, ...(isBasic ? (['readUsersBasic'] as const) : (['readUsers'] as const)));
}

function memberActions(world: World, call: Call, entity: Entity, action: string): Answer {
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

function synchronizationBehavior(world: World, call: Call, entity: Entity): Answer {
  demand(call.caller, entity.kind === 'user' ? 'convertUsers' : entity.kind === 'group' ? 'convertGroups' : 'convertContacts');
  if (call.method === 'GET') return { status: 200, body: { '@odata.context': context(world, `${collections[entity.kind]}('${entity.id}')/onPremisesSyncBehavior/$entity`), ...picked({ id: entity.id, isCloudManaged: entity.cloudManaged }, call) } };
  if (call.method !== 'PATCH') throw methodNotAllowed(call);
  const wanted = bodyOf(call)['isCloudManaged'];
  if (typeof wanted !== 'boolean') throw badRequest("Invalid property 'isCloudManaged'.");
  entity.cloudManaged = wanted;
  if (wanted) setProperties(world.directory, entity, { onPremisesSyncEnabled: null });
  return noContent;
}

function readLinks(world: World, call: Call, entity: Entity, name: string): Answer | null {
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

function users(world: World, call: Call): Answer {
  const { parts, method } = call;
  const second = nameAt(parts, 1);
  if (parts.length === 1 || second === '$count') {
    if (method === 'POST' && parts.length === 1) return createUser(world, call);
    if (method !== 'GET') throw methodNotAllowed(call);
    demandUserRead(call);
    return listOrCount(world, call, 1, () => allOfKind(world, 'user'), 'user');
  }
  if (second === 'delta' && parts.length === 2) {
    demand(call.caller, 'readUsers');
    return delta(world, call, 'user');
  }
  if (typeof parts[1] !== 'string') throw badRequest('Invalid alternate key.');
  if (method === 'GET' && parts.length === 2) demandUserRead(call);
  const entity = findEntity(world, 'user', keyAt(parts, 1));
  if (parts.length === 2) {
    if (method === 'GET') return one(world, call, entity);
    if (method === 'PATCH') return updateUser(world, call, entity);
    if (method === 'DELETE') return deleteUser(world, call, entity);
    throw methodNotAllowed(call);
  }
  const name = nameAt(parts, 2);
  if (name === 'manager') return manager(world, call, entity);
  if (name === 'onpremisessyncbehavior' && parts.length === 3) return synchronizationBehavior(world, call, entity);
  if (method === 'POST' && parts.length === 3) {
    if (name === 'checkmembergroups' || name === 'getmembergroups') return memberActions(world, call, entity, name);
    if (name === 'assignlicense') return assignLicense(world, call, entity);
    if (name === 'revokesigninsessions') {
      demand(call.caller, 'writeUsers');
      return { status: 200, body: { '@odata.context': context(world, 'Edm.Boolean'), value: true } };
    }
  }
  return readLinks(world, call, entity, name) ?? refuseSegment(call, 2);
}

function refuseSegment(call: Call, at: number): never {
  throw noSuchSegment(keyAt(call.parts, at));
}

function manager(world: World, call: Call, user: Entity): Answer {
  const isReference = nameAt(call.parts, 3) === '$ref' && call.parts.length === 4;
  if (call.method === 'GET' && (call.parts.length === 3 || isReference)) {
    demand(call.caller, 'readUsers');
    const found = managerOf(world, user);
    return isReference ? { status: 200, body: { '@odata.context': context(world, '$ref'), '@odata.id': `${world.graph()}/directoryObjects/${found.id}` } } : mixed(world, call, found);
  }
  if (isReference && call.method === 'PUT') return putManager(world, call, user);
  if (isReference && call.method === 'DELETE') return deleteManager(world, call, user);
  throw methodNotAllowed(call);
}

function assignLicense(world: World, call: Call, user: Entity): Answer {
  demand(call.caller, 'assignLicenses');
  const body = bodyOf(call);
  if (!Array.isArray(body['addLicenses']) || !Array.isArray(body['removeLicenses'])) throw badRequest('addLicenses and removeLicenses are required.');
  const added = body['addLicenses'] as readonly JsonValue[];
  if (added.length > 0 && textOf(user.properties['usageLocation']) === null) throw badRequest('License assignment cannot be done for user with invalid usage location.');
  const ids = added.map((license) => textOf((license as JsonObject)['skuId']) ?? '');
  if (ids.some((id) => id !== sampleSku.skuId)) throw badRequest(`License ${ids[0] ?? ''} does not correspond to a valid company License.`);
  const isRemoved = (body['removeLicenses'] as readonly JsonValue[]).includes(sampleSku.skuId);
  setProperties(world.directory, user, { assignedLicenses: ids.length > 0 ? ids.map((skuId) => ({ skuId, disabledPlans: [] })) : isRemoved ? [] : (user.properties['assignedLicenses'] ?? []) });
  return { status: 200, body: { '@odata.context': context(world, 'users/$entity'), ...project(user, defaultProperties('user')) } };
}

function groupAt(world: World, part: Part | undefined): Entity {
  if (typeof part === 'string') return findEntity(world, 'group', part);
  if (part?.key.toLowerCase() !== 'uniquename') throw badRequest('Invalid alternate key.');
  const group = groupByUniqueName(world, part.value);
  if (group === undefined) throw notFound(part.value);
  return group;
}

function groups(world: World, call: Call): Answer {
  const { parts, method } = call;
  const second = nameAt(parts, 1);
  if (parts.length === 1 || second === '$count') {
    if (method === 'POST' && parts.length === 1) return createGroup(world, call);
    if (method !== 'GET') throw methodNotAllowed(call);
    demand(call.caller, 'readGroupsBasic');
    return listOrCount(world, call, 1, () => allOfKind(world, 'group'), 'group');
  }
  if (second === 'delta' && parts.length === 2) {
    demand(call.caller, 'readMembers');
    return delta(world, call, 'group');
  }
  const key = parts[1];
  if (method === 'PATCH' && parts.length === 2 && typeof key === 'object' && key.key.toLowerCase() === 'uniquename') return upsertGroup(world, call, key.value);
  const group = groupAt(world, key);
  if (parts.length === 2) {
    if (method === 'GET') {
      demand(call.caller, 'readGroupsBasic');
      return one(world, call, group);
    }
    if (method === 'PATCH') return updateGroup(world, call, group);
    if (method === 'DELETE') return deleteGroup(world, call, group);
    throw methodNotAllowed(call);
  }
  const name = nameAt(parts, 2);
  if (name === 'members' || name === 'owners') return groupLinks(world, call, group, name);
  if (name === 'onpremisessyncbehavior' && parts.length === 3) return synchronizationBehavior(world, call, group);
  if (name === 'transitivemembers' && method === 'GET') {
    demand(call.caller, 'readMembers');
    const all = numbered(transitive(group.members.keys(), (id) => membersOfGroup(world, id)));
    return listOrCount(world, call, 3, (kind) => linkSource(world, all, kind), null);
  }
  if (method === 'POST' && parts.length === 3 && (name === 'checkmembergroups' || name === 'getmembergroups')) return memberActions(world, call, group, name);
  return readLinks(world, call, group, name) ?? refuseSegment(call, 2);
}

function groupLinks(world: World, call: Call, group: Entity, name: 'members' | 'owners'): Answer {
  const { parts, method } = call;
  const third = nameAt(parts, 3);
  const isMembers = name === 'members';
  if (third === '$ref' && parts.length === 4) {
    if (method === 'POST') return isMembers ? addMemberByReference(world, call, group) : addOwnerByReference(world, call, group);
    if (method !== 'GET') throw new GraphFailure(400, 'BadRequest', 'The request is currently not supported on the targeted entity set');
  }
  if (parts.length === 5 && nameAt(parts, 4) === '$ref' && method === 'DELETE') return isMembers ? removeMemberById(world, call, group, keyAt(parts, 3)) : removeOwnerById(world, call, group, keyAt(parts, 3));
  // Without /$ref the path addresses the linked object itself.
  if (parts.length === 4 && method === 'DELETE' && third !== '$ref') {
    const linked = liveEntity(world.directory, keyAt(parts, 3));
    if (linked === undefined || !(isMembers ? group.members : group.owners).has(linked.id)) throw notFound(keyAt(parts, 3));
    return directoryObject(world, { ...call, parts: ['directoryObjects', linked.id] });
  }
  if (method !== 'GET') throw methodNotAllowed(call);
  demand(call.caller, 'readMembers');
  return listOrCount(world, call, 3, (kind) => linkSource(world, isMembers ? group.members : ordered(group.owners), kind), null);
}

function refuseContactWrite(call: Call): GraphFailure {
  const verb: Readonly<Record<string, string>> = { POST: 'Create', PATCH: 'Update', PUT: 'Update', DELETE: 'Delete' };
  return badRequest(`Data contract version does not allow '${verb[call.method] ?? call.method}' operations against instances of resource '${resourceNames.contact}'.`);
}

function contacts(world: World, call: Call): Answer {
  const { parts, method } = call;
  const second = nameAt(parts, 1);
  const isBehavior = nameAt(parts, 2) === 'onpremisessyncbehavior';
  const isAction = ['checkmembergroups', 'getmembergroups'].includes(nameAt(parts, 2));
  if (method !== 'GET' && !isBehavior && !isAction) throw refuseContactWrite(call);
  if (!isBehavior) demand(call.caller, 'readContacts');
  if (parts.length === 1 || second === '$count') return listOrCount(world, call, 1, () => allOfKind(world, 'contact'), 'contact');
  if (second === 'delta' && parts.length === 2) return delta(world, call, 'contact');
  const entity = findEntity(world, 'contact', keyAt(parts, 1));
  if (parts.length === 2) return one(world, call, entity);
  const name = nameAt(parts, 2);
  if (isBehavior) return synchronizationBehavior(world, call, entity);
  if (isAction) return memberActions(world, call, entity, name);
  if (name === 'manager') return mixed(world, call, managerOf(world, entity));
  return readLinks(world, call, entity, name) ?? refuseSegment(call, 2);
}

function directoryObject(world: World, call: Call): Answer {
  const { parts, method } = call;
  if (nameAt(parts, 1) === 'getbyids' && method === 'POST') {
    demand(call.caller, 'readObjects');
    const { ids, types } = bodyOf(call);
    if (!isTextList(ids) || ids.length === 0 || ids.length > 1000) throw badRequest('Invalid value specified for ids: 1 to 1000 ids.');
    const kindsWanted = isTextList(types) ? types.map((type) => castKinds[`microsoft.graph.${type.toLowerCase()}`]) : null;
    const found = ids.flatMap((id) => liveEntity(world.directory, id) ?? []).filter((entity) => isVisible(world, entity) && (kindsWanted === null || kindsWanted.includes(entity.kind)));
    return { status: 200, body: { '@odata.context': context(world, 'directoryObjects'), value: found.map((entity) => projectMixed(entity, call.query.select, world.extensions)) } };
  }
  const entity = findEntity(world, null, keyAt(parts, 1));
  if (parts.length === 2) {
    if (method === 'GET') {
      demand(call.caller, 'readObjects');
      return mixed(world, call, entity);
    }
    if (method !== 'DELETE') throw methodNotAllowed(call);
    if (entity.kind === 'user') return deleteUser(world, call, entity);
    if (entity.kind === 'group') return deleteGroup(world, call, entity);
    throw refuseContactWrite(call);
  }
  const name = nameAt(parts, 2);
  if (method === 'POST' && (name === 'checkmembergroups' || name === 'getmembergroups')) return memberActions(world, call, entity, name);
  return readLinks(world, call, entity, name) ?? refuseSegment(call, 2);
}

function roleBody(role: { readonly id: string; readonly name: string; readonly templateId: string; readonly description: string }): JsonObject {
  return { id: role.id, deletedDateTime: null, description: role.description, displayName: role.name, roleTemplateId: role.templateId };
}

function directoryRoles(world: World, call: Call): Answer {
  const { parts, method } = call;
  if (method !== 'GET') throw insufficientPrivileges();
  demand(call.caller, 'readRoles');
  const roles = [...world.directory.roles.values()];
  if (parts.length === 1) {
    if (call.query.top !== null) throw badRequest('$top is not supported for this resource.');
    return { status: 200, body: { '@odata.context': context(world, 'directoryRoles'), value: roles.map((role) => picked(roleBody(role), call)) } };
  }
  const part = parts[1];
  const role = roles.find((candidate) => (typeof part === 'string' ? candidate.id === part.toLowerCase() : part?.key.toLowerCase() === 'roletemplateid' && candidate.templateId === part.value.toLowerCase()));
  if (role === undefined) throw notFound(keyAt(parts, 1));
  if (parts.length === 2) return { status: 200, body: { '@odata.context': context(world, 'directoryRoles/$entity'), ...picked(roleBody(role), call) } };
  if (nameAt(parts, 2) !== 'members') refuseSegment(call, 2);
  return listOrCount(world, call, 3, (kind) => linkSource(world, numbered(role.members), kind), null);
}

function directory(world: World, call: Call): Answer {
  const { parts, method } = call;
  if (nameAt(parts, 1) === 'onpremisessynchronization' && parts.length <= 3) return onPremisesSynchronization(world, call, parts.length === 3 ? keyAt(parts, 2) : null);
  if (nameAt(parts, 1) !== 'deleteditems') refuseSegment(call, 1);
  const third = nameAt(parts, 2);
  if (third === '') throw badRequest("The request is not supported: 'deletedItems' needs an OData cast to a type.");
  const kind = castKinds[third];
  if (kind !== undefined && (parts.length === 3 || nameAt(parts, 3) === '$count')) {
    if (method !== 'GET') throw methodNotAllowed(call);
    demand(call.caller, kind === 'user' ? 'readUsers' : 'readGroupsBasic');
    const source: Source = { kind, context: collections[kind], whole: false, items: (after) => deletedOfKind(world, kind).map((entity, index): readonly [number, Entity] => [index + 1, entity]).filter(([cursor]) => cursor > after) };
    return listOrCount(world, call, 3, () => source, kind);
  }
  if (parts.length === 3 && method === 'GET') return getDeleted(world, call, keyAt(parts, 2));
  if (parts.length === 3 && method === 'DELETE') return purgeDeleted(world, call, keyAt(parts, 2));
  if (parts.length === 4 && nameAt(parts, 3) === 'restore' && method === 'POST') return restoreDeleted(world, call, keyAt(parts, 2));
  throw parts.length === 3 ? methodNotAllowed(call) : noSuchSegment(keyAt(parts, 3));
}

function me(world: World, call: Call): Answer {
  if (call.caller.userId === null) throw new GraphFailure(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  if (nameAt(call.parts, 1) === 'transitivememberof' && nameAt(call.parts, 2) === 'microsoft.graph.directoryrole') {
    const held = rolesOf(world.directory, call.caller.userId);
    const value = [...world.directory.roles.values()].filter((role) => held.includes(role.name)).map((role) => ({ '@odata.type': '#microsoft.graph.directoryRole', ...picked(roleBody(role), call) }));
    return { status: 200, body: { '@odata.context': context(world, 'directoryRoles'), ...(call.query.count ? { '@odata.count': value.length } : {}), value } };
  }
  return one(world, call, findEntity(world, 'user', call.caller.userId));
}

function domains(world: World, call: Call): Answer {
  if (call.method !== 'GET') throw insufficientPrivileges();
  if (call.parts.length === 1) return listDomains(world, call);
  const name = keyAt(call.parts, 1);
  if (call.parts.length === 2) return getDomain(world, call, name);
  if (nameAt(call.parts, 2) !== 'domainnamereferences') refuseSegment(call, 2);
  const value = domainReferences(world, call, name).map((entity) => ({ '@odata.type': odataTypes[entity.kind], ...project(entity, defaultProperties(entity.kind)) }));
  return { status: 200, body: { '@odata.context': context(world, 'directoryObjects'), value } };
}

/** Answers one API request; throws a GraphFailure for every refusal. */
export function route(world: World, call: Call): Answer {
  switch (nameAt(call.parts, 0)) {
    case 'users':
      return users(world, call);
    case 'groups':
      return groups(world, call);
    case 'contacts':
      return contacts(world, call);
    case 'directoryobjects':
      return directoryObject(world, call);
    case 'domains':
      return domains(world, call);
    case 'organization':
      return call.method === 'PATCH' ? patchOrganization(world, call) : getOrganization(world, call, call.parts.length > 1 ? keyAt(call.parts, 1) : null);
    case 'directoryroles':
      return directoryRoles(world, call);
    case 'subscribedskus':
      return listSkus(world, call);
    case 'directory':
      return directory(world, call);
    case 'me':
      return me(world, call);
    default:
      throw noSuchSegment(keyAt(call.parts, 0));
  }
}

