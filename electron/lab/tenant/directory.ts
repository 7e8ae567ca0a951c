import type { JsonObject } from './json.ts';
import { sameJson, textOf, textsOf } from './json.ts';
import type { Random } from './ids.ts';
import { nextGuid } from './ids.ts';
import type { ValueIndex } from './value-index.ts';
import { createValueIndex } from './value-index.ts';

/** The tenant's state: objects, links, indices, and the change log that delta queries read. It checks nothing. */

export const kinds = ['user', 'group', 'contact'] as const;
export type Kind = (typeof kinds)[number];

/** A live or soft-deleted object. Sequences are positions in the tenant's one order of changes. */
export type Entity = {
  readonly id: string;
  readonly kind: Kind;
  readonly createdAt: number;
  /** The sequence of the creation. */
  readonly createdSequence: number;
  properties: JsonObject;
  /** When each property was last changed after the object was created. */
  readonly changed: Map<string, number>;
  /** Since when the object is to be told in full: created or restored. */
  bornSequence: number;
  lastSequence: number;
  deletedAt: number | null;
  /** True once another tool has synchronized the object, also after that ended. */
  everSynced: boolean;
  /** Converted to cloud management (onPremisesSyncBehavior). */
  cloudManaged: boolean;
  /** Group members in the order they were added: id → sequence. */
  readonly members: Map<string, number>;
  readonly removedMembers: Map<string, number>;
  readonly owners: Map<string, number>;
  managerId: string | null;
  managerSequence: number;
  readonly removedManagers: Map<string, number>;
};

export type LogEntry = { readonly sequence: number; readonly previous: number; readonly id: string; readonly at: number };

export type Role = { readonly id: string; readonly templateId: string; readonly name: string; readonly description: string; readonly members: Set<string> };

export type Directory = {
  readonly now: () => number;
  readonly random: Random;
  readonly entities: Map<string, Entity>;
  /** Hard-deleted objects, which delta still has to report. */
  readonly gone: Map<string, Kind>;
  /** Ids in the order of creation; those of gone objects stay. */
  readonly order: Readonly<Record<Kind, string[]>>;
  readonly log: Readonly<Record<Kind, LogEntry[]>>;
  /** Soft-deleted objects, oldest first. */
  readonly deleted: Map<string, Entity>;
  readonly live: Record<Kind, number>;
  readonly roles: Map<string, Role>;
  /** Lower-case user principal names and SMTP addresses of live objects: one name space. */
  readonly addresses: ValueIndex;
  readonly principalNames: ValueIndex;
  readonly immutableIds: ValueIndex;
  readonly uniqueNames: ValueIndex;
  readonly displayNames: ValueIndex;
  /** Nicknames of Microsoft 365 groups. */
  readonly unifiedNicknames: ValueIndex;
  /** Member id → groups that hold it. */
  readonly memberOf: Map<string, Set<string>>;
  /** Manager id → users reporting to it. */
  readonly reports: Map<string, Set<string>>;
  sequence: number;
};

export const softDeleteDays = 30;

export function createDirectory(now: () => number, random: Random): Directory {
  return {
    now,
    random,
    entities: new Map(),
    gone: new Map(),
    order: { user: [], group: [], contact: [] },
    log: { user: [], group: [], contact: [] },
    deleted: new Map(),
    live: { user: 0, group: 0, contact: 0 },
    roles: new Map(),
    addresses: createValueIndex(),
    principalNames: createValueIndex(),
    immutableIds: createValueIndex(),
    uniqueNames: createValueIndex(),
    displayNames: createValueIndex(),
    unifiedNicknames: createValueIndex(),
    memberOf: new Map(),
    reports: new Map(),
    sequence: 0,
  };
}

/** `SMTP:a@b.c` → `a@b.c`; other schemes keep their prefix, so that they never meet an SMTP address. */
export function addressValue(proxyAddress: string): string {
  return (/^smtp:/i.test(proxyAddress) ? proxyAddress.slice(5) : proxyAddress).toLowerCase();
}

/** Every name in the tenant-wide name space that an object with these properties occupies. */
export function claimedAddresses(properties: JsonObject): ReadonlySet<string> {
  const claimed = new Set(textsOf(properties['proxyAddresses']).map(addressValue));
  for (const name of ['userPrincipalName', 'mail']) {
    const value = textOf(properties[name]);
    if (value !== null) claimed.add(value.toLowerCase());
  }
  return claimed;
}

export function isUnified(properties: JsonObject): boolean {
  return textsOf(properties['groupTypes']).includes('Unified');
}

export function isDynamic(properties: JsonObject): boolean {
  return textsOf(properties['groupTypes']).includes('DynamicMembership');
}

function indexed(directory: Directory, entity: Entity): readonly (readonly [ValueIndex, string | null])[] {
  const { properties } = entity;
  return [
    [directory.principalNames, textOf(properties['userPrincipalName'])?.toLowerCase() ?? null],
    [directory.immutableIds, textOf(properties['onPremisesImmutableId'])],
    [directory.uniqueNames, textOf(properties['uniqueName'])],
    [directory.displayNames, textOf(properties['displayName'])?.toLowerCase() ?? null],
    [directory.unifiedNicknames, isUnified(properties) ? (textOf(properties['mailNickname'])?.toLowerCase() ?? null) : null],
  ];
}

function claim(directory: Directory, entity: Entity): void {
  for (const address of claimedAddresses(entity.properties)) directory.addresses.add(address, entity.id);
  for (const [index, value] of indexed(directory, entity)) if (value !== null) index.add(value, entity.id);
}

function release(directory: Directory, entity: Entity): void {
  for (const address of claimedAddresses(entity.properties)) directory.addresses.remove(address, entity.id);
  for (const [index, value] of indexed(directory, entity)) if (value !== null) index.remove(value, entity.id);
}

function logChange(directory: Directory, entity: Entity): number {
  directory.sequence += 1;
  directory.log[entity.kind].push({ sequence: directory.sequence, previous: entity.lastSequence, id: entity.id, at: directory.now() });
  entity.lastSequence = directory.sequence;
  return directory.sequence;
}

/** A live object by id. */
export function liveEntity(directory: Directory, id: string): Entity | undefined {
  const entity = directory.entities.get(id.toLowerCase());
  return entity === undefined || entity.deletedAt !== null ? undefined : entity;
}

export function createEntity(directory: Directory, kind: Kind, properties: JsonObject, id = nextGuid(directory.random)): Entity {
  const entity: Entity = {
    id,
    kind,
    createdAt: directory.now(),
    createdSequence: directory.sequence + 1,
    properties,
    changed: new Map(),
    bornSequence: 0,
    lastSequence: 0,
    deletedAt: null,
    everSynced: properties['onPremisesSyncEnabled'] === true || properties['onPremisesSyncEnabled'] === false,
    cloudManaged: false,
    members: new Map(),
    removedMembers: new Map(),
    owners: new Map(),
    managerId: null,
    managerSequence: 0,
    removedManagers: new Map(),
  };
  entity.bornSequence = logChange(directory, entity);
  directory.entities.set(id, entity);
  directory.order[kind].push(id);
  directory.live[kind] += 1;
  claim(directory, entity);
  return entity;
}

/** Sets properties; null clears. What is equal already is not a change, and delta does not report it. */
export function setProperties(directory: Directory, entity: Entity, changes: JsonObject): void {
  const differing = Object.entries(changes).filter(([name, value]) => !sameJson(entity.properties[name] ?? null, value));
  if (differing.length === 0) return;
  if (entity.deletedAt === null) release(directory, entity);
  entity.properties = { ...entity.properties, ...Object.fromEntries(differing) };
  if (entity.deletedAt === null) claim(directory, entity);
  const sequence = logChange(directory, entity);
  for (const [name, value] of differing) {
    entity.changed.set(name, sequence);
    if (name === 'onPremisesSyncEnabled' && typeof value === 'boolean') entity.everSynced = true;
  }
}

/** Adds members that are not there yet, with one entry in the change log. */
export function addMembers(directory: Directory, group: Entity, memberIds: readonly string[]): void {
  const added = memberIds.filter((id) => !group.members.has(id));
  if (added.length === 0) return;
  logChange(directory, group);
  for (const id of added) {
    directory.sequence += 1;
    group.members.set(id, directory.sequence);
    group.removedMembers.delete(id);
    const groups = directory.memberOf.get(id);
    if (groups === undefined) directory.memberOf.set(id, new Set([group.id]));
    else groups.add(group.id);
  }
  closeLinkChange(directory, group);
}

export function removeMember(directory: Directory, group: Entity, memberId: string): boolean {
  if (!group.members.delete(memberId)) return false;
  logChange(directory, group);
  directory.sequence += 1;
  group.removedMembers.set(memberId, directory.sequence);
  directory.memberOf.get(memberId)?.delete(group.id);
  closeLinkChange(directory, group);
  return true;
}

/** Moves the group's log entry behind the link changes it stands for, so that a delta round that ends there has them all. */
function closeLinkChange(directory: Directory, group: Entity): void {
  const log = directory.log[group.kind];
  const entry = log.at(-1);
  if (entry === undefined || entry.id !== group.id) return;
  directory.sequence += 1;
  log[log.length - 1] = { ...entry, sequence: directory.sequence };
  group.lastSequence = directory.sequence;
}

export function setManager(directory: Directory, user: Entity, managerId: string | null): void {
  if (user.managerId === managerId) return;
  const sequence = logChange(directory, user);
  if (user.managerId !== null) {
    user.removedManagers.set(user.managerId, sequence);
    directory.reports.get(user.managerId)?.delete(user.id);
  }
  user.managerId = managerId;
  user.managerSequence = sequence;
  if (managerId === null) return;
  user.removedManagers.delete(managerId);
  const reports = directory.reports.get(managerId);
  if (reports === undefined) directory.reports.set(managerId, new Set([user.id]));
  else reports.add(user.id);
}

/** Moves the object to the recycle bin. Its names are free again; a user's principal name is prefixed with the object id. */
export function softDelete(directory: Directory, entity: Entity): void {
  release(directory, entity);
  entity.deletedAt = directory.now();
  directory.deleted.set(entity.id, entity);
  directory.live[entity.kind] -= 1;
  const principalName = textOf(entity.properties['userPrincipalName']);
  if (entity.kind === 'user' && principalName !== null) entity.properties = { ...entity.properties, userPrincipalName: mangled(entity.id, principalName) };
  logChange(directory, entity);
}

export function mangled(id: string, principalName: string): string {
  return `${id.replaceAll('-', '')}${principalName}`;
}

/** The principal name a soft-deleted user had before. */
export function originalPrincipalName(entity: Entity): string | null {
  const name = textOf(entity.properties['userPrincipalName']);
  const prefix = entity.id.replaceAll('-', '');
  return name !== null && name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Takes the object out of the recycle bin; memberships come back and are reported again. */
export function restoreEntity(directory: Directory, entity: Entity, changes: JsonObject): void {
  directory.deleted.delete(entity.id);
  directory.live[entity.kind] += 1;
  entity.deletedAt = null;
  entity.properties = { ...entity.properties, ...changes };
  claim(directory, entity);
  entity.bornSequence = logChange(directory, entity);
  for (const groupId of directory.memberOf.get(entity.id) ?? []) {
    const group = directory.entities.get(groupId);
    if (group === undefined) continue;
    group.members.delete(entity.id);
    addMembers(directory, group, [entity.id]);
  }
}

/** Removes the object for good, from the recycle bin or at once, and from every link. */
export function hardDelete(directory: Directory, entity: Entity): void {
  if (entity.deletedAt === null) {
    release(directory, entity);
    directory.live[entity.kind] -= 1;
  }
  directory.deleted.delete(entity.id);
  for (const groupId of [...(directory.memberOf.get(entity.id) ?? [])]) {
    const group = directory.entities.get(groupId);
    if (group !== undefined) removeMember(directory, group, entity.id);
  }
  directory.memberOf.delete(entity.id);
  for (const userId of [...(directory.reports.get(entity.id) ?? [])]) {
    const user = directory.entities.get(userId);
    if (user !== undefined) setManager(directory, user, null);
  }
  directory.reports.delete(entity.id);
  for (const memberId of entity.members.keys()) directory.memberOf.get(memberId)?.delete(entity.id);
  if (entity.managerId !== null) directory.reports.get(entity.managerId)?.delete(entity.id);
  for (const role of directory.roles.values()) role.members.delete(entity.id);
  logChange(directory, entity);
  directory.entities.delete(entity.id);
  directory.gone.set(entity.id, entity.kind);
}

/** Empties the recycle bin of what has been there for 30 days. */
export function purgeExpired(directory: Directory): void {
  const limit = directory.now() - softDeleteDays * 86_400_000;
  for (const entity of directory.deleted.values()) {
    if ((entity.deletedAt ?? 0) > limit) return;
    hardDelete(directory, entity);
  }
}

/** Names of the roles the object holds, directly or through a role-assignable group. */
export function rolesOf(directory: Directory, id: string): readonly string[] {
  const holders = [id, ...(directory.memberOf.get(id) ?? [])];
  return [...directory.roles.values()].filter((role) => holders.some((holder) => role.members.has(holder))).map((role) => role.name);
}

