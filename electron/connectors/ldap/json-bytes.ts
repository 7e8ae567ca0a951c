import { isUtf8 } from 'node:buffer';

/** JSON under construction: `bytes[0, length)` is written. What arrives as bytes is copied as bytes, never made a string. */
export type JsonBytes = { bytes: Buffer<ArrayBuffer>; length: number };

const quote = 0x22;
const backslash = 0x5c;

/** Makes room for `more` bytes. */
function reserve(json: JsonBytes, more: number): void {
  const needed = json.length + more;
  if (needed <= json.bytes.length) return;
  const larger = Buffer.from(new ArrayBuffer(Math.max(needed, json.bytes.length * 2)));
  json.bytes.copy(larger, 0, 0, json.length);
  json.bytes = larger;
}

function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte !== quote && byte !== backslash;
}

/** Appends one byte. */
export function putByte(json: JsonBytes, byte: number): void {
  reserve(json, 1);
  json.bytes[json.length] = byte;
  json.length += 1;
}

/** Appends a text as it is. */
function putText(json: JsonBytes, text: string): void {
  reserve(json, text.length * 3);
  json.length += json.bytes.write(text, json.length, 'utf8');
}

/** Appends bytes as they are. */
export function putBytes(json: JsonBytes, from: Uint8Array): void {
  reserve(json, from.length);
  json.bytes.set(from, json.length);
  json.length += from.length;
}

/** Appends a text as a JSON string. */
export function putString(json: JsonBytes, text: string): void {
  reserve(json, text.length + 2);
  const { bytes, length } = json;
  bytes[length] = quote;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!isPlain(code) || code > 0x7f) {
      putText(json, JSON.stringify(text));
      return;
    }
    bytes[length + 1 + index] = code;
  }
  bytes[length + 1 + text.length] = quote;
  json.length = length + text.length + 2;
}

/**
 * Appends `from[start, end)`, which is UTF-8, as a JSON string. What needs an escape, and what is no UTF-8 after all,
 * takes the way over a string; both are rare.
 */
export function putUtf8String(json: JsonBytes, from: Buffer, start: number, end: number): void {
  reserve(json, end - start + 2);
  const { bytes, length } = json;
  const shift = length + 1 - start;
  let ascii = true;
  let plain = true;
  bytes[length] = quote;
  for (let index = start; index < end; index += 1) {
    const byte = from[index] ?? 0;
    if (!isPlain(byte)) {
      plain = false;
      break;
    }
    if (byte > 0x7f) ascii = false;
    bytes[shift + index] = byte;
  }
  if (!plain || (!ascii && !isUtf8(from.subarray(start, end)))) {
    putText(json, JSON.stringify(from.toString('utf8', start, end)));
    return;
  }
  bytes[shift + end] = quote;
  json.length = shift + end + 1;
}
