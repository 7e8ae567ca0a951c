import type { Entity } from './directory.ts';
import type { Answer, Call, Part, World } from './world.ts';
import { delta } from './delta.ts';
import { liveEntity } from './directory.ts';
import { GraphFailure, badRequest, notFound } from './failure.ts';
import { createGroup, deleteGroup, groupByUniqueName, updateGroup, upsertGroup } from './groups.ts';
import { addMemberByReference, addOwnerByReference, removeMemberById, removeOwnerById } from './links.ts';
import { directoryObject } from './object-routes.ts';
import { demand } from './permissions.ts';
import { allOfKind, keyAt, linkSource, listOrCount, memberActions, membersOfGroup, methodNotAllowed, nameAt, numbered, one, ordered, readLinks, refuseSegment, synchronizationBehavior, transitive } from './resource.ts';
import { findEntity } from './world.ts';

/** `/groups`: learn.microsoft.com/graph/api/resources/group. */

function groupAt(world: World, part: Part | undefined): Entity {
  if (typeof part === 'string') return findEntity(world, 'group', part);
  if (part?.key.toLowerCase() !== 'uniquename') throw badRequest('Invalid alternate key.');
  const group = groupByUniqueName(world, part.value);
  if (group === undefined) throw notFound(part.value);
  return group;
}

/** Every path below `/groups`. */
export function groups(world: World, call: Call): Answer {
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
