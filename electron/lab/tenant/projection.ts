import type { Entity, Kind } from './directory.ts';
import type { VisibleExtensions } from './extensions.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { noExtensions } from './extensions.ts';
import { GraphFailure, badRequest } from './failure.ts';
import { isObject } from './json.ts';
import { defaultProperties, extensionAttributes, odataTypes, propertyOf } from './properties.ts';
import { graphDate } from './seed.ts';

const linkNames: ReadonlySet<string> = new Set(['manager', 'directreports', 'members', 'owners', 'memberof', 'transitivememberof', 'transitivemembers']);

/** The names `$select` asks for, in the spelling of the declaration; unknown names are a 400, links are left out. */
export function selectedProperties(kind: Kind, select: readonly string[] | null, extensions: VisibleExtensions): readonly string[] {
  if (select === null) return defaultProperties(kind);
  const names = new Set<string>();
  for (const wanted of select) {
    if (linkNames.has(wanted.toLowerCase())) continue;
    const property = propertyOf(kind, wanted, extensions);
    if (property === undefined) throw badRequest(`Property '${wanted}' does not exist as a declared property or extension property.`);
    if (property.returned === 'other') throw new GraphFailure(501, 'NotImplemented', 'This operation target is not yet supported.');
    names.add(property.name);
  }
  return [...names];
}

/** The stored value as Graph would show it; null when it was never set. */
export function valueOf(entity: Entity, name: string): JsonValue {
  if (name === 'id') return entity.id;
  if (name === 'deletedDateTime') return entity.deletedAt === null ? null : graphDate(entity.deletedAt);
  if (name === 'passwordProfile') return null;
  const value = entity.properties[name] ?? null;
  if (name === 'onPremisesExtensionAttributes' && entity.kind === 'user') {
    const set = isObject(value) ? value : {};
    return Object.fromEntries(extensionAttributes.map((attribute) => [attribute, set[attribute] ?? null]));
  }
  return value;
}

function shown(entity: Entity, name: string): JsonValue {
  const value = valueOf(entity, name);
  if (value !== null) return value;
  return propertyOf(entity.kind, name, noExtensions)?.nullable === false ? [] : null;
}


/** The object with exactly these properties. */
export function project(entity: Entity, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, shown(entity, name)]));
}

/** The object in a collection of mixed kinds: with `@odata.type`; names the kind does not have are left out. */
export function projectMixed(entity: Entity, select: readonly string[] | null, extensions: VisibleExtensions): JsonObject {
  const names = select === null ? defaultProperties(entity.kind) : select.flatMap((name) => propertyOf(entity.kind, name, extensions)?.name ?? []);
  return { '@odata.type': odataTypes[entity.kind], ...project(entity, names.includes('id') || select !== null ? names : ['id', ...names]) };
}
