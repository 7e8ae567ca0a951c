/** Reads DER (ITU-T X.690), as far as certificates need it: definite lengths, tags below 31. */
export type Der = {
  /** The identifier byte: class, constructed bit and number. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** The element with tag and length. */
  readonly whole: Uint8Array;
};

/** The element at the beginning; null when the bytes are none. */
export function readDer(bytes: Uint8Array): Der | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 31) === 31) return null;
  let length = first;
  let start = 2;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size === 0 || size > 4) return null;
    length = 0;
    for (let index = 0; index < size; index += 1) length = length * 256 + (bytes[2 + index] ?? Number.NaN);
    start += size;
  }
  const end = start + length;
  return Number.isNaN(length) || end > bytes.length ? null : { tag, content: bytes.subarray(start, end), whole: bytes.subarray(0, end) };
}

/** The elements inside one; null when they do not fill it exactly. */
export function readChildren(content: Uint8Array): readonly Der[] | null {
  const children: Der[] = [];
  for (let rest = content; rest.length > 0; ) {
    const child = readDer(rest);
    if (child === null) return null;
    children.push(child);
    rest = rest.subarray(child.whole.length);
  }
  return children;
}

/** `1.2.840.113549.1.1.11`. */
export function oidText(content: Uint8Array): string {
  const parts: bigint[] = [];
  let value = 0n;
  for (const byte of content) {
    value = (value << 7n) | BigInt(byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    parts.push(value);
    value = 0n;
  }
  const [head = 0n, ...rest] = parts;
  const root = head < 40n ? 0n : head < 80n ? 1n : 2n;
  return [root, head - root * 40n, ...rest].join('.');
}
