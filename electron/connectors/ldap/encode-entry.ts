import type { SourceKind, SourceReference } from '../../sync/directory.ts';
import { encodeMembers } from './encode-members.ts';
import type { EncodedPage } from './encoded-object.ts';
import { guidText, sidText } from './identifiers.ts';
import { putByte, putBytes, putString, putUtf8String } from './json-bytes.ts';
import type { JsonBytes } from './json-bytes.ts';
import { readHeader, readInteger } from './message.ts';
import type { Cursor, EntryMessage } from './message.ts';
import { kindOf } from './object-classes.ts';
import { digestOf, identityOf, referenceOf, startOfName } from './source-object.ts';
import type { ObjectReader, Role } from './source-object.ts';

/** An attribute description as the server spells it. */
type Column = {
  readonly spelling: Buffer;
  /** Null: nobody asked for it. */
  readonly role: Role | null;
  /** Its place among the sorted names; -1 for what is no attribute of an object. */
  readonly place: number;
  /** What followed it in the last entry that had it: most likely it follows again. */
  next: Column | null;
};

export type Encoder = {
  /** Encodes one entry after the others; nothing for one that is not read (a computer). Throws when it is malformed or cannot be identified. */
  add(entry: EntryMessage): void;
  /** The objects that were encoded since the last call, on pages of a handy size whatever their number of members. */
  take(): readonly EncodedPage[];
  /** Takes the memory of a page back whose objects nobody looks at any more: left to the garbage collector, dozens of pages wait for it. */
  reuse(memory: ArrayBuffer): void;
};

const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const closeBracket = 0x5d;
/** Bytes of a page: about 1,000 people, or 100 groups of 100 members. */
const enough = 1_500_000;
/** Memory of a page: most that have enough have not more than this. */
const capacity = 2 << 20;

function isSpelled(bytes: Buffer, start: number, length: number, spelling: Buffer): boolean {
  if (length !== spelling.length) return false;
  for (let index = 0; index < length; index += 1) if (bytes[start + index] !== spelling[index]) return false;
  return true;
}

/** Writes entries in the form in which they are staged, values copied from byte to byte. Says the same as `reader.draftOf`. */
export function createEncoder(reader: ObjectReader): Encoder {
  const columns = new Map<string, Column>();
  const beforeFirst: Column = { spelling: Buffer.alloc(0), role: null, place: -1, next: null };
  const prefixes = reader.names.map((name) => Buffer.from(`${JSON.stringify(name)}:[`));
  const roles: Role[] = reader.names.map((name) => reader.meaningOf(name)?.role ?? 'text');
  const guidPlace = reader.names.indexOf('objectGUID');
  const kinds = new Map<string, SourceKind | null>();
  /** By place, where the values of the entry under way are; end 0 for none. Emptied by writing them. */
  const starts = new Int32Array(reader.names.length);
  const ends = new Int32Array(reader.names.length);
  /** One for all entries: an object for each attribute would be most of what the garbage collector gets to do. */
  const cursor: Cursor = { bytes: beforeFirst.spelling, offset: 0, length: 0 };
  const spare: ArrayBuffer[] = [];
  const empty = (): JsonBytes => ({ bytes: Buffer.from(spare.pop() ?? new ArrayBuffer(capacity)), length: 0 });
  let json = empty();
  let texts: (string | null)[] = [];
  let numbers: number[] = [];
  let finished: EncodedPage[] = [];

  const finish = (): void => {
    finished.push({ bytes: json.bytes.subarray(0, json.length), texts, numbers });
    json = empty();
    texts = [];
    numbers = [];
  };

  const columnOf = (spelling: string): Column => {
    const known = columns.get(spelling);
    if (known !== undefined) return known;
    const meaning = reader.meaningOf(spelling);
    const column = { spelling: Buffer.from(spelling, 'latin1'), role: meaning?.role ?? null, place: meaning === null ? -1 : reader.names.indexOf(meaning.name), next: null };
    if (columns.size < 10_000) columns.set(spelling, column);
    return column;
  };

  const kindAt = (bytes: Buffer, start: number, end: number): SourceKind | null => {
    const classes = bytes.toString('latin1', start, end);
    let kind = kinds.get(classes);
    if (kind === undefined) {
      kind = kindOf(valuesIn(bytes, start, end).map(([from, to]) => bytes.toString('utf8', from, to)));
      if (kinds.size < 10_000) kinds.set(classes, kind);
    }
    return kind;
  };

  /** The values of one attribute as JSON strings with commas between them. */
  const putValues = (bytes: Buffer, role: Role, start: number, end: number): void => {
    cursor.bytes = bytes;
    cursor.offset = start;
    for (let first = true; cursor.offset < end; first = false) {
      readHeader(cursor);
      const from = cursor.offset;
      const to = from + cursor.length;
      cursor.offset = to;
      // Of an identifier and of a large value there is one only.
      if (!first && (role === 'objectGuid' || role === 'digest' || role === 'objectSid')) return;
      if (!first) putByte(json, comma);
      putValue(json, bytes, role, from, to);
    }
  };

  const putAttributes = (bytes: Buffer, identity: string | null): void => {
    const start = json.length;
    putByte(json, openBrace);
    for (let place = 0; place < ends.length; place += 1) {
      const end = ends[place] ?? 0;
      const known = place === guidPlace ? identity : null;
      const prefix = prefixes[place];
      if ((end === 0 && known === null) || prefix === undefined) continue;
      ends[place] = 0;
      if (json.length > start + 1) putByte(json, comma);
      putBytes(json, prefix);
      if (known === null) putValues(bytes, roles[place] ?? 'text', starts[place] ?? 0, end);
      else putString(json, known);
      putByte(json, closeBracket);
    }
    putByte(json, closeBrace);
  };

  const add = ({ bytes, start }: EntryMessage): void => {
    cursor.bytes = bytes;
    cursor.offset = start;
    readHeader(cursor);
    readInteger(cursor);
    readHeader(cursor);
    readHeader(cursor);
    const dn = referenceOf(bytes.toString('utf8', cursor.offset, cursor.offset + cursor.length)).dn;
    cursor.offset += cursor.length;
    readHeader(cursor);
    const end = cursor.offset + cursor.length;

    let guid: string | null = null;
    let entryUuid: string | null = null;
    let kind: SourceKind | null = null;
    let manager: SourceReference | null = null;
    let membersStart = 0;
    let membersEnd = 0;
    let last = beforeFirst;
    while (cursor.offset < end) {
      readHeader(cursor);
      const attributeEnd = cursor.offset + cursor.length;
      readHeader(cursor);
      let column: Column | null = last.next;
      if (column === null || !isSpelled(bytes, cursor.offset, cursor.length, column.spelling)) {
        column = columnOf(bytes.toString('latin1', cursor.offset, cursor.offset + cursor.length));
        last.next = column;
      }
      last = column;
      cursor.offset += cursor.length;
      readHeader(cursor);
      const from = cursor.offset;
      cursor.offset = attributeEnd;
      if (column.role === null || from >= attributeEnd) continue;
      switch (column.role) {
        case 'member':
          membersStart = from;
          membersEnd = attributeEnd;
          break;
        case 'manager': manager = referenceOf(firstText(bytes, from, attributeEnd)); break;
        case 'objectClass': kind = kindAt(bytes, from, attributeEnd); break;
        case 'entryUuid': entryUuid = firstText(bytes, from, attributeEnd).toLowerCase(); break;
        case 'objectGuid': {
          const [valueStart, valueEnd] = valuesIn(bytes, from, attributeEnd)[0] ?? [0, 0];
          if (valueEnd - valueStart !== 16) break;
          guid = guidText(bytes, valueStart);
          starts[column.place] = from;
          ends[column.place] = attributeEnd;
          break;
        }
        default:
          starts[column.place] = from;
          ends[column.place] = attributeEnd;
      }
    }
    if (kind === null) {
      ends.fill(0);
      return;
    }
    const identity = guid === null ? identityOf(entryUuid, dn) : null;
    const attributesStart = json.length;
    putAttributes(bytes, identity?.base64 ?? null);
    const attributesEnd = json.length;
    const members = membersEnd === 0 ? null : encodeMembers(json, bytes, membersStart, membersEnd);
    texts.push(guid ?? identity?.guid ?? '', dn, kind, manager?.guid ?? null, manager?.dn ?? null, members?.digest ?? null);
    numbers.push(attributesStart, attributesEnd, json.length, members?.count ?? 0, members?.byName ?? 0);
    if (json.length >= enough) finish();
  };

  return {
    add,
    take() {
      if (texts.length > 0) finish();
      const taken = finished;
      finished = [];
      return taken;
    },
    reuse(memory) {
      // What a page with a huge group needed is not kept.
      if (memory.byteLength === capacity) spare.push(memory);
    },
  };
}

/** The values of a SET OF in `bytes[start, end)`. */
function valuesIn(bytes: Buffer, start: number, end: number): (readonly [start: number, end: number])[] {
  const cursor: Cursor = { bytes, offset: start, length: 0 };
  const ranges: (readonly [start: number, end: number])[] = [];
  while (cursor.offset < end) {
    readHeader(cursor);
    ranges.push([cursor.offset, cursor.offset + cursor.length]);
    cursor.offset += cursor.length;
  }
  return ranges;
}

function firstText(bytes: Buffer, start: number, end: number): string {
  const cursor: Cursor = { bytes, offset: start, length: 0 };
  readHeader(cursor);
  return bytes.toString('utf8', cursor.offset, Math.min(cursor.offset + cursor.length, end));
}

function putValue(json: JsonBytes, bytes: Buffer, role: Role, start: number, end: number): void {
  switch (role) {
    case 'plainName': putUtf8String(json, bytes, bytes.toString('latin1', start, start + 6) === '<GUID=' ? startOfName(bytes, start, end) : start, end); break;
    case 'digest': putString(json, digestOf(bytes, start, end)); break;
    case 'objectSid': putString(json, sidText(bytes, start, end) ?? bytes.toString('base64', start, end)); break;
    case 'objectGuid':
    case 'base64': putString(json, bytes.toString('base64', start, end)); break;
    default: putUtf8String(json, bytes, start, end);
  }
}
