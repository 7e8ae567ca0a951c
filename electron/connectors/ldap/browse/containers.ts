import type { Cancel } from '../../../sync/ports.ts';
import { normalizeDn, parentDn } from '../../../sync/names/dn.ts';
import type { RawEntry } from '../message.ts';
import { containersFilter } from '../object-classes.ts';
import { readPages } from '../pager.ts';
import { guidValue, textValue, textValues } from '../raw-values.ts';
import type { Directory } from '../session.ts';
import { referenceOf } from '../source-object.ts';

/** A container that an admin can choose. */
export type Container = {
  /** objectGUID; the DN in lower case on a server without it. */
  readonly key: string;
  readonly guid: string | null;
  readonly dn: string;
  readonly name: string;
  readonly kind: 'domain' | 'organizationalUnit' | 'container';
  /** Keys of the containers above, the root first. */
  readonly ancestors: readonly string[];
};

/** The containers below the base, hidden ones left out, with quick ways to them. */
export type ContainerTree = {
  readonly root: Container;
  readonly count: number;
  readonly byKey: ReadonlyMap<string, Container>;
  /** By normalized DN. */
  readonly byDn: ReadonlyMap<string, Container>;
  /** In alphabetical order. */
  childrenOf(key: string): readonly Container[];
};

type Found = Omit<Container, 'ancestors'> & { readonly place: string };

function kindOf(classes: readonly string[]): Container['kind'] {
  const lower = classes.map((name) => name.toLowerCase());
  if (lower.includes('organizationalunit')) return 'organizationalUnit';
  return lower.includes('domaindns') || lower.includes('domain') ? 'domain' : 'container';
}

function read(entry: RawEntry): Found | null {
  // What "Active Directory Users and Computers" hides by default (System, Program Data, …) holds no people.
  if (textValue(entry, 'showInAdvancedViewOnly') === 'TRUE') return null;
  const { dn } = referenceOf(entry.dn);
  const guid = guidValue(entry, 'objectGUID');
  const name = textValue(entry, 'name') ?? textValue(entry, 'ou') ?? textValue(entry, 'cn') ?? dn;
  return { key: guid ?? dn.toLowerCase(), guid, dn, name, kind: kindOf(textValues(entry, 'objectClass')), place: normalizeDn(dn) };
}

/** Reads every container below the base. Below a hidden one nothing is shown. */
export async function readContainers(directory: Directory, pageSize: number, cancel: Cancel): Promise<ContainerTree> {
  const search = { base: directory.baseDn, scope: 'sub', filter: containersFilter, attributes: ['objectGUID', 'objectClass', 'name', 'ou', 'cn', 'showInAdvancedViewOnly'], pageSize, what: directory.baseDn } as const;
  const found: Found[] = [];
  for await (const page of readPages(directory, search, read, cancel)) found.push(...page.items);
  return treeOf(found, directory.baseDn);
}

function treeOf(found: readonly Found[], baseDn: string): ContainerTree {
  const top = normalizeDn(baseDn);
  const below = new Map<string, Found[]>();
  for (const container of found) {
    const parent = parentDn(container.place);
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [container]);
    else siblings.push(container);
  }
  const known = found.find(({ place }) => place === top) ?? { key: top, guid: null, dn: baseDn, name: baseDn, kind: 'domain' as const, place: top };
  const byKey = new Map<string, Container>();
  const byDn = new Map<string, Container>();
  const children = new Map<string, readonly Container[]>();
  const place = ({ place: dn, ...rest }: Found, ancestors: readonly string[]): Container => {
    const container: Container = { ...rest, ancestors };
    byKey.set(container.key, container);
    byDn.set(dn, container);
    const nested = [...(below.get(dn) ?? [])].filter((one) => one.place !== top).sort((left, right) => left.name.localeCompare(right.name));
    children.set(container.key, nested.map((one) => place(one, [...ancestors, container.key])));
    return container;
  };
  const root = place({ ...known, name: known.kind === 'domain' ? domainName(known.dn) : known.name }, []);
  return { root, count: byKey.size, byKey, byDn, childrenOf: (key) => children.get(key) ?? [] };
}

/** `DC=corp,DC=contoso,DC=com` → `corp.contoso.com`; another name stays as it is. */
function domainName(dn: string): string {
  const labels = dn.split(',').map((part) => /^ *dc *= *(.+?) *$/i.exec(part)?.[1]);
  return labels.every((label) => label !== undefined) ? labels.join('.') : dn;
}
