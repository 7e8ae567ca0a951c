/**
 * Reads the LDAP answers that a source connector meets (RFC 4511, section 4), values as bytes.
 *
 * ldapts writes our requests, but its own reader turns a GUID that happens to be valid UTF-8 into a string, drops a
 * leading byte-order mark, and keeps the cookie of an empty page to itself; each of these loses objects.
 */
export type RawAttribute = {
  /** As the server spelled it, options included (`member;range=0-1499`). */
  readonly name: string;
  /** Pairs of start and end in the entry's `bytes`. */
  readonly ranges: readonly number[];
};

export type RawEntry = {
  readonly dn: string;
  readonly bytes: Buffer;
  /** Where the message starts in `bytes`. */
  readonly start: number;
  /** The message, one character per byte: cutting values out of it is far cheaper than decoding each of them. */
  readonly latin1: string;
  readonly attributes: readonly RawAttribute[];
};

/** An entry as it arrived, not decoded yet: a range of `bytes`. Waiting pages hold these, which cost the garbage collector nothing. */
export type EntryMessage = { readonly bytes: Buffer; readonly start: number; readonly end: number };

export type LdapMessage =
  | { readonly kind: 'entry'; readonly id: number; readonly entry: EntryMessage }
  | { readonly kind: 'reference'; readonly id: number }
  | { readonly kind: 'result'; readonly id: number; readonly code: number; readonly text: string; readonly controls: ReadonlyMap<string, Buffer> }
  | { readonly kind: 'other'; readonly id: number };

/** Protocol operation tags. */
const operation = { bindResponse: 0x61, searchEntry: 0x64, searchDone: 0x65, searchReference: 0x73, extendedResponse: 0x78 } as const;
const controlsTag = 0xa0;

/** A position in a message; `length` is that of the element whose header was read last. */
export type Cursor = { bytes: Buffer; offset: number; length: number };

/** Reads one BER header and answers its tag. */
export function readHeader(cursor: Cursor): number {
  const { bytes } = cursor;
  const tag = bytes[cursor.offset];
  const first = bytes[cursor.offset + 1];
  if (tag === undefined || first === undefined) throw new Error('the answer ends too early');
  if (first < 0x80) {
    cursor.offset += 2;
    cursor.length = first;
  } else {
    const count = first & 0x7f;
    cursor.length = bytes.readUIntBE(cursor.offset + 2, count);
    cursor.offset += 2 + count;
  }
  if (cursor.offset + cursor.length > bytes.length) throw new Error('the answer ends too early');
  return tag;
}

/** Reads an INTEGER or ENUMERATED. */
export function readInteger(cursor: Cursor): number {
  readHeader(cursor);
  const value = cursor.length === 0 ? 0 : cursor.bytes.readIntBE(cursor.offset, Math.min(cursor.length, 6));
  cursor.offset += cursor.length;
  return value;
}

/** Reads an OCTET STRING as bytes. */
export function readBytes(cursor: Cursor): Buffer {
  readHeader(cursor);
  const value = cursor.bytes.subarray(cursor.offset, cursor.offset + cursor.length);
  cursor.offset += cursor.length;
  return value;
}

function readText(cursor: Cursor): string {
  readHeader(cursor);
  const value = cursor.bytes.toString('utf8', cursor.offset, cursor.offset + cursor.length);
  cursor.offset += cursor.length;
  return value;
}

/** A value as text. UTF-8 is decoded only where the bytes are not plain ASCII. */
export function textAt(entry: RawEntry, start: number, end: number): string {
  const { bytes } = entry;
  for (let index = start; index < end; index += 1) {
    if ((bytes[index] ?? 0) > 0x7f) return bytes.toString('utf8', start, end);
  }
  return entry.latin1.substring(start - entry.start, end - entry.start);
}

/** Decodes an entry. Throws when it is not well-formed. */
export function readEntry({ bytes, start, end: messageEnd }: EntryMessage): RawEntry {
  const cursor: Cursor = { bytes, offset: start, length: 0 };
  readHeader(cursor);
  readInteger(cursor);
  readHeader(cursor);
  const latin1 = bytes.toString('latin1', start, messageEnd);
  // Decoded on its own: a DN may be kept for long, and must not keep the whole message alive.
  const dn = readText(cursor);
  readHeader(cursor);
  const end = cursor.offset + cursor.length;
  const attributes: RawAttribute[] = [];
  while (cursor.offset < end) {
    readHeader(cursor);
    const attributeEnd = cursor.offset + cursor.length;
    readHeader(cursor);
    const name = latin1.substring(cursor.offset - start, cursor.offset - start + cursor.length);
    cursor.offset += cursor.length;
    const ranges: number[] = [];
    readHeader(cursor);
    while (cursor.offset < attributeEnd) {
      readHeader(cursor);
      ranges.push(cursor.offset, cursor.offset + cursor.length);
      cursor.offset += cursor.length;
    }
    attributes.push({ name, ranges });
  }
  return { dn, bytes, start, latin1, attributes };
}

function readControls(cursor: Cursor, end: number): ReadonlyMap<string, Buffer> {
  const controls = new Map<string, Buffer>();
  if (cursor.offset >= end || cursor.bytes[cursor.offset] !== controlsTag) return controls;
  readHeader(cursor);
  while (cursor.offset < end) {
    readHeader(cursor);
    const controlEnd = cursor.offset + cursor.length;
    const oid = readText(cursor);
    let value = Buffer.alloc(0);
    while (cursor.offset < controlEnd) {
      const tag = readHeader(cursor);
      if (tag === 0x04) value = Buffer.from(cursor.bytes.subarray(cursor.offset, cursor.offset + cursor.length));
      cursor.offset += cursor.length;
    }
    controls.set(oid, value);
  }
  return controls;
}

/** Decodes the message in `bytes[start, end)`, of an entry the header only. Throws when it is not well-formed. */
export function readMessage(bytes: Buffer, start: number, end: number): LdapMessage {
  const cursor: Cursor = { bytes, offset: start, length: 0 };
  readHeader(cursor);
  const id = readInteger(cursor);
  const tag = readHeader(cursor);
  if (tag === operation.searchEntry) return { kind: 'entry', id, entry: { bytes, start, end } };
  if (tag === operation.searchReference) return { kind: 'reference', id };
  if (tag !== operation.searchDone && tag !== operation.bindResponse && tag !== operation.extendedResponse) return { kind: 'other', id };
  const operationEnd = cursor.offset + cursor.length;
  const code = readInteger(cursor);
  readText(cursor);
  const text = readText(cursor);
  cursor.offset = operationEnd;
  return { kind: 'result', id, code, text, controls: readControls(cursor, end) };
}
