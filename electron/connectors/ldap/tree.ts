import type { Cancel } from '../../sync/ports.ts';
import { importContext } from './import-context.ts';
import type { RawEntry } from './message.ts';
import { accountsFilter, containersFilter } from './object-classes.ts';
import { readPages } from './pager.ts';
import { guidValue, textValue } from './raw-values.ts';
import { createSession } from './session.ts';
import type { Directory } from './session.ts';
import { referenceOf } from './source-object.ts';
import type { SourceOptions } from './source-options.ts';

/** A container that an admin can choose. */
export type TreeNode = {
  /** objectGUID; null on a server without it. */
  readonly guid: string | null;
  readonly dn: string;
  readonly name: string;
  /** Users, groups and contacts directly in it. */
  readonly objects: number;
  /** The same with everything below. */
  readonly objectsBelow: number;
  readonly children: readonly TreeNode[];
};

type Container = { readonly guid: string | null; readonly dn: string; readonly name: string };

/** The DN of the parent: what follows the first comma that is not escaped. */
export function parentDn(dn: string): string {
  for (let index = 0; index < dn.length; index += 1) {
    if (dn[index] === '\\') index += 1;
    else if (dn[index] === ',') return dn.slice(index + 1);
  }
  return '';
}

async function readContainers(directory: Directory, options: SourceOptions, cancel: Cancel): Promise<readonly Container[]> {
  const search = { base: directory.baseDn, scope: 'sub', filter: containersFilter, attributes: ['objectGUID', 'name', 'ou', 'cn', 'showInAdvancedViewOnly'], pageSize: options.pageSize, what: directory.baseDn } as const;
  const read = (entry: RawEntry): Container | null => {
    // What "Active Directory Users and Computers" hides by default (System, Program Data, …) holds no people.
    if (textValue(entry, 'showInAdvancedViewOnly') === 'TRUE') return null;
    const { dn } = referenceOf(entry.dn);
    const name = textValue(entry, 'name') ?? textValue(entry, 'ou') ?? textValue(entry, 'cn') ?? dn;
    return { guid: guidValue(entry, 'objectGUID'), dn, name };
  };
  const containers: Container[] = [];
  for await (const page of readPages(directory, search, read, cancel)) containers.push(...page.items);
  return containers;
}

async function countByParent(directory: Directory, options: SourceOptions, cancel: Cancel): Promise<ReadonlyMap<string, number>> {
  const search = { base: directory.baseDn, scope: 'sub', filter: accountsFilter, attributes: ['1.1'], pageSize: options.pageSize, what: directory.baseDn } as const;
  const counts = new Map<string, number>();
  const read = (entry: RawEntry): null => {
    const parent = parentDn(referenceOf(entry.dn).dn).toLowerCase();
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
    return null;
  };
  for await (const page of readPages(directory, search, read, cancel)) void page;
  return counts;
}

function build(dn: string, node: Container, byParent: ReadonlyMap<string, readonly Container[]>, counts: ReadonlyMap<string, number>): TreeNode {
  const children = [...(byParent.get(dn.toLowerCase()) ?? [])]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((child) => build(child.dn, child, byParent, counts));
  const objects = counts.get(dn.toLowerCase()) ?? 0;
  return { ...node, objects, objectsBelow: children.reduce((sum, child) => sum + child.objectsBelow, objects), children };
}

/** Reads the tree of containers below the base, each with the number of its users, groups and contacts. */
export async function readTree(options: SourceOptions, cancel: Cancel): Promise<TreeNode> {
  const session = createSession(options);
  try {
    const { directory } = importContext(await session.open(null), options, cancel);
    const containers = await readContainers(directory, options, cancel);
    const counts = await countByParent(directory, options, cancel);
    const byParent = new Map<string, Container[]>();
    for (const container of containers) {
      const parent = parentDn(container.dn).toLowerCase();
      const siblings = byParent.get(parent);
      if (siblings === undefined) byParent.set(parent, [container]);
      else siblings.push(container);
    }
    const root = containers.find((one) => one.dn.toLowerCase() === directory.baseDn.toLowerCase()) ?? { guid: null, dn: directory.baseDn, name: directory.baseDn };
    return build(root.dn, { ...root, name: directory.baseDn }, byParent, counts);
  } finally {
    session.close();
  }
}
