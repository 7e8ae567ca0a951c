import { classOf, dnOf, rootOf, type Entry, type Value } from './entry.ts';
import { refusals } from './failure.ts';
import { guidText, seededGuid } from './identifiers.ts';
import { parseDn, rdnKey, type Rdn } from './names.ts';

/** All naming contexts of one forest of one domain, with the indexes that AD keeps too. */
export type Tree = {
  /** Naming context DN as key → root entry: domain, configuration, schema. */
  readonly roots: Map<string, Entry>;
  /** By creation; entry.number is the index. */
  readonly all: Entry[];
  /** In the order of uSNChanged: a change moves an entry to the end. */
  readonly byChange: Set<Entry>;
  readonly byGuid: Map<string, Entry>;
  /** Lower-case; deleted objects are not in here. */
  readonly byAccountName: Map<string, Entry>;
  readonly bySid: Map<string, Entry>;
  readonly domain: string;
  readonly domainSid: string;
  readonly guidSeed: string;
  readonly recycleBin: boolean;
  readonly now: () => Date;
  usn: number;
  nextRid: number;
  /** Account-less additions get `$` names, as AD makes them. */
  nextAccountNumber: number;
};

export type TreeOptions = { readonly domain: string; readonly guidSeed: string; readonly recycleBin: boolean; readonly now: () => Date };

export function emptyTree(options: TreeOptions): Tree {
  const sub = Buffer.from(seededGuid(`${options.guidSeed}/domain sid`).replaceAll('-', ''), 'hex');
  return {
    roots: new Map(),
    all: [],
    byChange: new Set(),
    byGuid: new Map(),
    byAccountName: new Map(),
    bySid: new Map(),
    ...options,
    domainSid: `S-1-5-21-${sub.readUInt32LE(0)}-${sub.readUInt32LE(4)}-${sub.readUInt32LE(8)}`,
    usn: 12_000,
    nextRid: 1103,
    nextAccountNumber: 1,
  };
}

/** Adds an entry below its parent (or as a naming context) with a new change number. */
export function insertEntry(tree: Tree, place: { readonly rdn: Rdn; readonly parent: Entry | null; readonly guid?: string }, attributes: Map<string, readonly Value[]>): Entry {
  const number = tree.all.length;
  const usn = (tree.usn += 1);
  const when = tree.now().getTime();
  const entry: Entry = {
    number,
    guid: place.guid ?? seededGuid(`${tree.guidSeed}/${number}`),
    rdnType: place.rdn.type.toUpperCase(),
    rdnValue: place.rdn.value,
    parent: place.parent,
    children: null,
    attributes,
    links: null,
    backLinks: null,
    changed: null,
    usnCreated: usn,
    usnChanged: usn,
    whenCreated: when,
    whenChanged: when,
    deleted: false,
    password: null,
  };
  attach(entry, place.parent);
  tree.all.push(entry);
  tree.byChange.add(entry);
  tree.byGuid.set(entry.guid, entry);
  indexNames(tree, entry);
  return entry;
}

export function attach(entry: Entry, parent: Entry | null): void {
  entry.parent = parent;
  if (parent === null) return;
  parent.children ??= new Map();
  parent.children.set(rdnKey({ type: entry.rdnType, value: entry.rdnValue }), entry);
}

export function detach(entry: Entry): void {
  entry.parent?.children?.delete(rdnKey({ type: entry.rdnType, value: entry.rdnValue }));
}

export function indexNames(tree: Tree, entry: Entry): void {
  const account = entry.attributes.get('samaccountname')?.[0];
  if (account !== undefined) tree.byAccountName.set(String(account).toLowerCase(), entry);
  const sid = entry.attributes.get('objectsid')?.[0];
  if (sid !== undefined) tree.bySid.set(String(sid), entry);
}

export function forgetAccountName(tree: Tree, entry: Entry): void {
  const account = String(entry.attributes.get('samaccountname')?.[0] ?? '').toLowerCase();
  if (tree.byAccountName.get(account) === entry) tree.byAccountName.delete(account);
}

/** One originating update: a new change number for the object and for each named attribute. */
export function touch(tree: Tree, entry: Entry, attributes: Iterable<string>): number {
  const usn = (tree.usn += 1);
  entry.usnChanged = usn;
  entry.whenChanged = tree.now().getTime();
  entry.changed ??= new Map();
  for (const attribute of attributes) entry.changed.set(attribute, usn);
  tree.byChange.delete(entry);
  tree.byChange.add(entry);
  return usn;
}

/** Sets one value of a forward link; the target's own change number stays, as in AD. */
export function setLink(source: Entry, forward: string, target: Entry, usn: number): void {
  source.links ??= new Map();
  const values = source.links.get(forward) ?? new Map<Entry, number>();
  source.links.set(forward, values);
  values.delete(target);
  values.set(target, usn);
  target.backLinks ??= new Map();
  const sources = target.backLinks.get(forward) ?? new Set<Entry>();
  target.backLinks.set(forward, sources);
  if (usn > 0) sources.add(source);
  else sources.delete(source);
}

/** Forgets a link value without a trace: what AD does on every domain controller when the target becomes a tombstone. */
export function dropLink(source: Entry, forward: string, target: Entry): void {
  source.links?.get(forward)?.delete(target);
  target.backLinks?.get(forward)?.delete(source);
}

/**
 * The entry of a DN, `<GUID=…>`, `<SID=…>` or `<WKGUID=…,dn>` (MS-ADTS 3.1.1.3.1.2.4). Undefined: there is none.
 * Throws invalidDNSyntax for what is no name at all.
 */
export function resolveName(tree: Tree, name: string): Entry | undefined {
  const special = /^<(GUID|SID|WKGUID)=([^>]*)>$/i.exec(name.trim());
  if (special === null) return entryOfDn(tree, name).entry;
  const [, kind = '', value = ''] = special;
  if (kind.toUpperCase() === 'SID') return tree.bySid.get(value.toUpperCase());
  if (kind.toUpperCase() === 'GUID') {
    const guid = /^[0-9a-f]{32}$/i.test(value) ? guidText(Buffer.from(value, 'hex')) : value.toLowerCase();
    return tree.byGuid.get(guid);
  }
  const comma = value.indexOf(',');
  const relative = wellKnownContainers[value.slice(0, comma).toUpperCase()];
  return comma < 0 || relative === undefined ? undefined : entryOfDn(tree, `${relative},${value.slice(comma + 1)}`).entry;
}

/** MS-ADTS 6.1.1.4. */
export const wellKnownContainers: Readonly<Record<string, string>> = {
  A9D1CA15768811D1ADED00C04FD8D5CD: 'CN=Users',
  AA312825768811D1ADED00C04FD8D5CD: 'CN=Computers',
  A361B2FFFFD211D1AA4B00C04FD7D83A: 'OU=Domain Controllers',
  AB1D30F3768811D1ADED00C04FD8D5CD: 'CN=System',
  AB8153B7768811D1ADED00C04FD8D5CD: 'CN=LostAndFound',
  '22B70C67D56E4EFB91E9300FCA3DC1AA': 'CN=ForeignSecurityPrincipals',
  '18E2EA80684F11D2B9AA00C04F79F805': 'CN=Deleted Objects',
  '1EB93889E40C45DF9F0C64D23BBB6237': 'CN=Managed Service Accounts',
};

/** The entry of a DN, or the DN of the closest entry above it that exists (empty when the DN is in no naming context here). */
export function entryOfDn(tree: Tree, dn: string): { readonly entry: Entry | undefined; readonly bestMatch: string } {
  const rdns = parseDn(dn);
  if (rdns === null) throw refusals.badName(dn);
  const keys = rdns.map(rdnKey);
  let root: Entry | undefined;
  let start = 0;
  let suffix = '';
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    suffix = suffix === '' ? (keys[index] ?? '') : `${keys[index] ?? ''},${suffix}`;
    const found = tree.roots.get(suffix);
    if (found === undefined) continue;
    root = found;
    start = index;
  }
  if (root === undefined) return { entry: undefined, bestMatch: '' };
  let entry = root;
  for (let index = start - 1; index >= 0; index -= 1) {
    const child = entry.children?.get(keys[index] ?? '');
    if (child === undefined) return { entry: undefined, bestMatch: dnOf(entry) };
    entry = child;
  }
  return { entry, bestMatch: '' };
}

/** Key of a naming context in `roots`. */
export function rootKey(rdns: readonly Rdn[]): string {
  return rdns.map(rdnKey).join(',');
}

/** The root entry of the domain. */
export function domainRoot(tree: Tree): Entry {
  for (const root of tree.roots.values()) if (classOf(root) === 'domaindns') return root;
  throw new Error('the sample directory has no domain root yet');
}

/** The container for deleted objects of the entry's naming context. */
export function deletedObjects(entry: Entry): Entry | undefined {
  return rootOf(entry).children?.get('cn=deleted objects');
}
