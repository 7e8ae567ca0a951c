import type { ListedContainer } from '../../../shared/ipc/directory.ts';
import type { DirectoryContainer, SourceContainers } from '../../../shared/ipc/directory.ts';
import { selectsEverything } from '../../../shared/container-selection.ts';

export type TreeRow =
  | { readonly kind: 'container'; readonly node: DirectoryContainer; readonly level: number; readonly position: number; readonly size: number; readonly parent: string | null }
  /** Stands for the rest of a very long level. */
  | { readonly kind: 'more'; readonly parent: string; readonly level: number; readonly hidden: number };

export const childrenShown = 200;

/** The open part of the tree as rows, parents before children. `shown` is how many children of a parent are shown, where it is more than usual. */
export function treeRows(root: DirectoryContainer, levels: ReadonlyMap<string, readonly DirectoryContainer[]>, open: ReadonlySet<string>, shown: ReadonlyMap<string, number>): readonly TreeRow[] {
  const rows: TreeRow[] = [{ kind: 'container', node: root, level: 1, position: 1, size: 1, parent: null }];
  const below = (parent: DirectoryContainer, level: number): void => {
    if (!open.has(parent.key)) return;
    const children = levels.get(parent.key) ?? [];
    const limit = shown.get(parent.key) ?? childrenShown;
    children.slice(0, limit).forEach((node, index) => {
      rows.push({ kind: 'container', node, level, position: index + 1, size: children.length, parent: parent.key });
      below(node, level + 1);
    });
    if (children.length > limit) rows.push({ kind: 'more', parent: parent.key, level, hidden: children.length - limit });
  };
  below(root, 2);
  return rows;
}

/** A selection as a profile keeps it. */
export function selectionValue(listed: readonly ListedContainer[]): SourceContainers {
  if (listed.every(({ state }) => state === 'present') && selectsEverything(listed)) return 'all';
  return listed.map(({ guid, dn, include }) => ({ ...(guid === null ? {} : { guid }), dn, include }));
}

/** Whether a selection takes nothing in: then a run has nothing to read. */
export function selectsNothing(containers: SourceContainers): boolean {
  return containers !== 'all' && !containers.some(({ include }) => include) && containers.some(({ dn, include }) => !include && /^ *dc *=/i.test(dn));
}
