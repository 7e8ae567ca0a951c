import type { Kind } from './directory.ts';
import type { VisibleExtensions } from './extensions.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Property } from './properties.ts';
import { badRequest, invalidValue, readOnly, valueRequired } from './failure.ts';
import { isObject, isText } from './json.ts';
import { extensionAttributes, propertiesOf, propertyOf, resourceNames } from './properties.ts';

const edmTypes: Readonly<Record<Property['type'], string>> = {
  text: 'Edm.String', texts: 'Collection(Edm.String)', boolean: 'Edm.Boolean', date: 'Edm.DateTimeOffset', number: 'Edm.Int32', object: 'graph.complexType', objects: 'Collection(graph.complexType)',
};
const datePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function hasType(property: Property, value: JsonValue): boolean {
  switch (property.type) {
    case 'text':
      return isText(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'date':
      return isText(value) && datePattern.test(value);
    case 'texts':
      return Array.isArray(value) && value.every(isText);
    case 'object':
      return isObject(value);
    case 'objects':
      return Array.isArray(value) && value.every(isObject);
  }
}

/** Names Graph does not know: registered-extension names get their own text. */
function unknownProperty(name: string): Error {
  return badRequest(name.startsWith('extension_') ? `The following extension properties are not available: ${name}.` : `Invalid property '${name}'.`);
}

function checkType(property: Property, value: JsonValue): void {
  if (value === null) {
    if (property.nullable) return;
    throw badRequest(
      `A null value was found for the property named '${property.name}', which has the expected type '${edmTypes[property.type]}[Nullable=False]'. The expected type '${edmTypes[property.type]}[Nullable=False]' does not allow null values.`,
    );
  }
  if (hasType(property, value)) return;
  const literal = typeof value === 'string' ? value : JSON.stringify(value);
  throw badRequest(`Cannot convert the literal '${literal}' to the expected type '${edmTypes[property.type]}'.`);
}

/** Texts are never empty (clear with null) and never longer than the property allows. */
function checkLengths(property: Property, value: JsonValue, resource: string): void {
  const texts = isText(value) ? [value] : Array.isArray(value) ? value.filter(isText) : [];
  for (const text of texts) {
    if (text === '' || (property.maxLength !== null && text.length > property.maxLength)) throw invalidValue(property.name, resource);
  }
}

function checkExtensionAttributes(value: JsonValue): void {
  if (!isObject(value)) return;
  for (const [name, text] of Object.entries(value)) {
    if (!extensionAttributes.includes(name)) throw badRequest(`Invalid property '${name}'.`);
    if (text !== null && !isText(text)) throw badRequest(`Cannot convert the literal '${JSON.stringify(text)}' to the expected type 'Edm.String'.`);
    if (text !== null && (text === '' || text.length > 1024)) throw invalidValue(name, 'User');
  }
}

/** Annotations (`@odata.type`, `x@odata.bind`) are no properties. */
function isAnnotation(name: string): boolean {
  return name.includes('@');
}

/**
 * Checks names, types, nullability, writability, required properties, lengths and emptiness of a POST or PATCH body,
 * in Graph's order (the reader first, then the directory), and returns its properties without annotations.
 */
export function checkedBody(kind: Kind, body: JsonObject, mode: 'create' | 'update', extensions: VisibleExtensions): JsonObject {
  const resource = resourceNames[kind];
  const given = Object.entries(body).filter(([name]) => !isAnnotation(name));
  const checked = given.map(([name, value]) => {
    const property = propertyOf(kind, name, extensions);
    if (property === undefined || property.name !== name) throw unknownProperty(name);
    return { property, value };
  });
  for (const { property, value } of checked) checkType(property, value);
  for (const { property } of checked) {
    if (property.name === 'id' || !(mode === 'create' ? property.onCreate !== 'no' : property.onUpdate)) throw readOnly(property.name);
  }
  if (mode === 'create') {
    for (const property of propertiesOf(kind)) {
      if (property.onCreate === 'required' && (body[property.name] ?? null) === null) throw valueRequired(property.name, resource);
    }
  } else {
    for (const { property, value } of checked) if (property.onCreate === 'required' && value === null) throw valueRequired(property.name, resource);
  }
  for (const { property, value } of checked) {
    checkLengths(property, value, resource);
    if (property.name === 'onPremisesExtensionAttributes') checkExtensionAttributes(value);
  }
  return Object.fromEntries(given);
}
