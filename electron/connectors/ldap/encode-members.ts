import { hash } from 'node:crypto';
import type { StagedMembers } from '../../sync/directory.ts';
import { putByte, putString, putUtf8String } from './json-bytes.ts';
import type { JsonBytes } from './json-bytes.ts';
import { readHeader } from './message.ts';
import type { Cursor } from './message.ts';
import { startOfName } from './source-object.ts';

/** A member among its group's: `key` as StagedMembers says, its name `bytes[start, end)`. */
type Member = { readonly key: string; readonly start: number; readonly end: number };

const guidPrefix = '<guid=';
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** The members in the SET OF values `bytes[start, end)`, sorted by key; of two with one key the later one. */
function membersIn(bytes: Buffer, start: number, end: number): readonly Member[] {
  const cursor: Cursor = { bytes, offset: start, length: 0 };
  // Keys are cut from this text: making a text of each value would be most of what the garbage collector gets to do.
  const lower = bytes.toString('latin1', start, end).toLowerCase();
  const members: Member[] = [];
  while (cursor.offset < end) {
    readHeader(cursor);
    const from = cursor.offset;
    const to = from + cursor.length;
    cursor.offset = to;
    const name = startOfName(bytes, from, to);
    const guid = name === from ? null : guidIn(lower.substring(from - start, name - start));
    const key = guid ?? (isAscii(bytes, name, to) ? lower.substring(name - start, to - start) : bytes.toString('utf8', name, to).toLowerCase());
    members.push({ key, start: name, end: to });
  }
  members.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return members.filter(({ key }, index) => members[index + 1]?.key !== key);
}

/** The GUID among identifiers in lower case, `<guid=…>;<sid=…>;`; null when there is none. */
function guidIn(identifiers: string): string | null {
  const at = identifiers.indexOf(guidPrefix);
  return at < 0 ? null : identifiers.substring(at + guidPrefix.length, identifiers.indexOf('>', at));
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) if ((bytes[index] ?? 0) > 0x7f) return false;
  return true;
}

/** Appends the names of a group's members, the SET OF values `bytes[start, end)`, and answers the rest of what is staged of them. */
export function encodeMembers(json: JsonBytes, bytes: Buffer, start: number, end: number): Omit<StagedMembers, 'names'> {
  const members = membersIn(bytes, start, end);
  let byName = 0;
  let before = openBrace;
  for (const member of members) {
    // A GUID holds no `=`, a name always does.
    if (member.key.includes('=')) byName += 1;
    putByte(json, before);
    before = comma;
    putString(json, member.key);
    putByte(json, colon);
    putUtf8String(json, bytes, member.start, member.end);
  }
  putByte(json, closeBrace);
  return { count: members.length, byName, digest: hash('sha256', members.map(({ key }) => key).join('\n')) };
}
