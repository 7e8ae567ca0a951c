import type { Directory, Entity } from './directory.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { isObject, textOf } from './json.ts';
import { originalPrincipalName, rolesOf } from './directory.ts';

/**
 * The tenant's state as plain, sorted data, for comparing two tenants or one tenant at two moments. Objects are named
 * by principal name, unique name, address or display name, never by id, and times are left out, so that the order in
 * which things were made does not matter. Values that are null or empty are left out: never set and cleared are the same.
 */
export type TenantSnapshot = {
  readonly users: readonly JsonObject[];
  readonly groups: readonly JsonObject[];
  readonly contacts: readonly JsonObject[];
  readonly deleted: readonly JsonObject[];
};

const volatile: ReadonlySet<string> = new Set(['createdDateTime', 'renewedDateTime', 'lastPasswordChangeDateTime', 'securityIdentifier', 'onPremisesLastSyncDateTime']);

function isEmpty(value: JsonValue): boolean {
  return value === null || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.values(value).every(isEmpty));
}

function plain(entity: Entity): JsonObject {
  const kept = Object.entries(entity.properties).filter(([name, value]) => !volatile.has(name) && !isEmpty(value));
  return Object.fromEntries(kept.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function nameOf(entity: Entity): string {
  const { properties } = entity;
  if (entity.kind === 'user') return originalPrincipalName(entity) ?? entity.id;
  return textOf(properties['uniqueName']) ?? textOf(properties['mail']) ?? textOf(properties['displayName']) ?? entity.id;
}

function names(directory: Directory, ids: Iterable<string>): readonly string[] {
  return [...ids].flatMap((id) => {
    const entity = directory.entities.get(id);
    return entity === undefined || entity.deletedAt !== null ? [] : `${entity.kind}:${nameOf(entity)}`;
  }).sort();
}

function described(directory: Directory, entity: Entity): JsonObject {
  const manager = entity.managerId === null ? [] : names(directory, [entity.managerId]);
  const roles = rolesOf(directory, entity.id);
  return {
    ...plain(entity),
    ...(manager[0] === undefined ? {} : { manager: manager[0] }),
    ...(entity.kind === 'group' ? { members: names(directory, entity.members.keys()) } : {}),
    ...(entity.owners.size > 0 ? { owners: names(directory, entity.owners.keys()) } : {}),
    ...(roles.length > 0 ? { roles: [...roles].sort() } : {}),
  };
}

function sortedBy(entities: readonly Entity[], describe: (entity: Entity) => JsonObject): readonly JsonObject[] {
  const keyed = entities.map((entity) => ({ key: nameOf(entity), entity }));
  const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  keyed.sort((left, right) => order(left.key, right.key) || order(JSON.stringify(plain(left.entity)), JSON.stringify(plain(right.entity))));
  return keyed.map(({ entity }) => describe(entity));
}

export function takeSnapshot(directory: Directory): TenantSnapshot {
  const live = [...directory.entities.values()].filter((entity) => entity.deletedAt === null);
  const ofKind = (kind: string): readonly JsonObject[] => sortedBy(live.filter((entity) => entity.kind === kind), (entity) => described(directory, entity));
  const deleted = sortedBy([...directory.deleted.values()], (entity) => ({ kind: entity.kind, ...plain(entity), ...(entity.kind === 'user' ? { userPrincipalName: originalPrincipalName(entity) } : {}) }));
  return { users: ofKind('user'), groups: ofKind('group'), contacts: ofKind('contact'), deleted };
}
