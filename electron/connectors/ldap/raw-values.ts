import type { RawAttribute, RawEntry } from './message.ts';
import { guidText } from './identifiers.ts';

function rangesOf(entry: RawEntry, name: string): readonly number[] {
  const wanted = name.toLowerCase();
  return entry.attributes.find((attribute) => attribute.name.toLowerCase() === wanted)?.ranges ?? [];
}

/** All values of an attribute as text. */
export function valuesAsText(entry: RawEntry, { ranges }: Pick<RawAttribute, 'ranges'>): string[] {
  const values: string[] = [];
  for (let index = 0; index < ranges.length; index += 2) values.push(entry.bytes.toString('utf8', ranges[index], ranges[index + 1]));
  return values;
}

/** The values of one attribute as text; for small entries such as the rootDSE. */
export function textValues(entry: RawEntry, name: string): readonly string[] {
  return valuesAsText(entry, { ranges: rangesOf(entry, name) });
}

/** The first value as text, or null. */
export function textValue(entry: RawEntry, name: string): string | null {
  return textValues(entry, name)[0] ?? null;
}

/** The bytes of the first value, or null. */
export function bytesValue(entry: RawEntry, name: string): Buffer | null {
  const [start, end] = rangesOf(entry, name);
  return start === undefined || end === undefined ? null : Buffer.from(entry.bytes.subarray(start, end));
}

/** A 16-byte value as GUID text, or null. */
export function guidValue(entry: RawEntry, name: string): string | null {
  const [start, end] = rangesOf(entry, name);
  return start !== undefined && end !== undefined && end - start === 16 ? guidText(entry.bytes, start) : null;
}
