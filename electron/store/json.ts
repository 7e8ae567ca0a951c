import { damaged } from './problems.ts';

/** JSON with the properties of `value` in the order of their names: equal values give equal text. Not recursive. */
export function sortedJson(value: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(value);
  if (isSorted(names)) return JSON.stringify(value);
  const sorted: Record<string, unknown> = {};
  for (const name of names.sort()) sorted[name] = value[name];
  return JSON.stringify(sorted);
}

function isSorted(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index += 1) {
    const before = names[index - 1];
    const name = names[index];
    if (before !== undefined && name !== undefined && before > name) return false;
  }
  return true;
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
