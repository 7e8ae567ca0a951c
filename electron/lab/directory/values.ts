import type { Value } from './entry.ts';
import { refusals } from './failure.ts';
import { sidText } from './identifiers.ts';
import type { AttributeSchema } from './schema.ts';
import type { Tree } from './tree.ts';

export type AttributeInput = string | number | boolean | Buffer | readonly (string | number | boolean | Buffer)[];

/** Attribute values as a list; `true` and numbers become the text that AD stores. */
export function valuesOf(input: AttributeInput): readonly Value[] {
  const list = Array.isArray(input) ? input : [input];
  return list.map((value) => (Buffer.isBuffer(value) ? value : typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value)));
}

/** The values in stored form; refuses what the schema refuses: empty text, several values of one, wrong syntax, too long. */
export function checkValues(schema: AttributeSchema, values: readonly Value[]): readonly Value[] {
  if (schema.single && values.length > 1) throw refusals.constraint(schema.name);
  return values.map((value) => checkValue(schema, value));
}

function checkValue(schema: AttributeSchema, value: Value): Value {
  if (schema.syntax === 'binary') {
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value);
    if (schema.limit !== null && bytes.length > schema.limit) throw refusals.constraint(schema.name);
    return bytes;
  }
  if (schema.syntax === 'sid') return Buffer.isBuffer(value) ? sidText(value) : value;
  const text = Buffer.isBuffer(value) ? value.toString('utf8') : value;
  if (text === '') throw refusals.syntax(schema.name);
  if (schema.syntax === 'integer' && !/^-?\d+$/.test(text)) throw refusals.syntax(schema.name);
  if (schema.syntax === 'boolean' && text !== 'TRUE' && text !== 'FALSE') throw refusals.syntax(schema.name);
  if (schema.limit !== null && text.length > schema.limit) throw refusals.constraint(schema.name);
  return text;
}

/** The next SID of the domain; RIDs count up and are never used again. */
export function sidForAccount(tree: Tree): string {
  const rid = tree.nextRid;
  tree.nextRid += 1;
  return `${tree.domainSid}-${rid}`;
}
