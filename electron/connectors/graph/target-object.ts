import type { AttributeValue } from '../../../shared/plan.ts';
import { targetContactAttributes, targetGroupAttributes, targetUserAttributes } from '../../sync/attributes.ts';
import type { TargetKind, TargetObject } from '../../sync/directory.ts';
import { noExtensionNames, type ExtensionNames } from './extension-names.ts';
import { record, text } from './graph-failure.ts';

/** `$select` for each kind: exactly the attributes in use, without directory extensions. */
export const selected: Readonly<Record<TargetKind, string>> = {
  user: targetUserAttributes.join(','),
  group: targetGroupAttributes.join(','),
  contact: targetContactAttributes.join(','),
};

const names: Readonly<Record<TargetKind, ReadonlySet<string>>> = {
  user: new Set(targetUserAttributes),
  group: new Set(targetGroupAttributes),
  contact: new Set(targetContactAttributes),
};

const extensionAttributes = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);

/**
 * An entity of Graph as a staged object: only attributes in use, `extensionAttribute1…15` flattened, directory extensions
 * under Causeway's names, nothing for what is not mentioned.
 */
export function targetObject(kind: TargetKind, entity: unknown, extensions: ExtensionNames = noExtensionNames): TargetObject {
  const properties = record(entity);
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'id') continue;
    if (name === 'onPremisesExtensionAttributes') {
      if (!names[kind].has(name)) continue;
      const set = record(value);
      for (const extension of extensionAttributes) attributes[extension] = attributeValue(set[extension]);
    } else if (names[kind].has(name)) attributes[name] = attributeValue(value);
    else if (name.startsWith('extension_')) {
      const own = extensions.fromGraph(name);
      if (own !== null) attributes[own] = extensions.valueFromGraph(own, value);
    }
  }
  return { id: text(properties['id']).toLowerCase(), kind, attributes };
}

function attributeValue(value: unknown): AttributeValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  return null;
}
