import { classOf, dnOf, first, isBelow, linkSources, linkTargets, type Entry, type Value } from './entry.ts';
import { DirectoryFailure, resultCode } from './failure.ts';
import { generalizedTime, guidBytes, sidBytes } from './identifiers.ts';
import { attributeSchema, constructedAttributes } from './schema.ts';

/** How an object looks to a client: constructed attributes, ranges of large ones, extended DNs. */

export type ReadOptions = {
  /** Plain text, or `<GUID=…>;<SID=…>;dn` with GUID and SID as text or as hex of their bytes (MS-ADTS 3.1.1.3.4.1.5). */
  readonly names: 'plain' | 'extendedText' | 'extendedHex';
  /** Values at most of one attribute in one answer (MaxValRange). */
  readonly maxValues: number;
};

export type ReadAttribute = { readonly name: string; readonly values: readonly Value[] };

const none: readonly Value[] = [];

/** The values as a filter sees them: links as plain DNs, GUIDs and SIDs as bytes. */
export function attributeValues(entry: Entry, lower: string): readonly Value[] {
  return read(entry, lower, dnOf);
}

function read(entry: Entry, lower: string, name: (entry: Entry) => string): readonly Value[] {
  switch (lower) {
    case 'objectguid':
      return [guidBytes(entry.guid)];
    case 'parentguid':
      return entry.parent === null ? none : [guidBytes(entry.parent.guid)];
    case 'distinguishedname':
      return [name(entry)];
    case 'name':
      return [entry.rdnValue];
    case 'usncreated':
      return [String(entry.usnCreated)];
    case 'usnchanged':
      return [String(entry.usnChanged)];
    case 'whencreated':
    case 'createtimestamp':
      return [generalizedTime(entry.whenCreated)];
    case 'whenchanged':
    case 'modifytimestamp':
      return [generalizedTime(entry.whenChanged)];
    case 'instancetype':
      return [entry.parent === null ? '5' : '4'];
    case 'isdeleted':
      return entry.deleted || isDeletedObjectsContainer(entry) ? ['TRUE'] : none;
    case 'objectsid': {
      const sid = first(entry, 'objectsid');
      return sid === undefined ? none : [sidBytes(sid)];
    }
    case 'structuralobjectclass':
      return entry.attributes.get('objectclass') ?? none;
    case 'primarygrouptoken':
      return classOf(entry) === 'group' ? [first(entry, 'objectsid')?.split('-').at(-1) ?? ''] : none;
    case 'canonicalname':
      return [canonicalName(entry)];
    default:
  }
  if (lower === entry.rdnType.toLowerCase()) return [entry.rdnValue];
  const stored = entry.attributes.get(lower);
  if (stored !== undefined) return stored;
  if (entry.links?.has(lower) === true) return linkTargets(entry, lower).map(name);
  if (entry.backLinks === null) return none;
  const forward = attributeSchema(lower)?.forwardLink;
  return forward === undefined || forward === null ? none : linkSources(entry, forward.toLowerCase()).map(name);
}

function isDeletedObjectsContainer(entry: Entry): boolean {
  return entry.parent !== null && entry.parent.parent === null && entry.rdnValue === 'Deleted Objects';
}

function canonicalName(entry: Entry): string {
  const path: string[] = [];
  let current = entry;
  for (; current.parent !== null; current = current.parent) path.unshift(current.rdnValue.replaceAll('/', '\\/'));
  const domain = dnOf(current).replace(/,?DC=/gi, '.').replace(/^\./, '');
  return `${domain}/${path.join('/')}`;
}

/** The DN as the client asked for it. */
export function nameOf(entry: Entry, options: ReadOptions): string {
  const dn = dnOf(entry);
  if (options.names === 'plain') return dn;
  const hex = options.names === 'extendedHex';
  const sid = first(entry, 'objectsid');
  const guid = hex ? guidBytes(entry.guid).toString('hex') : entry.guid;
  const sidPart = sid === undefined ? '' : `<SID=${hex ? sidBytes(sid).toString('hex') : sid}>;`;
  return `<GUID=${guid}>;${sidPart}${dn}`;
}

/** What the client selected: `null` for everything that is stored. */
export type Selection = readonly { readonly lower: string; readonly range: { readonly low: number; readonly high: number | null } | null }[] | null;

/** Reads a list of attribute descriptions; an empty list and `*` are everything, `1.1` is nothing. */
export function selectionOf(attributes: readonly string[]): Selection {
  if (attributes.length === 0) return null;
  if (attributes.length === 1 && attributes[0] === '1.1') return [];
  const wanted = attributes.filter((attribute) => attribute !== '1.1' && attribute !== '+').map(selected);
  return attributes.includes('*') ? null : wanted;
}

function selected(attribute: string): NonNullable<Selection>[number] {
  const [name = '', ...options] = attribute.split(';');
  for (const option of options) {
    const range = /^range=(\d+)-(\d+|\*)$/i.exec(option);
    if (range !== null) return { lower: name.toLowerCase(), range: { low: Number(range[1]), high: range[2] === '*' ? null : Number(range[2]) } };
  }
  return { lower: name.toLowerCase(), range: null };
}

/** The attributes of an answer. `extra` are constructed ones asked for next to `*`. */
export function readAttributes(entry: Entry, selection: Selection, options: ReadOptions, extra: readonly string[] = []): readonly ReadAttribute[] {
  const result: ReadAttribute[] = [];
  const name = (other: Entry): string => nameOf(other, options);
  if (selection === null) {
    for (const lower of [...storedNames(entry), ...extra]) append(result, lower, read(entry, lower, name), null, options);
    return result;
  }
  for (const { lower, range } of selection) append(result, lower, read(entry, lower, name), range, options);
  return result;
}

function storedNames(entry: Entry): readonly string[] {
  const always = ['objectclass', entry.rdnType.toLowerCase(), 'distinguishedname', 'instancetype', 'whencreated', 'whenchanged', 'usncreated', 'usnchanged', 'name', 'objectguid', 'isdeleted'];
  const links = entry.deleted ? [] : [...(entry.links?.keys() ?? [])];
  const back = entry.deleted ? [] : [...(entry.backLinks?.keys() ?? [])].map((forward) => attributeSchema(forward)?.backLink?.toLowerCase() ?? '');
  return [...new Set([...always, ...entry.attributes.keys(), ...links, ...back])].filter((lower) => lower !== '' && !constructedAttributes.has(lower));
}

function append(result: ReadAttribute[], lower: string, values: readonly Value[], range: { readonly low: number; readonly high: number | null } | null, options: ReadOptions): void {
  const schema = attributeSchema(lower);
  if (schema === undefined || values.length === 0) return;
  if (range === null && values.length <= options.maxValues) {
    result.push({ name: schema.name, values });
    return;
  }
  // MS-ADTS 3.1.1.3.1.3.3: a cut attribute is answered empty, next to the first range.
  if (range === null) result.push({ name: schema.name, values: [] });
  const low = range?.low ?? 0;
  if (low >= values.length) throw new DirectoryFailure(resultCode.operationsError, '00002121: SvcErr: DSID-03140440, problem 5012 (DIR_ERROR), data 0\n');
  const wantedEnd = Math.min(range?.high ?? values.length - 1, values.length - 1);
  const end = Math.min(wantedEnd, low + options.maxValues - 1);
  const last = end === values.length - 1;
  result.push({ name: `${schema.name};range=${low}-${last ? '*' : end}`, values: values.slice(low, end + 1) });
}

/** Whether the entry is the base or below it. */
export function isWithin(entry: Entry, base: Entry): boolean {
  return entry === base || isBelow(entry, base);
}
