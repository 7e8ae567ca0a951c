import { hash } from 'node:crypto';
import { sourceAttributes } from '../../sync/attributes.ts';
import type { SourceKind, SourceObject, SourceReference } from '../../sync/directory.ts';
import { Problem } from '../../../shared/errors.ts';
import { guidBytes, guidText, sidText } from './identifiers.ts';
import { textAt } from './message.ts';
import type { RawAttribute, RawEntry } from './message.ts';
import { kindOf } from './object-classes.ts';
import type { ExtraAttribute } from './source-options.ts';

/** A multi-valued attribute of which the server sent a part only: `member;range=0-1499`. */
export type OpenRange = { readonly attribute: string; readonly next: number };

/** An object as one entry gave it; `open` lists what is still to be fetched. */
export type ObjectDraft = {
  readonly object: SourceObject & { readonly attributes: Record<string, readonly string[]>; readonly members: SourceReference[] };
  readonly open: readonly OpenRange[];
};

/** What to ask for besides the members: attributes in use, the manager, and what identifies an object on any server. */
export function requestedAttributes(extra: readonly ExtraAttribute[] = []): readonly string[] {
  return [...sourceAttributes, ...extra.map(({ name }) => name), 'manager', 'objectClass', 'entryUUID'];
}

/** The members, with a limit to one answer when one is given. */
export function requestedMembers(memberRange: number | undefined): string {
  return memberRange === undefined ? 'member' : `member;range=0-${memberRange - 1}`;
}

export type Role = 'text' | 'plainName' | 'base64' | 'digest' | 'objectSid' | 'objectGuid' | 'entryUuid' | 'objectClass' | 'member' | 'manager';
export type Meaning = { readonly role: Role; readonly name: string; readonly range: { readonly last: number | null } | null };

const roleByName: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['objectguid', 'objectGuid'],
  ['entryuuid', 'entryUuid'],
  ['objectsid', 'objectSid'],
  ['objectclass', 'objectClass'],
  ['member', 'member'],
  ['manager', 'manager'],
  ['ms-ds-consistencyguid', 'base64'],
  ['msexchmasteraccountsid', 'base64'],
]);
const spelling: ReadonlyMap<string, string> = new Map([...sourceAttributes, 'member', 'manager', 'objectClass', 'entryUUID'].map((name) => [name.toLowerCase(), name]));

/** What an attribute description means; null for one nobody asked for. */
function meaningOf(description: string, extra: ReadonlyMap<string, ExtraAttribute>): Meaning | null {
  const [base = '', ...options] = description.toLowerCase().split(';');
  const more = extra.get(base);
  const name = spelling.get(base) ?? more?.name;
  if (name === undefined) return null;
  const range = options.map((option) => /^range=\d+-(\d+|\*)$/.exec(option)?.[1]).find((last) => last !== undefined);
  return { role: roleByName.get(base) ?? (more === undefined ? 'text' : roleOfExtra(more)), name, range: range === undefined ? null : { last: range === '*' ? null : Number(range) } };
}

/** An attribute that only rules read may hold names of objects (`assistant`), which the server writes with identifiers in front. */
function roleOfExtra({ binary, digest }: ExtraAttribute): Role {
  if (digest === true) return 'digest';
  return binary ? 'base64' : 'plainName';
}

/** Takes `<GUID=…>;<SID=…>;CN=…` apart; a value without the prefixes is a plain DN. */
export function referenceOf(value: string): SourceReference {
  let dn = value;
  let guid: string | null = null;
  while (dn.startsWith('<')) {
    const end = dn.indexOf('>;');
    if (end < 0) break;
    if (dn.startsWith('<GUID=')) guid = dn.slice(6, end).toLowerCase();
    dn = dn.slice(end + 2);
  }
  return { guid, dn };
}

/** Where the name starts in a value `bytes[start, end)` that may have identifiers in front: the same as `referenceOf`. */
export function startOfName(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (bytes[at] === 0x3c) {
    const after = bytes.indexOf('>;', at) + 2;
    if (after < 2 || after > end) break;
    at = after;
  }
  return at;
}

function texts(entry: RawEntry, { ranges }: RawAttribute): string[] {
  if (ranges.length === 2) return [textAt(entry, ranges[0] ?? 0, ranges[1] ?? 0)];
  const values: string[] = [];
  for (let index = 0; index < ranges.length; index += 2) values.push(textAt(entry, ranges[index] ?? 0, ranges[index + 1] ?? 0));
  return values;
}

/** Texts as a rule expects them: names of objects without the identifiers that imports ask for. */
function plainNames(entry: RawEntry, attribute: RawAttribute): string[] {
  return texts(entry, attribute).map((value) => (value.startsWith('<GUID=') ? referenceOf(value).dn : value));
}

function base64s(entry: RawEntry, { ranges }: RawAttribute): string[] {
  const values: string[] = [];
  for (let index = 0; index < ranges.length; index += 2) values.push(entry.bytes.toString('base64', ranges[index], ranges[index + 1]));
  return values;
}

/** Of large values only the digest is kept (decision 0005). */
function digests(entry: RawEntry, { ranges: [start, end] }: RawAttribute): string[] {
  return start === undefined || end === undefined ? [] : [digestOf(entry.bytes, start, end)];
}

/** What is kept of a large value in `bytes[start, end)`. */
export function digestOf(bytes: Buffer, start: number, end: number): string {
  return hash('sha256', bytes.subarray(start, end), 'base64');
}

/** Reads entries of one import. */
export type ObjectReader = {
  /** An entry as an object; null for one that is not read (a computer). Throws when it cannot be identified. */
  draftOf(entry: RawEntry): ObjectDraft | null;
  /** What an attribute description of the server means; null for one nobody asked for. */
  meaningOf(description: string): Meaning | null;
  /** The names that attributes of objects may have, sorted. */
  readonly names: readonly string[];
  /** One attribute in the form the contract asks for; null for one nobody asked for. */
  valuesOf(entry: RawEntry, attribute: RawAttribute): { readonly meaning: Meaning; readonly values: readonly string[] } | null;
};

/** Makes a reader. It remembers the server's spellings: an import sees a few dozen of them, millions of times. */
export function createObjectReader(extra: readonly ExtraAttribute[] = []): ObjectReader {
  const extraByName = new Map(extra.map((each) => [each.name.toLowerCase(), each]));
  const meanings = new Map<string, Meaning | null>();
  const meaning = (description: string): Meaning | null => {
    let found = meanings.get(description);
    if (found === undefined) {
      found = meaningOf(description, extraByName);
      if (meanings.size < 10_000) meanings.set(description, found);
    }
    return found;
  };
  return {
    meaningOf: meaning,
    names: [...new Set([...sourceAttributes, ...extra.map(({ name }) => name)])].sort(),
    valuesOf(entry, attribute) {
      const found = meaning(attribute.name);
      return found === null ? null : { meaning: found, values: valuesIn(entry, attribute, found.role) };
    },
    draftOf: (entry) => readDraft(entry, meaning),
  };
}

function valuesIn(entry: RawEntry, attribute: RawAttribute, role: Role): readonly string[] {
  switch (role) {
    case 'base64': return base64s(entry, attribute);
    case 'digest': return digests(entry, attribute);
    case 'plainName': return plainNames(entry, attribute);
    default: return texts(entry, attribute);
  }
}

function readDraft(entry: RawEntry, meaning: (description: string) => Meaning | null): ObjectDraft | null {
  const attributes: Record<string, readonly string[]> = {};
  const open: OpenRange[] = [];
  let members: SourceReference[] = [];
  let manager: SourceReference | null = null;
  let guid: string | null = null;
  let entryUuid: string | null = null;
  let kind: SourceKind | null = null;

  for (const attribute of entry.attributes) {
    const known = meaning(attribute.name);
    const start = attribute.ranges[0];
    const end = attribute.ranges[1];
    if (known === null || start === undefined || end === undefined) continue;
    if (known.range !== null && known.range.last !== null) open.push({ attribute: known.name, next: known.range.last + 1 });
    switch (known.role) {
      case 'text':
      case 'plainName':
      case 'base64':
      case 'digest': attributes[known.name] = valuesIn(entry, attribute, known.role); break;
      case 'member': members = texts(entry, attribute).map(referenceOf); break;
      case 'manager': manager = referenceOf(textAt(entry, start, end)); break;
      case 'objectClass': kind = kindOf(texts(entry, attribute)); break;
      case 'entryUuid': entryUuid = entry.bytes.toString('latin1', start, end).toLowerCase(); break;
      case 'objectGuid':
        if (end - start !== 16) break;
        guid = guidText(entry.bytes, start);
        attributes[known.name] = base64s(entry, attribute);
        break;
      case 'objectSid': {
        const sid = sidText(entry.bytes, start, end);
        attributes[known.name] = sid === null ? base64s(entry, attribute) : [sid];
        break;
      }
    }
  }
  if (kind === null) return null;
  const { dn } = referenceOf(entry.dn);
  if (guid === null) {
    const known = identityOf(entryUuid, dn);
    guid = known.guid;
    attributes['objectGUID'] = [known.base64];
  }
  return { object: { guid, dn, kind, attributes, members, manager }, open };
}

/** The identity of an object without objectGUID: servers other than Active Directory have the entryUUID (RFC 4530). */
export function identityOf(entryUuid: string | null, dn: string): { readonly guid: string; readonly base64: string } {
  const bytes = entryUuid === null ? null : guidBytes(entryUuid);
  if (entryUuid === null || bytes === null) {
    throw new Problem('permission', `The objectGUID of ${dn} cannot be read.`, 'Give the account the right to read all properties of the objects that are synchronized.');
  }
  return { guid: entryUuid, base64: bytes.toString('base64') };
}
