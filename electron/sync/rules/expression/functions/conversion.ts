import { fromBase64, toBase64 } from '../bytes/base64.ts';
import { guidBytes, guidText, sidText } from '../bytes/identifiers.ts';
import { fromHex, fromLatin1, fromUtf16, fromUtf8, toHex, toUtf16, toUtf8 } from '../bytes/text.ts';
import { parseDate } from '../dates/parse-date.ts';
import { EvaluationFailure } from '../failure.ts';
import { row, type FunctionRow } from '../row.ts';
import { one } from '../type.ts';
import type { Reference, Scalar, Value } from '../value.ts';
import { binaryOf, numberOf, optionalText, referenceOf, scalarOf, textOf } from './arguments.ts';

/** Conversions between kinds. */
const family = 'conversion';

const largest = 0x7fff_ffff_ffff_ffffn;
const smallest = -0x8000_0000_0000_0000n;

/** Null when the text is no whole number of 64 bits. */
export function parseNumber(text: string): bigint | null {
  const bare = text.trim();
  const hexadecimal = /^&H([0-9A-Fa-f]+)$/.exec(bare)?.[1];
  if (hexadecimal === undefined && !/^[+-]?\d{1,25}$/.test(bare)) return null;
  const value = hexadecimal === undefined ? BigInt(bare.replace('+', '')) : BigInt(`0x${hexadecimal}`);
  return value > largest || value < smallest ? null : value;
}

/** Binary data as a number, the least significant byte first. */
function numberOfBytes(bytes: Uint8Array): bigint {
  if (bytes.length > 8) throw new EvaluationFailure(`CNum takes at most 8 bytes, not ${bytes.length}.`);
  return BigInt.asIntN(64, bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n));
}

export function textOfScalar(value: Scalar): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' && 'dn' in value ? value.dn : String(value);
}

/** Non-zero numbers are True; a text has to say True or False, or hold a number. */
export function booleanOfValue(value: Value): boolean {
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value === 'string') {
    const lower = value.trim().toLowerCase();
    if (lower === 'true' || lower === 'false') return lower === 'true';
    const number = parseNumber(value);
    if (number !== null) return number !== 0n;
    throw new EvaluationFailure(`"${value}" is neither True nor False.`);
  }
  throw new EvaluationFailure('Only True, False and numbers can be a condition.');
}

function decoded(source: string, encoding: string | null): string {
  const bytes = fromBase64(source);
  if (bytes === null) throw new EvaluationFailure(`"${source}" is no base64.`);
  if (encoding === 'UTF8') return fromUtf8(bytes);
  return encoding === 'ASCII' ? fromLatin1(bytes.map((byte) => (byte < 0x80 ? byte : 0x3f))) : fromUtf16(bytes);
}

function needed<T>(value: T | null, message: string): T {
  if (value === null) throw new EvaluationFailure(message);
  return value;
}

function littleEndian(number: bigint, size: bigint): Uint8Array {
  if (size < 1n || size > 8n) throw new EvaluationFailure(`CBin makes 1 to 8 bytes, not ${size}.`);
  return Uint8Array.from({ length: Number(size) }, (_, index) => Number((number >> BigInt(index * 8)) & 0xffn));
}

export const conversionFunctions: readonly FunctionRow[] = [
  row(family, 'CBin', { means: 'A number as bytes, the least significant first. Undocumented; Entra Connect\'s key-credential rule uses it.', takes: [['number', 'number'], ['size', 'number']], gives: one('binary'), call: ([number, size]) => littleEndian(numberOf(number), numberOf(size)) }),
  row(family, 'CBool', { means: 'True for True and for numbers other than 0; False for nothing.', takes: [['value', ['boolean', 'number', 'text']]], gives: one('boolean'), ofNothing: false, call: ([value]) => booleanOfValue(value ?? null) }),
  row(family, 'CDate', { means: 'A text as a date; without a time zone UTC is meant.', takes: [['text', 'text']], gives: one('date'), call: ([text]) => needed(parseDate(textOf(text)), `"${textOf(text)}" is no date.`) }),
  row(family, 'CGuid', { means: 'The text of a GUID as its 16 bytes.', takes: [['text', 'text']], gives: one('binary'), call: ([text]) => needed(guidBytes(textOf(text)), `"${textOf(text)}" is no GUID.`) }),
  row(family, 'ConvertFromBase64', { means: 'The text that a base64 text stands for; the encoding is Unicode (UTF-16) unless given.', takes: [['text', 'text']], words: ['encoding', ['Unicode', 'ASCII', 'UTF8']], gives: one('text'), call: ([text, encoding]) => decoded(textOf(text), optionalText(encoding)) }),
  row(family, 'ConvertToBase64', { means: 'Binary data as base64, or the Unicode (UTF-16) bytes of a text.', takes: [['value', ['text', 'binary']]], gives: one('text'), call: ([value]) => toBase64(typeof value === 'string' ? toUtf16(value) : binaryOf(value)) }),
  row(family, 'ConvertFromUTF8Hex', { means: 'The text whose UTF-8 bytes are given in hexadecimal.', takes: [['text', 'text']], gives: one('text'), call: ([text]) => fromUtf8(needed(fromHex(textOf(text)), `"${textOf(text)}" is no hexadecimal text.`)) }),
  row(family, 'ConvertToUTF8Hex', { means: 'The UTF-8 bytes of a text in hexadecimal.', takes: [['text', 'text']], gives: one('text'), call: ([text]) => toHex(toUtf8(textOf(text))) }),
  row(family, 'CNum', { means: 'A text as a whole number; also up to 8 bytes, the least significant first.', takes: [['text', ['text', 'number', 'binary']]], gives: one('number'), call: ([value]) => (typeof value === 'bigint' ? value : typeof value === 'string' ? needed(parseNumber(value), `"${value}" is no whole number.`) : numberOfBytes(binaryOf(value))) }),
  row(family, 'CRef', { means: 'A text as a reference to another object.', takes: [['text', ['text', 'reference']]], gives: one('reference'), call: ([value]) => (typeof value === 'string' ? ({ kind: 'reference', dn: value } satisfies Reference) : referenceOf(value)) }),
  row(family, 'CStr', { means: 'A number, reference or Boolean as text.', takes: [['value', ['text', 'number', 'reference', 'boolean']]], gives: one('text'), call: ([value]) => textOfScalar(scalarOf(value)) }),
  row(family, 'StringFromGuid', { means: '16 bytes as the text of a GUID.', takes: [['bytes', 'binary']], gives: one('text'), call: ([bytes]) => needed(guidText(binaryOf(bytes)), `A GUID has 16 bytes, not ${binaryOf(bytes).length}.`) }),
  row(family, 'StringFromSid', { means: 'A security identifier as text: S-1-5-21-…', takes: [['bytes', 'binary']], gives: one('text'), call: ([bytes]) => needed(sidText(binaryOf(bytes)), 'The bytes are no security identifier.') }),
];
