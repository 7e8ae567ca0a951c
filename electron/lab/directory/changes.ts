import { classOf, dnOf, first, isBelow, linkSources, type Entry, type Value } from './entry.ts';
import { refusals } from './failure.ts';
import { guidText } from './identifiers.ts';
import { parseDn, rdnKey, splitDn, type Rdn } from './names.ts';
import { attributeSchema, classes, keptInTombstone, principalClasses } from './schema.ts';
import { attach, deletedObjects, detach, dropLink, entryOfDn, forgetAccountName, indexNames, insertEntry, resolveName, rootKey, setLink, touch, type Tree } from './tree.ts';
import { checkValues, sidForAccount, type AttributeInput, valuesOf } from './values.ts';

/** Attributes as an admin writes them: `member`, `manager` … as DNs, objectGUID and objectSid as text, `userPassword` as the password itself. */
export type EntryInput = Readonly<Record<string, AttributeInput>>;

export type AddOptions = {
  /** Load of a whole forest: links are resolved by `linkAll` later, and uniqueness of UPNs is not enforced. */
  readonly pending?: PendingLink[];
  readonly uniquePrincipalNames?: boolean;
  /** False leaves an account without sAMAccountName when none is given (damaged data). */
  readonly inventAccountName?: boolean;
};
export type PendingLink = { readonly entry: Entry; readonly forward: string; readonly dns: readonly string[] };

/** Creates an object as AD does: class chain, SID, account name, defaults. */
export function addEntry(tree: Tree, dn: string, input: EntryInput, options: AddOptions = {}): Entry {
  const split = splitDn(dn);
  if (split === null) throw refusals.badName(dn);
  const above = entryOfDn(tree, split.parent);
  const isRoot = isNamingContext(input);
  if (above.entry === undefined && !isRoot) throw refusals.noSuchObject(above.bestMatch);
  if (entryOfDn(tree, dn).entry !== undefined) throw refusals.exists();

  const attributes = new Map<string, readonly Value[]>();
  const links: PendingLink['dns'][] = [];
  const linkNames: string[] = [];
  let guid: string | undefined;
  let password: string | null = null;
  for (const [name, value] of Object.entries(input)) {
    const lower = name.toLowerCase();
    if (lower === 'userpassword') password = String(valuesOf(value)[0] ?? '');
    else if (lower === 'unicodepwd') password = passwordOf(valuesOf(value)[0]);
    else if (lower === 'objectguid') guid = textGuid(valuesOf(value)[0]);
    else if (lower === split.rdn.type.toLowerCase() || lower === 'distinguishedname') continue;
    else {
      const schema = attributeSchema(name);
      if (schema === undefined) throw refusals.unknownAttribute(name);
      if (schema.backLink !== null) {
        linkNames.push(lower);
        links.push(valuesOf(value).map(String));
      } else if (lower === 'objectclass') attributes.set(lower, classChain(input));
      else {
        const values = checkValues(schema, valuesOf(value));
        if (values.length > 0) attributes.set(lower, values);
      }
    }
  }
  if (!attributes.has('objectclass')) throw refusals.classViolation();
  if (isRoot) attributes.set('rootsuffix', split.parent === '' ? [] : [split.parent]);
  completePrincipal(tree, attributes, { invent: options.inventAccountName !== false && !hasKey(input, 'sAMAccountName'), unique: options.uniquePrincipalNames === true });
  const entry = insertEntry(tree, { rdn: split.rdn, parent: isRoot ? null : (above.entry ?? null), ...(guid === undefined ? {} : { guid }) }, attributes);
  entry.password = password;
  if (isRoot) {
    if (split.parent === '') attributes.delete('rootsuffix');
    tree.roots.set(rootKey(parseDn(dn) ?? []), entry);
  }
  linkNames.forEach((forward, index) => {
    const dns = links[index] ?? [];
    if (options.pending === undefined) linkEntries(tree, { entry, forward, dns });
    else options.pending.push({ entry, forward, dns });
  });
  return entry;
}

/** Sets links without a further change number; they belong to the creation of their object. Unknown names are an error. */
export function linkEntries(tree: Tree, link: PendingLink): void {
  for (const dn of link.dns) {
    const target = resolveName(tree, dn);
    if (target === undefined || target.deleted) throw refusals.noSuchObject(dn);
    setLink(link.entry, link.forward, target, link.entry.usnCreated);
  }
}

function hasKey(input: EntryInput, name: string): boolean {
  return Object.keys(input).some((key) => key.toLowerCase() === name.toLowerCase());
}

function givenClasses(input: EntryInput): readonly string[] {
  const key = Object.keys(input).find((name) => name.toLowerCase() === 'objectclass');
  return key === undefined ? [] : valuesOf(input[key] ?? []).map((value) => String(value).toLowerCase());
}

function isNamingContext(input: EntryInput): boolean {
  return givenClasses(input).some((name) => name === 'domaindns' || name === 'configuration' || name === 'dmd');
}

/** The whole chain for the most specific class that was named. The arrays are shared by all objects of a class. */
function classChain(input: EntryInput): readonly string[] {
  const known = givenClasses(input).map((name) => classes[name]).filter((found) => found !== undefined);
  const longest = known.toSorted((left, right) => right.chain.length - left.chain.length)[0];
  if (longest === undefined) throw refusals.classViolation();
  return longest.chain;
}

function completePrincipal(tree: Tree, attributes: Map<string, readonly Value[]>, how: { readonly invent: boolean; readonly unique: boolean }): void {
  const className = String(attributes.get('objectclass')?.at(-1) ?? '').toLowerCase();
  const category = classes[className]?.category;
  const configuration = [...tree.roots.values()].find((root) => classOf(root) === 'configuration');
  if (category !== undefined && configuration !== undefined) attributes.set('objectcategory', [`CN=${category},CN=Schema,${dnOf(configuration)}`]);
  if (!principalClasses.has(className)) return;
  if (how.invent) attributes.set('samaccountname', [`$${(tree.nextAccountNumber++).toString(36).toUpperCase().padStart(6, '0')}-${(tree.usn * 7919).toString(36).toUpperCase().padStart(12, '0').slice(-12)}`]);
  const account = attributes.get('samaccountname')?.[0];
  if (account !== undefined) requireFreeAccountName(tree, String(account), null);
  const principal = attributes.get('userprincipalname')?.[0];
  if (how.unique && principal !== undefined) requireFreePrincipalName(tree, String(principal), null);
  if (!attributes.has('objectsid')) attributes.set('objectsid', [sidForAccount(tree)]);
  if (className === 'group') {
    if (!attributes.has('grouptype')) attributes.set('grouptype', ['-2147483646']);
    attributes.set('samaccounttype', [(Number(attributes.get('grouptype')?.[0]) & 0x80000000) === 0 ? '268435457' : '268435456']);
    return;
  }
  const isComputer = className !== 'user' && className !== 'inetorgperson';
  if (!attributes.has('useraccountcontrol')) attributes.set('useraccountcontrol', [isComputer ? '4096' : '512']);
  if (!attributes.has('accountexpires')) attributes.set('accountexpires', ['9223372036854775807']);
  if (!attributes.has('primarygroupid')) attributes.set('primarygroupid', [isComputer ? '515' : '513']);
  attributes.set('samaccounttype', [isComputer ? '805306369' : '805306368']);
}

function requireFreeAccountName(tree: Tree, account: string, owner: Entry | null): void {
  const holder = tree.byAccountName.get(account.toLowerCase());
  if (holder !== undefined && holder !== owner) throw refusals.accountNameTaken();
}

function requireFreePrincipalName(tree: Tree, principal: string, owner: Entry | null): void {
  const wanted = principal.toLowerCase();
  const taken = tree.all.some((other) => other !== owner && !other.deleted && first(other, 'userprincipalname')?.toLowerCase() === wanted);
  if (taken) throw refusals.principalNameTaken();
}

function textGuid(value: Value | undefined): string {
  return Buffer.isBuffer(value) ? guidText(value) : String(value ?? '').toLowerCase();
}

/** unicodePwd is UTF-16LE text in quotes (MS-ADTS 3.1.1.3.1.5.1). */
function passwordOf(value: Value | undefined): string {
  const text = Buffer.isBuffer(value) ? value.toString('utf16le') : String(value ?? '');
  if (!/^".*"$/s.test(text)) throw refusals.syntax('unicodePwd');
  return text.slice(1, -1);
}

export type Modification = { readonly operation: 'add' | 'delete' | 'replace'; readonly name: string; readonly values: readonly Value[] };

/** `permissive`: adding what is there and deleting what is not there is no error (1.2.840.113556.1.4.1413). */
export type ModifyOptions = { readonly uniquePrincipalNames?: boolean; readonly permissive?: boolean };

/** Applies all modifications, or none of them. A modification that leaves everything as it is changes no change number. */
export function modifyEntry(tree: Tree, entry: Entry, modifications: readonly Modification[], options: ModifyOptions = {}): void {
  const after = new Map<string, readonly Value[]>();
  const linksAfter = new Map<string, Set<Entry>>();
  let password: string | null = null;
  for (const modification of modifications) {
    const lower = modification.name.toLowerCase();
    if (lower === 'userpassword' || lower === 'unicodepwd') {
      if (modification.operation !== 'delete') password = lower === 'unicodepwd' ? passwordOf(modification.values[0]) : String(modification.values[0] ?? '');
      continue;
    }
    const schema = attributeSchema(modification.name);
    if (schema === undefined) throw refusals.unknownAttribute(modification.name);
    if (schema.system || lower === 'objectclass') throw refusals.systemOnly();
    if (lower === entry.rdnType.toLowerCase() || lower === 'name') throw refusals.systemOnly();
    if (schema.backLink !== null) linksAfter.set(lower, nextLinks(tree, linksAfter.get(lower) ?? currentLinks(entry, lower), modification, options.permissive === true));
    else {
      const next = nextValues(after.get(lower) ?? entry.attributes.get(lower) ?? [], modification, options.permissive === true);
      after.set(lower, checkValues(schema, next));
    }
  }
  const account = after.get('samaccountname');
  if (account !== undefined) requireFreeAccountName(tree, String(account[0] ?? ''), entry);
  const principal = after.get('userprincipalname')?.[0];
  if (options.uniquePrincipalNames === true && principal !== undefined) requireFreePrincipalName(tree, String(principal), entry);

  if (password !== null) {
    entry.password = password;
    after.set('pwdlastset', [(BigInt(tree.now().getTime() + 11_644_473_600_000) * 10_000n).toString()]);
  }
  const changed = [...after].filter(([name, values]) => !sameValues(values, entry.attributes.get(name) ?? [])).map(([name]) => name);
  const changedLinks = [...linksAfter].filter(([name, targets]) => !sameSet(targets, currentLinks(entry, name)));
  if (changed.length + changedLinks.length === 0) return;
  const usn = touch(tree, entry, [...changed, ...changedLinks.map(([name]) => name)]);
  if (changed.includes('samaccountname')) forgetAccountName(tree, entry);
  for (const name of changed) {
    const values = after.get(name) ?? [];
    if (values.length === 0) entry.attributes.delete(name);
    else entry.attributes.set(name, values);
  }
  if (changed.includes('samaccountname')) indexNames(tree, entry);
  for (const [forward, targets] of changedLinks) {
    const before = currentLinks(entry, forward);
    for (const target of before) if (!targets.has(target)) setLink(entry, forward, target, -usn);
    for (const target of targets) if (!before.has(target)) setLink(entry, forward, target, usn);
  }
}

function currentLinks(entry: Entry, forward: string): Set<Entry> {
  const values = entry.links?.get(forward) ?? new Map<Entry, number>();
  return new Set([...values].filter(([target, usn]) => usn > 0 && !target.deleted).map(([target]) => target));
}

function nextLinks(tree: Tree, before: Set<Entry>, modification: Modification, permissive: boolean): Set<Entry> {
  const single = attributeSchema(modification.name)?.single === true;
  const targets = modification.values.map((value) => {
    const target = resolveName(tree, String(value));
    if (target === undefined || target.deleted) throw refusals.noSuchObject(String(value));
    return target;
  });
  if (modification.operation === 'replace') return new Set(targets);
  const after = new Set(before);
  if (modification.operation === 'delete' && targets.length === 0) return new Set();
  for (const target of targets) {
    if (!permissive && modification.operation === 'add' && after.has(target)) throw refusals.alreadyMember();
    if (!permissive && modification.operation === 'delete' && !after.has(target)) throw refusals.notMember();
    if (modification.operation === 'add') after.add(target);
    else after.delete(target);
  }
  if (single && after.size > 1) throw refusals.valueExists(modification.name);
  return after;
}

function nextValues(before: readonly Value[], modification: Modification, permissive: boolean): readonly Value[] {
  if (modification.operation === 'replace') return modification.values;
  if (modification.operation === 'add') {
    const fresh = modification.values.filter((value) => !before.some((old) => sameValue(old, value)));
    if (!permissive && fresh.length < modification.values.length) throw refusals.valueExists(modification.name);
    return [...before, ...fresh];
  }
  if (before.length === 0 && permissive) return [];
  if (before.length === 0) throw refusals.noSuchAttribute(modification.name);
  if (modification.values.length === 0) return [];
  if (!permissive && !modification.values.every((value) => before.some((old) => sameValue(old, value)))) throw refusals.noSuchAttribute(modification.name);
  return before.filter((old) => !modification.values.some((value) => sameValue(old, value)));
}

function sameValue(left: Value, right: Value): boolean {
  if (Buffer.isBuffer(left) && Buffer.isBuffer(right)) return left.equals(right);
  return String(left).toLowerCase() === String(right).toLowerCase();
}

function sameValues(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((value, index) => (Buffer.isBuffer(value) ? sameValue(value, right[index] ?? '') : value === right[index]));
}

function sameSet(left: ReadonlySet<Entry>, right: ReadonlySet<Entry>): boolean {
  return left.size === right.size && [...left].every((value) => right.has(value));
}

/** Renames or moves; what is below comes along without a change of its own, and so do the groups that hold it. */
export function moveEntry(tree: Tree, entry: Entry, to: { readonly rdn: Rdn; readonly parent: Entry }): void {
  if (entry.parent === null) throw refusals.systemObject();
  if (to.parent === entry || isBelow(to.parent, entry)) throw refusals.systemObject();
  const holder = to.parent.children?.get(rdnKey(to.rdn));
  if (holder !== undefined && holder !== entry) throw refusals.exists();
  if (to.rdn.type.toLowerCase() !== entry.rdnType.toLowerCase()) throw refusals.classViolation();
  const renamed = to.rdn.value !== entry.rdnValue;
  detach(entry);
  entry.rdnValue = to.rdn.value;
  attach(entry, to.parent);
  touch(tree, entry, renamed ? ['name', entry.rdnType.toLowerCase(), 'parentguid'] : ['name', 'parentguid']);
}

/** Turns a live leaf into a deleted object in `CN=Deleted Objects`; the objects that point to it keep their change number. */
export function deleteEntry(tree: Tree, entry: Entry): void {
  if ((entry.children?.size ?? 0) > 0) throw refusals.hasChildren();
  if (entry.parent === null || first(entry, 'iscriticalsystemobject') === 'TRUE') throw refusals.systemObject();
  const bin = deletedObjects(entry);
  if (bin === undefined) throw refusals.systemObject();
  const lastKnownParent = dnOf(entry.parent);
  const name = entry.rdnValue;
  detach(entry);
  forgetAccountName(tree, entry);
  entry.deleted = true;
  entry.rdnValue = `${name.slice(0, 75)}\nDEL:${entry.guid}`;
  attach(entry, bin);
  entry.attributes.set('lastknownparent', [lastKnownParent]);
  entry.attributes.set('msds-lastknownrdn', [name]);
  if (!tree.recycleBin) stripTombstone(entry);
  touch(tree, entry, ['isdeleted', 'name', entry.rdnType.toLowerCase(), 'lastknownparent', 'msds-lastknownrdn', 'parentguid']);
}

/** Deletes an object and everything below it, deepest first (the tree-delete control, 1.2.840.113556.1.4.805). */
export function deleteTree(tree: Tree, entry: Entry): void {
  for (const child of [...(entry.children?.values() ?? [])]) deleteTree(tree, child);
  deleteEntry(tree, entry);
}

function stripTombstone(entry: Entry): void {
  for (const name of [...entry.attributes.keys()]) if (!keptInTombstone.has(name)) entry.attributes.delete(name);
  for (const [forward, targets] of entry.links ?? []) for (const target of [...targets.keys()]) dropLink(entry, forward, target);
  for (const [forward, sources] of entry.backLinks ?? []) for (const source of [...sources]) dropLink(source, forward, entry);
}

/** After the deleted-object lifetime: a recycled object, which only the show-recycled control shows. */
export function recycleEntry(tree: Tree, entry: Entry): void {
  if (!entry.deleted) throw refusals.systemObject();
  stripTombstone(entry);
  entry.attributes.set('isrecycled', ['TRUE']);
  touch(tree, entry, ['isrecycled']);
}

/** Brings a deleted object back, by default to where it was. With the recycle bin its attributes and links return. */
export function restoreEntry(tree: Tree, entry: Entry, newDn?: string): void {
  if (!entry.deleted || first(entry, 'isrecycled') === 'TRUE') throw refusals.systemObject();
  const split = newDn === undefined ? null : splitDn(newDn);
  const name = split?.rdn.value ?? first(entry, 'msds-lastknownrdn') ?? entry.rdnValue.split('\n')[0] ?? '';
  const parentDn = split?.parent ?? first(entry, 'lastknownparent') ?? '';
  const above = entryOfDn(tree, parentDn);
  if (above.entry === undefined) throw refusals.noSuchObject(above.bestMatch);
  if (above.entry.children?.has(rdnKey({ type: entry.rdnType, value: name })) === true) throw refusals.exists();
  const account = first(entry, 'samaccountname');
  if (account !== undefined) requireFreeAccountName(tree, account, entry);
  detach(entry);
  entry.deleted = false;
  entry.rdnValue = name;
  attach(entry, above.entry);
  entry.attributes.delete('lastknownparent');
  entry.attributes.delete('msds-lastknownrdn');
  indexNames(tree, entry);
  touch(tree, entry, ['isdeleted', 'name', entry.rdnType.toLowerCase(), 'parentguid', 'lastknownparent', 'msds-lastknownrdn']);
}

/** All groups of an account, nested ones included. */
export function groupsOf(entry: Entry): ReadonlySet<Entry> {
  const found = new Set<Entry>();
  const open = [entry];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const group of linkSources(current, 'member')) {
      if (found.has(group)) continue;
      found.add(group);
      open.push(group);
    }
  }
  return found;
}
