import type { Entity } from './directory.ts';
import type { JsonObject } from './json.ts';
import type { Answer, Call, World } from './world.ts';
import { addMembers, createEntity, hardDelete, isDynamic, isUnified, setProperties, softDelete } from './directory.ts';
import { checkedBody } from './body.ts';
import { badRequest, invalidValue, invalidValues, mailEnabledGroup, notFound, readOnly, syncedObject, tooManyLinks, valueRequired, valueTaken } from './failure.ts';
import { isMailNickname } from './formats.ts';
import { nextGuid } from './ids.ts';
import { sameJson, textOf, textsOf } from './json.ts';
import { boundReferences, checkedMembers, checkedOwners, demandWritableMembers, linksPerRequest } from './links.ts';
import { demand, mayDo } from './permissions.ts';
import { project } from './projection.ts';
import { defaultProperties } from './properties.ts';
import { bornWith } from './seed.ts';
import { checkUnique } from './users.ts';
import { bodyOf, context, isVisible, noContent } from './world.ts';

/** Writes to groups: learn.microsoft.com/graph/api/group-post-groups, group-update, group-upsert, group-delete. */

function checkFormats(changes: JsonObject): void {
  const nickname = textOf(changes['mailNickname']);
  if (nickname !== null && !isMailNickname(nickname, 'group')) throw invalidValue('mailNickname', 'Group');
  if (textsOf(changes['groupTypes']).some((type) => !['Unified', 'DynamicMembership'].includes(type))) throw invalidValue('groupTypes', 'Group');
  const visibility = textOf(changes['visibility']);
  if (visibility !== null && !['Public', 'Private', 'HiddenMembership'].includes(visibility)) throw invalidValue('visibility', 'Group');
  const processing = textOf(changes['membershipRuleProcessingState']);
  if (processing !== null && !['On', 'Paused'].includes(processing)) throw invalidValue('membershipRuleProcessingState', 'Group');
}

/** Only assigned or dynamic security groups and Microsoft 365 groups can be made here. */
function checkGroupKind(call: Call, given: JsonObject): void {
  const unified = isUnified(given);
  if (!unified && (given['mailEnabled'] === true || given['securityEnabled'] === false)) {
    throw badRequest('The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.');
  }
  if (unified && given['mailEnabled'] === false) throw invalidValue('mailEnabled', 'Group');
  if (isDynamic(given) !== (textOf(given['membershipRule']) !== null)) {
    if (isDynamic(given)) throw valueRequired('membershipRule', 'Group');
    throw invalidValues();
  }
  if (given['isAssignableToRole'] !== true) return;
  demand(call.caller, 'roleGroups');
  if (given['securityEnabled'] !== true || isDynamic(given)) throw invalidValues();
}

function checkNickname(world: World, id: string, nickname: string): void {
  const other = world.directory.unifiedNicknames.other(nickname.toLowerCase(), id);
  if (other !== undefined) throw valueTaken('mailNickname', 'Group', other);
}

function mailOf(world: World, given: JsonObject): JsonObject {
  if (!isUnified(given)) return {};
  const domain = world.domains.find((candidate) => candidate.default) ?? world.domains.find((candidate) => candidate.initial);
  const mail = `${textOf(given['mailNickname']) ?? ''}@${domain?.name ?? ''}`;
  return { mail, proxyAddresses: [`SMTP:${mail}`], visibility: textOf(given['visibility']) ?? 'Public' };
}

function create(world: World, call: Call, body: JsonObject): Entity {
  demand(call.caller, 'createGroups');
  const given = checkedBody('group', body, 'create', world.extensions);
  checkFormats(given);
  checkGroupKind(call, given);
  const id = nextGuid(world.directory.random);
  const owners = boundReferences(body, 'owners') ?? [];
  const members = boundReferences(body, 'members') ?? [];
  if (owners.length + members.length > linksPerRequest) throw tooManyLinks();
  if (isDynamic(given) && members.length > 0) throw invalidValues();
  const ownerIds = checkedOwners(world, new Map(), owners);
  const memberIds = checkedMembers(world, { id, properties: given, members: new Map() }, members);
  const uniqueName = textOf(given['uniqueName']);
  const holder = uniqueName === null ? undefined : world.directory.uniqueNames.holders(uniqueName)[0];
  if (holder !== undefined) throw valueTaken('uniqueName', 'Group', holder);
  if (isUnified(given)) checkNickname(world, id, textOf(given['mailNickname']) ?? '');
  const mail = mailOf(world, given);
  checkUnique(world, id, { addresses: textsOf(mail['proxyAddresses']) });
  const entity = createEntity(world.directory, 'group', { ...bornWith('group', id, world.now()), ...given, ...mail }, id);
  addMembers(world.directory, entity, memberIds);
  for (const owner of ownerIds) entity.owners.set(owner, world.directory.sequence);
  return entity;
}

function created(world: World, entity: Entity): Answer {
  const shown = project(entity, defaultProperties('group'));
  return { status: 201, headers: { Location: `${world.graph()}/groups/${entity.id}` }, body: { '@odata.context': context(world, 'groups/$entity'), ...shown } };
}

export function createGroup(world: World, call: Call): Answer {
  return created(world, create(world, call, bodyOf(call)));
}

function demandWritable(call: Call, group: Entity): void {
  demand(call.caller, 'writeGroups');
  if (group.properties['isAssignableToRole'] === true) demand(call.caller, 'roleGroups');
  if (group.properties['onPremisesSyncEnabled'] === true) throw syncedObject();
  if (group.properties['mailEnabled'] === true && !isUnified(group.properties)) throw mailEnabledGroup();
}

function checkTypeChange(group: Entity, changes: JsonObject): void {
  const types = changes['groupTypes'];
  if (types !== undefined) {
    const before = textsOf(group.properties['groupTypes']);
    if (before.includes('Unified') !== textsOf(types).includes('Unified')) throw readOnly('groupTypes');
  }
  if (changes['securityEnabled'] === false && !isUnified(group.properties)) throw invalidValue('securityEnabled', 'Group');
  const visibility = changes['visibility'];
  const hidden = group.properties['visibility'] === 'HiddenMembership';
  if (visibility !== undefined && hidden !== (visibility === 'HiddenMembership')) throw invalidValue('visibility', 'Group');
  const after = { ...group.properties, ...changes };
  if (isDynamic(after) && textOf(after['membershipRule']) === null) throw valueRequired('membershipRule', 'Group');
}

export function updateGroup(world: World, call: Call, group: Entity): Answer {
  const body = bodyOf(call);
  const members = boundReferences(body, 'members');
  const owners = boundReferences(body, 'owners');
  // An upsert may repeat the alternate key and the creation-time switches with their present values.
  const repeated = ['uniqueName', 'mailEnabled', 'isAssignableToRole'].filter((name) => name in body && sameJson(body[name], group.properties[name] ?? null));
  const changes = checkedBody('group', Object.fromEntries(Object.entries(body).filter(([name]) => !repeated.includes(name))), 'update', world.extensions);
  if (Object.keys(changes).length > 0 || owners !== undefined || members === undefined) demandWritable(call, group);
  if ((members?.length ?? 0) + (owners?.length ?? 0) > linksPerRequest) throw tooManyLinks();
  checkFormats(changes);
  checkTypeChange(group, changes);
  const nickname = textOf(changes['mailNickname']);
  if (nickname !== null && isUnified(group.properties)) checkNickname(world, group.id, nickname);
  if (members !== undefined) demandWritableMembers(call, group);
  const memberIds = members === undefined ? [] : checkedMembers(world, group, members);
  const ownerIds = owners === undefined ? [] : checkedOwners(world, group.owners, owners);
  setProperties(world.directory, group, changes);
  addMembers(world.directory, group, memberIds);
  for (const owner of ownerIds) group.owners.set(owner, world.directory.sequence);
  return noContent;
}

/** The live, visible group with this alternate key. */
export function groupByUniqueName(world: World, uniqueName: string): Entity | undefined {
  const id = world.directory.uniqueNames.holders(uniqueName)[0];
  const group = id === undefined ? undefined : world.directory.entities.get(id);
  return group !== undefined && isVisible(world, group) ? group : undefined;
}

/** PATCH by alternate key: 204 updated, 201 created with `Prefer: create-if-missing`, else 404. */
export function upsertGroup(world: World, call: Call, uniqueName: string): Answer {
  const present = groupByUniqueName(world, uniqueName);
  if (present !== undefined) return updateGroup(world, call, present);
  const prefers = (call.headers['prefer'] ?? '').split(',').map((preference) => preference.trim().toLowerCase());
  if (!prefers.includes('create-if-missing')) throw notFound(uniqueName);
  const body = bodyOf(call);
  if (body['uniqueName'] !== undefined && body['uniqueName'] !== uniqueName) throw invalidValue('uniqueName', 'Group');
  return created(world, create(world, call, { ...body, uniqueName }));
}

/** Security and Microsoft 365 groups go to the recycle bin for 30 days; what is mastered elsewhere is not deleted here. */
export function deleteGroup(world: World, call: Call, group: Entity): Answer {
  demand(call.caller, 'deleteGroups');
  if (group.properties['isAssignableToRole'] === true && !mayDo(call.caller, 'roleGroups')) demand(call.caller, 'roleGroups');
  if (group.properties['onPremisesSyncEnabled'] === true) throw syncedObject();
  if (group.properties['mailEnabled'] === true && !isUnified(group.properties)) throw mailEnabledGroup();
  softDelete(world.directory, group);
  return noContent;
}

/** How the tenant itself deletes a group: synchronized and mail-enabled ones are gone at once, the others are recoverable. */
export function deleteAsService(world: World, group: Entity): void {
  const recoverable = group.properties['onPremisesSyncEnabled'] !== true && (group.properties['mailEnabled'] !== true || isUnified(group.properties));
  if (recoverable) softDelete(world.directory, group);
  else hardDelete(world.directory, group);
}
