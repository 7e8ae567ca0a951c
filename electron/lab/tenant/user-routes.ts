import type { Entity } from './directory.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Answer, Call, World } from './world.ts';
import { delta } from './delta.ts';
import { setProperties } from './directory.ts';
import { badRequest } from './failure.ts';
import { textOf } from './json.ts';
import { photo } from './photos.ts';
import { deleteManager, managerOf, putManager } from './links.ts';
import { demand } from './permissions.ts';
import { project } from './projection.ts';
import { defaultProperties } from './properties.ts';
import { allOfKind, demandUserRead, keyAt, listOrCount, memberActions, methodNotAllowed, mixed, nameAt, one, readLinks, refuseSegment, synchronizationBehavior } from './resource.ts';
import { sampleSku } from './tenant-objects.ts';
import { createUser, deleteUser, updateUser } from './users.ts';
import { bodyOf, context, findEntity } from './world.ts';

/** `/users`: learn.microsoft.com/graph/api/resources/user. */

/** Every path below `/users`. */
export function users(world: World, call: Call): Answer {
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
  if (name === 'photo') return photo(world, call, entity);
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
