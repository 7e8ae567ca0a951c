import { addCounts, noObjects, type Census, type ObjectCounts } from '../../../../connectors/ldap/browse/census.ts';
import type { Container, ContainerTree } from '../../../../connectors/ldap/browse/containers.ts';
import { selectionVerdict } from '../../../../../shared/container-selection.ts';
import type { DirectoryContainer, ListedContainer, SourceContainers } from '../../../../../shared/ipc/directory.ts';
import { guidKey } from '../../../../sync/names/guid.ts';
import { commonNameOf, normalizeDn, parentDn } from '../../../../sync/names/dn.ts';

/** Objects directly in each shown container. What lies in a hidden one counts for the nearest shown one above. */
function directObjects(tree: ContainerTree, census: Census): ReadonlyMap<string, ObjectCounts> {
  const direct = new Map<string, ObjectCounts>();
  for (const [place, counts] of census.byContainer) {
    let dn = place;
    while (dn !== '' && !tree.byDn.has(dn)) dn = parentDn(dn);
    const { key } = tree.byDn.get(dn) ?? tree.root;
    direct.set(key, addCounts(direct.get(key) ?? noObjects, counts));
  }
  return direct;
}

function objectsBelow(tree: ContainerTree, key: string, direct: ReadonlyMap<string, ObjectCounts>): ObjectCounts {
  return tree.childrenOf(key).reduce((sum, child) => addCounts(sum, objectsBelow(tree, child.key, direct)), direct.get(key) ?? noObjects);
}

/** Containers as the tree shows them. */
export function shownContainers(tree: ContainerTree, census: Census | null, containers: readonly Container[]): readonly DirectoryContainer[] {
  const direct = census === null ? null : directObjects(tree, census);
  return containers.map((container) => ({ ...container, children: tree.childrenOf(container.key).length, objects: direct === null ? null : objectsBelow(tree, container.key, direct) }));
}

/** The listed containers of a profile, found by objectGUID first, as the engine does. */
export function listedContainers(tree: ContainerTree, containers: SourceContainers): readonly ListedContainer[] {
  if (containers === 'all') return [];
  return containers.map(({ guid, dn, include }) => {
    const found = guid === undefined ? tree.byDn.get(normalizeDn(dn)) : tree.byKey.get(guidKey(guid));
    if (found === undefined) return { key: guid === undefined ? dn.toLowerCase() : guidKey(guid), guid: guid ?? null, dn, name: commonNameOf(dn), ancestors: [], include, state: 'missing' };
    return { key: found.key, guid: found.guid, dn: found.dn, name: found.name, ancestors: found.ancestors, include, state: 'present' };
  });
}

/** Objects in the selected containers. */
export function selectedObjects(tree: ContainerTree, census: Census, listed: readonly ListedContainer[]): ObjectCounts {
  const verdict = selectionVerdict(listed.filter(({ state }) => state === 'present'));
  return [...directObjects(tree, census)].reduce((sum, [key, counts]) => {
    const container = tree.byKey.get(key);
    return container !== undefined && verdict(container) ? addCounts(sum, counts) : sum;
  }, noObjects);
}
