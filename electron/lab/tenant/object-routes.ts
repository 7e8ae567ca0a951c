import type { Answer, Call, World } from './world.ts';
import { delta } from './delta.ts';
import { liveEntity } from './directory.ts';
import type { GraphFailure } from './failure.ts';
import { badRequest } from './failure.ts';
import { deleteGroup } from './groups.ts';
import { isTextList } from './json.ts';
import { managerOf } from './links.ts';
import { demand } from './permissions.ts';
import { projectMixed } from './projection.ts';
import { resourceNames } from './properties.ts';
import { allOfKind, castKinds, keyAt, listOrCount, memberActions, methodNotAllowed, mixed, nameAt, one, readLinks, refuseSegment, synchronizationBehavior } from './resource.ts';
import { deleteUser } from './users.ts';
import { bodyOf, context, findEntity, isVisible } from './world.ts';

/** `/contacts` and `/directoryObjects`: learn.microsoft.com/graph/api/resources/orgcontact, directoryobject. */

function refuseContactWrite(call: Call): GraphFailure {
  const verb: Readonly<Record<string, string>> = { POST: 'Create', PATCH: 'Update', PUT: 'Update', DELETE: 'Delete' };
  return badRequest(`Data contract version does not allow '${verb[call.method] ?? call.method}' operations against instances of resource '${resourceNames.contact}'.`);
}

/** Every path below `/contacts`; contacts are read-only. */
export function contacts(world: World, call: Call): Answer {
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

/** Every path below `/directoryObjects`. */
export function directoryObject(world: World, call: Call): Answer {
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
