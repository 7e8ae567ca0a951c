import type { Entity } from './directory.ts';
import type { JsonObject } from './json.ts';
import type { Source } from './listing.ts';
import type { Answer, Call, World } from './world.ts';
import { deletedOfKind, getDeleted, purgeDeleted, restoreDeleted } from './deleted-items.ts';
import { rolesOf } from './directory.ts';
import { GraphFailure, badRequest, insufficientPrivileges, noSuchSegment, notFound } from './failure.ts';
import { demand } from './permissions.ts';
import { project } from './projection.ts';
import { collections, defaultProperties, odataTypes } from './properties.ts';
import { castKinds, keyAt, linkSource, listOrCount, methodNotAllowed, nameAt, numbered, one, refuseSegment } from './resource.ts';
import { domainReferences, getDomain, listDomains, onPremisesSynchronization, picked } from './tenant-objects.ts';
import { context, findEntity } from './world.ts';

/** `/directoryRoles`, `/directory`, `/domains` and `/me`. */

function roleBody(role: { readonly id: string; readonly name: string; readonly templateId: string; readonly description: string }): JsonObject {
  return { id: role.id, deletedDateTime: null, description: role.description, displayName: role.name, roleTemplateId: role.templateId };
}

/** Activated roles and their direct members. */
export function directoryRoles(world: World, call: Call): Answer {
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

/** The recycle bin and the synchronization settings. */
export function directory(world: World, call: Call): Answer {
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

/** The signed-in person and the roles it holds. */
export function me(world: World, call: Call): Answer {
  if (call.caller.userId === null) throw new GraphFailure(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  if (nameAt(call.parts, 1) === 'transitivememberof' && nameAt(call.parts, 2) === 'microsoft.graph.directoryrole') {
    const held = rolesOf(world.directory, call.caller.userId);
    const value = [...world.directory.roles.values()].filter((role) => held.includes(role.name)).map((role) => ({ '@odata.type': '#microsoft.graph.directoryRole', ...picked(roleBody(role), call) }));
    return { status: 200, body: { '@odata.context': context(world, 'directoryRoles'), ...(call.query.count ? { '@odata.count': value.length } : {}), value } };
  }
  return one(world, call, findEntity(world, 'user', call.caller.userId));
}

/** Domains and what refers to them. */
export function domains(world: World, call: Call): Answer {
  if (call.method !== 'GET') throw insufficientPrivileges();
  if (call.parts.length === 1) return listDomains(world, call);
  const name = keyAt(call.parts, 1);
  if (call.parts.length === 2) return getDomain(world, call, name);
  if (nameAt(call.parts, 2) !== 'domainnamereferences') refuseSegment(call, 2);
  const value = domainReferences(world, call, name).map((entity) => ({ '@odata.type': odataTypes[entity.kind], ...project(entity, defaultProperties(entity.kind)) }));
  return { status: 200, body: { '@odata.context': context(world, 'directoryObjects'), value } };
}
