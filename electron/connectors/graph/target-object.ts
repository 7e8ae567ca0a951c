import type { AttributeValue } from '../../../shared/plan.ts';
import { targetContactAttributes, targetGroupAttributes, targetUserAttributes } from '../../sync/attributes.ts';
import type { TargetKind, TargetObject } from '../../sync/directory.ts';
import { record, text } from './graph-failure.ts';

/** `$select` for each kind: exactly the attributes in use. */
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

/** An entity of Graph as a staged object: only attributes in use, `extensionAttribute1…15` flattened, nothing for what is not mentioned. */
export function targetObject(kind: TargetKind, entity: unknown): TargetObject {
  const properties = record(entity);
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'id' || !names[kind].has(name)) continue;
    if (name === 'onPremisesExtensionAttributes') {
      const extensions = record(value);
      for (const extension of extensionAttributes) attributes[extension] = attributeValue(extensions[extension]);
    } else {
      attributes[name] = attributeValue(value);
    }
  }
  return { id: text(properties['id']).toLowerCase(), kind, attributes };
}

function attributeValue(value: unknown): AttributeValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  return null;
}
