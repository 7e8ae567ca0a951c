import type { AttributeValue } from '../../../shared/plan.ts';
import { extensionPrefix, extensionText, type DirectoryExtension } from '../../sync/flow/extensions.ts';

/**
 * Directory extensions on the wire: `extension_{application id without dashes}_{name}`
 * (https://learn.microsoft.com/graph/extensibility-overview). Causeway's own names lack the application id.
 */
export type ExtensionNames = {
  /** The name on the wire; a property that is no directory extension keeps its own. */
  toGraph(name: string): string;
  /** Causeway's name; null for what the profile does not name, other applications' extensions included. */
  fromGraph(name: string): string | null;
  /** A value as the JSON of its data type. */
  valueToGraph(name: string, value: AttributeValue): unknown;
  /** JSON as the value that is compared: numbers as text, dates in whole seconds. */
  valueFromGraph(name: string, value: unknown): AttributeValue;
};

export function extensionNames(clientId: string, extensions: readonly DirectoryExtension[]): ExtensionNames {
  const prefix = `${extensionPrefix}${clientId.replaceAll('-', '').toLowerCase()}_`;
  const byName = new Map(extensions.map((extension) => [extension.name, extension]));
  const byGraphName = new Map(extensions.map(({ name }) => [`${prefix}${name.slice(extensionPrefix.length)}`, name]));
  return {
    toGraph: (name) => (byName.has(name) ? `${prefix}${name.slice(extensionPrefix.length)}` : name),
    fromGraph: (name) => byGraphName.get(name) ?? null,
    valueToGraph(name, value) {
      return byName.get(name)?.type === 'Integer' && typeof value === 'string' ? Number(value) : value;
    },
    valueFromGraph(name, value) {
      if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
      if (typeof value === 'number') return String(value);
      if (typeof value === 'string') return extensionText(byName.get(name)?.type ?? 'String', value);
      return typeof value === 'boolean' ? value : null;
    },
  };
}

/** For a tenant of which the profile names no extension. */
export const noExtensionNames = extensionNames('', []);
