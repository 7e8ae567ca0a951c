import type { Filter, Literal } from './filter.ts';
import type { Entity, Kind } from './directory.ts';
import type { VisibleExtensions } from './extensions.ts';
import type { JsonValue } from './json.ts';
import type { FilterOperator, Property } from './properties.ts';
import { badRequest, unsupportedQuery } from './failure.ts';
import { isObject } from './json.ts';
import { endsWithProperties, extensionAttributes, propertyOf, resourceNames } from './properties.ts';
import { valueOf } from './projection.ts';

/** The property at the start of a path, or a 400 for a name that does not exist. */
function declared(kind: Kind, path: string, extensions: VisibleExtensions): Property {
  const [name = '', part] = path.split('/');
  const property = propertyOf(kind, name, extensions);
  const partExists = part === undefined || (property?.name === 'onPremisesExtensionAttributes' && extensionAttributes.includes(part)) || property?.type === 'objects';
  if (property === undefined || !partExists) throw unsupportedQuery(`Property '${path}' does not exist as a declared property or extension property.`);
  return property;
}

function needs(property: Property, operator: FilterOperator, kind: Kind): boolean {
  const support = property.filter[operator];
  if (Object.values(property.filter).every((value) => value === '-')) throw unsupportedQuery('The request uses a filter property that is not indexed');
  if (support === '-') throw badRequest(`Unsupported or invalid query filter clause specified for property '${property.name}' of resource '${resourceNames[kind]}'.`);
  return support === 'A';
}

function checkValue(property: Property, value: Literal, kind: Kind): void {
  if (value === null) return;
  const expected = property.type === 'boolean' ? 'boolean' : property.type === 'number' ? 'number' : 'string';
  if (typeof value !== expected) throw badRequest(`Invalid filter clause: the value of property '${property.name}' of resource '${resourceNames[kind]}' has another type.`);
}

/**
 * Whether the filter needs advanced query parameters (`ConsistencyLevel: eventual` and `$count=true`).
 * Throws for unknown names and for operators a property does not support at all.
 * Source: learn.microsoft.com/graph/aad-advanced-queries.
 */
export function needsAdvanced(filter: Filter, kind: Kind, extensions: VisibleExtensions): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = needsAdvanced(filter.left, kind, extensions);
      return needsAdvanced(filter.right, kind, extensions) || left;
    }
    case 'not':
      needsAdvanced(filter.inner, kind, extensions);
      return true;
    case 'compare': {
      const property = declared(kind, filter.path, extensions);
      checkValue(property, filter.value, kind);
      if (property.type === 'texts' || property.type === 'objects') throw badRequest(`Unsupported or invalid query filter clause specified for property '${property.name}' of resource '${resourceNames[kind]}'.`);
      const isNull = filter.value === null && (filter.operator === 'eq' || filter.operator === 'ne');
      return needs(property, isNull ? 'null' : filter.operator, kind) || filter.operator === 'ne';
    }
    case 'in': {
      const property = declared(kind, filter.path, extensions);
      for (const value of filter.values) checkValue(property, value, kind);
      return needs(property, 'in', kind);
    }
    case 'text': {
      const property = declared(kind, filter.path, extensions);
      if (filter.test === 'startswith') return needs(property, 'startswith', kind);
      if (!endsWithProperties.has(property.name)) throw badRequest(`Unsupported or invalid query filter clause specified for property '${property.name}' of resource '${resourceNames[kind]}'.`);
      return true;
    }
    case 'any': {
      const property = declared(kind, filter.path, extensions);
      return anyNeedsAdvanced(filter.inner, property, kind);
    }
    case 'count': {
      const property = declared(kind, filter.path, extensions);
      if (filter.value !== 0 || (filter.operator !== 'eq' && filter.operator !== 'ne')) throw unsupportedQuery(`Unsupported count clause for property '${property.name}'.`);
      return true;
    }
  }
}

function anyNeedsAdvanced(inner: Filter, property: Property, kind: Kind): boolean {
  switch (inner.kind) {
    case 'and':
    case 'or': {
      const left = anyNeedsAdvanced(inner.left, property, kind);
      return anyNeedsAdvanced(inner.right, property, kind) || left;
    }
    case 'compare':
      return needs(property, inner.operator, kind) || inner.operator === 'ne';
    case 'text':
      if (inner.test === 'endswith') {
        if (!endsWithProperties.has(property.name)) throw unsupportedQuery();
        return true;
      }
      return needs(property, 'startswith', kind);
    default:
      throw unsupportedQuery();
  }
}

function compareValues(left: JsonValue, right: Literal): number | null {
  if (left === null || right === null) return left === right ? 0 : null;
  if (typeof left === 'string' && typeof right === 'string') {
    const [first, second] = [left.toLowerCase(), right.toLowerCase()];
    return first === second ? 0 : first < second ? -1 : 1;
  }
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return left === right ? 0 : null;
}

function comparison(left: JsonValue, operator: 'eq' | 'ne' | 'ge' | 'le', right: Literal): boolean {
  const order = compareValues(left, right);
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'ge':
      return order !== null && order >= 0;
    case 'le':
      return order !== null && order <= 0;
  }
}

function textTest(value: JsonValue, test: 'startswith' | 'endswith', wanted: string): boolean {
  if (typeof value !== 'string') return false;
  return test === 'startswith' ? value.toLowerCase().startsWith(wanted.toLowerCase()) : value.toLowerCase().endsWith(wanted.toLowerCase());
}

type Lookup = (path: string) => JsonValue;

function test(filter: Filter, lookup: Lookup): boolean {
  switch (filter.kind) {
    case 'and':
      return test(filter.left, lookup) && test(filter.right, lookup);
    case 'or':
      return test(filter.left, lookup) || test(filter.right, lookup);
    case 'not':
      return !test(filter.inner, lookup);
    case 'compare':
      return comparison(lookup(filter.path), filter.operator, filter.value);
    case 'in':
      return filter.values.some((value) => comparison(lookup(filter.path), 'eq', value));
    case 'text':
      return textTest(lookup(filter.path), filter.test, filter.value);
    case 'any': {
      const items = lookup(filter.path);
      return Array.isArray(items) && items.some((item: JsonValue) => test(filter.inner, (path) => (path === '$it' ? item : within(item, path.slice(4)))));
    }
    case 'count': {
      const items = lookup(filter.path);
      return comparison(Array.isArray(items) ? items.length : 0, filter.operator, filter.value);
    }
  }
}

function within(value: JsonValue, name: string): JsonValue {
  return isObject(value) ? (value[name] ?? null) : null;
}

/** Whether the object passes the filter; texts compare without regard to case. */
export function passes(filter: Filter, entity: Entity, extensions: VisibleExtensions): boolean {
  return test(filter, (path) => {
    const [name = '', part] = path.split('/');
    const value = valueOf(entity, propertyOf(entity.kind, name, extensions)?.name ?? name);
    return part === undefined ? value : within(value, part);
  });
}
