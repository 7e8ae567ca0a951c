import { Button, Checkbox, FlatTree, FlatTreeItem, makeStyles, TreeItemLayout, tokens, type TreeItemValue } from '@fluentui/react-components';
import { BuildingRegular, FolderOpenRegular, FolderRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { SelectionState } from '../../../shared/container-selection.ts';
import type { DirectoryContainer } from '../../../shared/ipc/directory.ts';
import { configurationStrings } from '../../strings/configuration.ts';
import { childrenShown, treeRows, type TreeRow } from './container-rows.ts';
import type { TreeState } from './use-container-tree.ts';

const words = configurationStrings.containers;

const useStyles = makeStyles({
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, fontVariantNumeric: 'tabular-nums', paddingRight: tokens.spacingHorizontalS },
  more: { marginLeft: tokens.spacingHorizontalXXXL },
});

const icons = { domain: BuildingRegular, organizationalUnit: FolderOpenRegular, container: FolderRegular } as const;

/** Users, groups and contacts in it and below. */
export function objectCount({ objects }: DirectoryContainer): string {
  return objects === null ? '' : (objects.users + objects.groups + objects.contacts).toLocaleString('en');
}

type TreeProps = {
  /** Names the source among several. */
  readonly label: string | null;
  readonly tree: TreeState & { readonly root: DirectoryContainer };
  readonly stateOf: (node: DirectoryContainer) => SelectionState;
  readonly onOpen: (key: string, open: boolean) => void;
  readonly onChoose: (node: DirectoryContainer, include: boolean) => void;
};

const checks = { all: true, none: false, some: 'mixed' } as const;

/** The containers with a tri-state box each. Arrow keys move and open, Enter or Space ticks. */
export function ContainerTree({ label, tree, stateOf, onOpen, onChoose }: TreeProps) {
  const styles = useStyles();
  const [shown, setShown] = useState<ReadonlyMap<string, number>>(new Map());
  const rows = treeRows(tree.root, tree.levels, tree.open, shown);
  const nodes = rows.filter((row): row is TreeRow & { readonly kind: 'container' } => row.kind === 'container');
  const checked = new Map<TreeItemValue, boolean | 'mixed'>(nodes.map(({ node }) => [node.key, checks[stateOf(node)]]));
  return (
    <FlatTree
      aria-label={label === null ? words.label : words.labelOf(label)}
      selectionMode="multiselect"
      size="small"
      openItems={[...tree.open]}
      checkedItems={checked}
      onOpenChange={(_event, { value, open }) => onOpen(String(value), open)}
      onCheckedChange={(_event, { value }) => {
        const node = nodes.find((row) => row.node.key === value)?.node;
        if (node !== undefined) onChoose(node, stateOf(node) !== 'all');
      }}
    >
      {rows.map((row) => {
        if (row.kind === 'more') {
          return (
            <Button key={`more ${row.parent}`} className={styles.more} size="small" appearance="subtle" onClick={() => setShown(new Map(shown).set(row.parent, (shown.get(row.parent) ?? childrenShown) + childrenShown))}>
              {words.showMore(Math.min(row.hidden, childrenShown))}
            </Button>
          );
        }
        const { node, level, position, size, parent } = row;
        const Icon = icons[node.kind];
        return (
          <FlatTreeItem key={node.key} value={node.key} {...(parent === null ? {} : { parentValue: parent })} itemType={node.children > 0 ? 'branch' : 'leaf'} aria-level={level} aria-posinset={position} aria-setsize={size}>
            <TreeItemLayout iconBefore={<Icon aria-hidden />} aside={<span className={styles.count}>{objectCount(node)}</span>}>
              {node.name}
            </TreeItemLayout>
          </FlatTreeItem>
        );
      })}
    </FlatTree>
  );
}

const useListStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: { display: 'flex', alignItems: 'center', minHeight: '32px' },
  box: { flex: 1, minWidth: 0 },
  path: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** What a search found, as a list with the same boxes. */
export function FoundContainers({ nodes, stateOf, onChoose }: { readonly nodes: readonly DirectoryContainer[] } & Pick<TreeProps, 'stateOf' | 'onChoose'>) {
  const styles = useListStyles();
  const tree = useStyles();
  return (
    <ul className={styles.list}>
      {nodes.map((node) => (
        <li key={node.key} className={styles.row}>
          <Checkbox
            className={styles.box}
            checked={checks[stateOf(node)]}
            onChange={() => onChoose(node, stateOf(node) !== 'all')}
            label={
              <>
                {node.name} <span className={styles.path}>{node.dn}</span>
              </>
            }
          />
          <span className={tree.count}>{objectCount(node)}</span>
        </li>
      ))}
    </ul>
  );
}
