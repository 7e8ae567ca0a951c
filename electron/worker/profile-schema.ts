import { z } from 'zod';
import { profileSchema } from '../../shared/profile.ts';

/** The part of JSON Schema (2020-12) that zod writes for the profile. */
export type SchemaNode = {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly format?: string;
};

/** The published JSON Schema of the profile as an admin writes it (defaults may be left out). */
export function profileJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(profileSchema, { io: 'input' });
  return { ...schema, title: 'Causeway profile', description: 'The configuration of one synchronization: one or several AD domains and forests to one Entra tenant. Holds no secret, only references.' };
}

/** The profile's schema as a tree to walk. */
export function profileSchemaTree(): SchemaNode {
  return profileJsonSchema() as SchemaNode;
}

/** All alternatives of a node, unions opened. */
export function alternatives(node: SchemaNode): readonly SchemaNode[] {
  const union = node.anyOf ?? node.oneOf;
  return union === undefined ? [node] : union.flatMap(alternatives);
}

/** Every key an object at this node may hold, whatever its alternative. */
export function knownKeys(node: SchemaNode): readonly string[] {
  return [...new Set(alternatives(node).flatMap((each) => Object.keys(each.properties ?? {})))];
}

/** The node below `path`, or null when the schema has nothing there. */
export function nodeAt(root: SchemaNode, path: readonly PropertyKey[]): SchemaNode | null {
  let nodes: readonly SchemaNode[] = [root];
  for (const key of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => {
      const child = typeof key === 'number' ? node.items : node.properties?.[String(key)];
      return child === undefined ? [] : [child];
    });
  }
  const [only, ...others] = nodes;
  if (only === undefined) return null;
  return others.length === 0 ? only : { anyOf: nodes };
}

/** What a value at this node has to be, in words: `a whole number from 1 to 1000`. */
export function expectation(node: SchemaNode): string {
  const options = alternatives(node);
  const objects = options.filter((option) => option.properties !== undefined);
  const words = options.filter((option) => option.properties === undefined).map(single);
  if (objects.length > 0) words.push(objects.map(objectShape).join(' or '));
  const described = node.description !== undefined && words.every((word) => word.startsWith('text')) ? ` (${node.description})` : '';
  return [...new Set(words)].join(' or ') + described;
}

function single(node: SchemaNode): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return `one of ${node.enum.map((each) => JSON.stringify(each)).join(', ')}`;
  if (node.type === 'array') return `a list of ${node.items === undefined ? 'values' : expectation(node.items)}${node.minItems === undefined ? '' : `, at least ${node.minItems}`}`;
  if (node.type === 'boolean') return 'true or false';
  if (node.type === 'integer' || node.type === 'number') return (node.type === 'integer' ? 'a whole number' : 'a number') + range(node);
  if (node.type === 'string') return node.format === 'uri' ? 'an https:// address' : 'text';
  return node.type ?? 'another value';
}

function range(node: SchemaNode): string {
  const maximum = node.maximum === Number.MAX_SAFE_INTEGER ? undefined : node.maximum;
  if (node.minimum !== undefined && maximum !== undefined) return ` from ${node.minimum} to ${maximum}`;
  return node.minimum === undefined ? '' : `, ${node.minimum} or more`;
}

function objectShape(node: SchemaNode): string {
  const properties = node.properties ?? {};
  const keys = node.required ?? Object.keys(properties);
  const shown = keys.map((key) => `${JSON.stringify(key)}: ${properties[key]?.const === undefined ? '…' : JSON.stringify(properties[key].const)}`);
  return `{${shown.join(', ')}}`;
}
