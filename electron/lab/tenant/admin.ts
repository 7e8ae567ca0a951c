import type { Entity, Kind } from './directory.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { SeedContact, SeedGroup, SeedUser } from './seed.ts';
import type { World } from './world.ts';
import { addMembers, hardDelete, removeMember, restoreEntity, setManager, setProperties, softDelete, originalPrincipalName } from './directory.ts';
import { extensionName } from './extensions.ts';
import { deleteAsService } from './groups.ts';
import { nextGuid } from './ids.ts';
import { activateRole } from './roles.ts';
import { createRaw, filledIn, findByName, graphDate, plainProperties } from './seed.ts';

/** What an administrator, Entra Connect or the service does behind the client's back. Bypasses the API's checks, feeds delta. */
export type TenantAdmin = {
  createUser(user: SeedUser): string;
  updateUser(id: string, changes: JsonObject): void;
  deleteUser(id: string): void;
  /** Gone for good, from the recycle bin or at once. */
  hardDelete(id: string): void;
  restore(id: string): void;
  createGroup(group: SeedGroup): string;
  updateGroup(id: string, changes: JsonObject): void;
  /** To the recycle bin; synchronized and mail-enabled groups are gone at once. */
  deleteGroup(id: string): void;
  addMember(groupId: string, memberId: string): void;
  removeMember(groupId: string, memberId: string): void;
  setManager(userId: string, managerId: string | null): void;
  assignRole(userOrGroupId: string, roleName: string): void;
  removeRole(userOrGroupId: string, roleName: string): void;
  createContact(contact: SeedContact): string;
  /** As if Entra Connect had taken the object over (true) or let it go (false). */
  setSynced(id: string, synced?: boolean): void;
  setOrganization(changes: JsonObject): void;
  /** Makes a directory extension in the client's app registration; `name` without the application id. */
  addExtension(extension: { readonly name: string; readonly dataType: string; readonly targetObjects: readonly string[]; readonly several?: boolean }): void;
  /** The object of that id, principal name, unique name, address or display name, soft-deleted ones by id only. */
  find(name: string): { readonly id: string; readonly kind: Kind; readonly deleted: boolean; readonly properties: JsonObject; readonly memberIds: readonly string[]; readonly managerId: string | null } | undefined;
  /** How many live objects of a kind there are. */
  count(kind: Kind): number;
};

export function createAdmin(world: World, organization: Record<string, JsonValue>): TenantAdmin {
  const { directory } = world;
  const entityOf = (id: string): Entity => {
    const entity = directory.entities.get(id.toLowerCase());
    if (entity === undefined) throw new Error(`The sample tenant has no object '${id}'.`);
    return entity;
  };
  const namedOf = (name: string): Entity => findByName(directory, name) ?? entityOf(name);
  const create = (kind: Kind, given: Readonly<Record<string, JsonValue | undefined>>, id: string | undefined): Entity =>
    createRaw(directory, kind, filledIn(kind, plainProperties(given)), id ?? nextGuid(directory.random));
  return {
    createUser(user) {
      const entity = create('user', user, user.id);
      if (user.manager !== undefined) setManager(directory, entity, namedOf(user.manager).id);
      return entity.id;
    },
    addExtension: ({ name, dataType, targetObjects, several = false }) => world.extensions.add({ id: nextGuid(directory.random), name: extensionName(world.application.appId, name), dataType, targetObjects, several }),
    updateUser: (id, changes) => setProperties(directory, entityOf(id), changes),
    deleteUser: (id) => softDelete(directory, entityOf(id)),
    hardDelete: (id) => hardDelete(directory, entityOf(id)),
    restore(id) {
      const entity = entityOf(id);
      restoreEntity(directory, entity, entity.kind === 'user' ? { userPrincipalName: originalPrincipalName(entity) } : {});
    },
    createGroup(group) {
      const entity = create('group', group, group.id);
      addMembers(directory, entity, (group.members ?? []).map((name) => namedOf(name).id));
      for (const owner of group.owners ?? []) entity.owners.set(namedOf(owner).id, directory.sequence);
      return entity.id;
    },
    updateGroup: (id, changes) => setProperties(directory, entityOf(id), changes),
    deleteGroup: (id) => deleteAsService(world, entityOf(id)),
    addMember: (groupId, memberId) => addMembers(directory, entityOf(groupId), [entityOf(memberId).id]),
    removeMember: (groupId, memberId) => void removeMember(directory, entityOf(groupId), memberId.toLowerCase()),
    setManager: (userId, managerId) => setManager(directory, entityOf(userId), managerId === null ? null : entityOf(managerId).id),
    assignRole: (id, roleName) => void activateRole(directory, roleName).members.add(entityOf(id).id),
    removeRole: (id, roleName) => void activateRole(directory, roleName).members.delete(id.toLowerCase()),
    createContact: (contact) => create('contact', contact, contact.id).id,
    setSynced(id, synced = true) {
      setProperties(directory, entityOf(id), { onPremisesSyncEnabled: synced, onPremisesLastSyncDateTime: graphDate(directory.now()) });
    },
    setOrganization: (changes) => void Object.assign(organization, changes),
    find(name) {
      const entity = findByName(directory, name);
      if (entity === undefined) return undefined;
      return { id: entity.id, kind: entity.kind, deleted: entity.deletedAt !== null, properties: entity.properties, memberIds: [...entity.members.keys()].sort(), managerId: entity.managerId };
    },
    count: (kind) => directory.live[kind],
  };
}
