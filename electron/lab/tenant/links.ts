import type { Entity, Kind } from './directory.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Answer, Call, World } from './world.ts';
import { addMembers, isDynamic, isUnified, liveEntity, removeMember, setManager } from './directory.ts';
import { GraphFailure, badRequest, insufficientPrivileges, invalidValues, linkAbsent, linkExists, mailEnabledGroup, notFound, syncedObject, tooManyLinks } from './failure.ts';
import { isText } from './json.ts';
import { demand } from './permissions.ts';
import { bodyOf, findEntity, noContent } from './world.ts';

/** Links between objects: members, owners, manager. learn.microsoft.com/graph/api/group-post-members, user-post-manager. */

export const linksPerRequest = 20;
const ownersPerGroup = 100;

const collectionKinds: Readonly<Record<string, Kind | 'any'>> = { users: 'user', groups: 'group', contacts: 'contact', directoryobjects: 'any' };

/** The object a reference URL names; 404 when it is not there, 400 when the URL is none of this service. */
export function referenced(world: World, reference: JsonValue | undefined): Entity {
  if (!isText(reference)) throw badRequest("The value of '@odata.id' is not a valid reference.");
  const match = /^(https:\/\/[^/]+)\/v1\.0\/([A-Za-z]+)(?:\/([^/?#]+)|\('([^']+)'\))$/.exec(reference);
  const origin = new URL(world.graph()).origin;
  const kind = collectionKinds[match?.[2]?.toLowerCase() ?? ''];
  if (match === null || kind === undefined || ![origin, 'https://graph.microsoft.com'].includes(match[1] ?? '')) throw badRequest(`The reference '${reference}' is invalid.`);
  return findEntity(world, kind === 'any' ? null : kind, decodeURIComponent(match[3] ?? match[4] ?? ''));
}

/** The references of `name@odata.bind` in a body; undefined when it is not there. */
export function boundReferences(body: JsonObject, name: string): readonly JsonValue[] | undefined {
  const value = body[`${name}@odata.bind`];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw badRequest(`The value of '${name}@odata.bind' must be an array of references.`);
  return value as readonly JsonValue[];
}

/** Refuses groups whose members this API does not write: synchronized, mail-enabled, dynamic. */
export function demandWritableMembers(call: Call, group: Entity): void {
  demand(call.caller, 'writeMembers');
  if (group.properties['isAssignableToRole'] === true) demand(call.caller, 'roleGroups');
  if (group.properties['onPremisesSyncEnabled'] === true) throw syncedObject();
  if (group.properties['mailEnabled'] === true && !isUnified(group.properties)) throw mailEnabledGroup();
  if (isDynamic(group.properties)) throw insufficientPrivileges();
}

function checkMemberKind(group: { readonly id: string; readonly properties: JsonObject }, member: Entity): void {
  if (member.id === group.id) throw invalidValues();
  const unified = isUnified(group.properties);
  if (unified && member.kind !== 'user') throw invalidValues();
  if (member.kind === 'group' && isUnified(member.properties)) throw invalidValues();
  // A role-assignable group takes no groups (learn.microsoft.com/entra/identity/role-based-access-control/groups-concept).
  if (member.kind === 'group' && group.properties['isAssignableToRole'] === true) throw invalidValues();
}

/** The ids to add, after every check; nothing is added unless all pass. */
export function checkedMembers(world: World, group: { readonly id: string; readonly properties: JsonObject; readonly members: ReadonlyMap<string, number> }, references: readonly JsonValue[]): readonly string[] {
  if (references.length > linksPerRequest) throw tooManyLinks();
  const members = references.map((reference) => referenced(world, reference));
  for (const member of members) checkMemberKind(group, member);
  const ids = members.map((member) => member.id);
  if (new Set(ids).size !== ids.length || ids.some((id) => group.members.has(id))) throw linkExists('members');
  return ids;
}

export function addMemberByReference(world: World, call: Call, group: Entity): Answer {
  demandWritableMembers(call, group);
  addMembers(world.directory, group, checkedMembers(world, group, [bodyOf(call)['@odata.id'] ?? null]));
  return noContent;
}

/** Both refusals occur in the field: 400 for an object that is no member, 404 for one that does not exist. */
export function removeMemberById(world: World, call: Call, group: Entity, memberId: string): Answer {
  demandWritableMembers(call, group);
  const member = liveEntity(world.directory, memberId);
  if (member === undefined) throw notFound(memberId);
  if (!removeMember(world.directory, group, member.id)) throw linkAbsent('members');
  return noContent;
}

/** The owner ids to add, after every check. */
export function checkedOwners(world: World, owners: ReadonlyMap<string, number>, references: readonly JsonValue[]): readonly string[] {
  if (references.length > linksPerRequest) throw tooManyLinks();
  const ids = references.map((reference) => {
    const owner = referenced(world, reference);
    if (owner.kind !== 'user') throw invalidValues();
    return owner.id;
  });
  if (new Set(ids).size !== ids.length || ids.some((id) => owners.has(id))) throw linkExists('owners');
  if (owners.size + ids.length > ownersPerGroup) {
    throw new GraphFailure(403, 'Directory_QuotaExceeded', `Unable to perform operation as '${owners.size + ids.length}' would exceed the maximum quota count '${ownersPerGroup}' for forward-link 'owners'.`);
  }
  return ids;
}

function demandWritableOwners(call: Call, group: Entity): void {
  demand(call.caller, 'writeGroups');
  if (group.properties['isAssignableToRole'] === true) demand(call.caller, 'roleGroups');
  if (group.properties['onPremisesSyncEnabled'] === true) throw syncedObject();
  if (group.properties['mailEnabled'] === true && !isUnified(group.properties)) throw mailEnabledGroup();
}

export function addOwnerByReference(world: World, call: Call, group: Entity): Answer {
  demandWritableOwners(call, group);
  for (const id of checkedOwners(world, group.owners, [bodyOf(call)['@odata.id'] ?? null])) group.owners.set(id, world.directory.sequence);
  return noContent;
}

export function removeOwnerById(world: World, call: Call, group: Entity, ownerId: string): Answer {
  demandWritableOwners(call, group);
  const id = ownerId.toLowerCase();
  if (liveEntity(world.directory, id) === undefined) throw notFound(ownerId);
  if (!group.owners.has(id)) throw linkAbsent('owners');
  if (isUnified(group.properties) && group.owners.size === 1) throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
  group.owners.delete(id);
  return noContent;
}

/** The live, visible manager, or 404. */
export function managerOf(world: World, entity: Entity): Entity {
  const manager = entity.managerId === null ? undefined : liveEntity(world.directory, entity.managerId);
  if (manager === undefined) throw notFound('manager');
  return manager;
}

export function putManager(world: World, call: Call, user: Entity): Answer {
  demand(call.caller, 'writeUsers');
  if (user.properties['onPremisesSyncEnabled'] === true) throw syncedObject();
  const manager = referenced(world, bodyOf(call)['@odata.id']);
  if (manager.kind === 'group' || manager.id === user.id) throw invalidValues();
  setManager(world.directory, user, manager.id);
  return noContent;
}

export function deleteManager(world: World, call: Call, user: Entity): Answer {
  demand(call.caller, 'writeUsers');
  if (user.properties['onPremisesSyncEnabled'] === true) throw syncedObject();
  managerOf(world, user);
  setManager(world.directory, user, null);
  return noContent;
}
