import { damaged } from './problems.ts';

type NameOrder = readonly (readonly [name: string, json: string])[];

/** Names in the order of an object → the same names sorted. Only a memory: most objects of a kind have the same names. */
const knownOrders = new Map<string, NameOrder>();
const ordersKept = 2000;

/** JSON with the properties of `value` in the order of their names: equal values give equal text. Not recursive. */
export function sortedJson(value: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const [name, json] of orderOf(Object.keys(value))) text += `${text === '' ? '{' : ','}${json}:${valueJson(value[name])}`;
  return text === '' ? '{}' : `${text}}`;
}

function orderOf(names: readonly string[]): NameOrder {
  const key = names.join('\n');
  const known = knownOrders.get(key);
  if (known !== undefined) return known;
  if (knownOrders.size >= ordersKept) knownOrders.clear();
  const order = [...names].sort().map((name) => [name, JSON.stringify(name)] as const);
  knownOrders.set(key, order);
  return order;
}

/** Lists of one text are by far the most; a text alone is stringified on a fast path. */
function valueJson(value: unknown): string {
  if (!Array.isArray(value) || value.length !== 1) return JSON.stringify(value ?? null);
  const [only] = value as readonly unknown[];
  return typeof only === 'string' ? `[${JSON.stringify(only)}]` : JSON.stringify(value);
}

/** UTF-8 that a connector delivered as bytes. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}

/** Reads back what the store itself wrote as JSON; text that does not parse means a damaged store. */
export function parseStored<T>(text: string, file: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw damaged(file, 'a row does not hold the JSON that was written', error);
  }
}

/** A value as text that ignores the order of a collection. */
export function orderFree(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));
}

/** Whether two records hold the same values, ignoring the order inside collections. */
export function sameValues(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => name in right && orderFree(left[name]) === orderFree(right[name]));
}
