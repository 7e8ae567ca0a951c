import type { Entity, Kind } from './directory.ts';
import type { JsonObject } from './json.ts';
import type { Answer, Call, World } from './world.ts';
import { addressValue, hardDelete, originalPrincipalName, restoreEntity } from './directory.ts';
import { badRequest, notFound, valueTaken } from './failure.ts';
import { isPrincipalName } from './formats.ts';
import { isObject, textOf, textsOf } from './json.ts';
import { demand } from './permissions.ts';
import { project, selectedProperties } from './projection.ts';
import { defaultProperties, odataTypes } from './properties.ts';
import { checkUnique, demandPowerOver } from './users.ts';
import { context, domainOfName, noContent, verifiedDomain } from './world.ts';

/** The recycle bin: learn.microsoft.com/graph/api/resources/directory, directory-deleteditems-restore. */

export function findDeleted(world: World, id: string): Entity {
  const entity = world.directory.deleted.get(id.toLowerCase());
  if (entity === undefined) throw notFound(id);
  return entity;
}

export function getDeleted(world: World, call: Call, id: string): Answer {
  const entity = findDeleted(world, id);
  demand(call.caller, entity.kind === 'user' ? 'readUsers' : 'readGroupsBasic');
  const names = selectedProperties(entity.kind, call.query.select, world.extensions);
  return { status: 200, body: { '@odata.context': context(world, 'directoryObjects/$entity'), '@odata.type': odataTypes[entity.kind], ...project(entity, names) } };
}

/** All soft-deleted objects of one kind, oldest first. */
export function deletedOfKind(world: World, kind: Kind): readonly Entity[] {
  return [...world.directory.deleted.values()].filter((entity) => entity.kind === kind);
}

function restoredUser(world: World, call: Call, entity: Entity): JsonObject {
  const body = isObject(call.body) ? call.body : {};
  const principalName = textOf(body['newUserPrincipalName']) ?? originalPrincipalName(entity) ?? '';
  if (!isPrincipalName(principalName)) throw badRequest('Property userPrincipalName is invalid.');
  if (verifiedDomain(world, domainOfName(principalName)) === undefined) {
    throw badRequest('The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.');
  }
  const all = textsOf(entity.properties['proxyAddresses']);
  const reconcile = body['autoReconcileProxyConflict'] === true;
  const proxyAddresses = reconcile ? all.filter((address) => world.directory.addresses.other(addressValue(address), entity.id) === undefined) : all;
  checkUnique(world, entity.id, { userPrincipalName: principalName, addresses: proxyAddresses, immutableId: textOf(entity.properties['onPremisesImmutableId']) });
  const primary = proxyAddresses.find((address) => address.startsWith('SMTP:'))?.slice(5) ?? null;
  return { userPrincipalName: principalName, proxyAddresses, ...(reconcile && proxyAddresses.length !== all.length ? { mail: primary } : {}) };
}

function restoredGroup(world: World, entity: Entity): JsonObject {
  const uniqueName = textOf(entity.properties['uniqueName']);
  const other = uniqueName === null ? undefined : world.directory.uniqueNames.other(uniqueName, entity.id);
  if (other !== undefined) throw valueTaken('uniqueName', 'Group', other);
  checkUnique(world, entity.id, { addresses: textsOf(entity.properties['proxyAddresses']) });
  return {};
}

export function restoreDeleted(world: World, call: Call, id: string): Answer {
  const entity = findDeleted(world, id);
  demand(call.caller, entity.kind === 'user' ? 'deleteUsers' : 'writeGroups');
  if (entity.kind === 'user') demandPowerOver(world, call.caller, entity);
  restoreEntity(world.directory, entity, entity.kind === 'user' ? restoredUser(world, call, entity) : restoredGroup(world, entity));
  return { status: 200, body: { '@odata.context': context(world, 'directoryObjects/$entity'), '@odata.type': odataTypes[entity.kind], ...project(entity, defaultProperties(entity.kind)) } };
}

export function purgeDeleted(world: World, call: Call, id: string): Answer {
  const entity = findDeleted(world, id);
  demand(call.caller, entity.kind === 'user' ? 'deleteUsers' : 'deleteGroups');
  if (entity.kind === 'user') demandPowerOver(world, call.caller, entity);
  hardDelete(world.directory, entity);
  return noContent;
}
