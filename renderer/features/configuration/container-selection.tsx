import { Body1, Button, Caption1, makeStyles, mergeClasses, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, SearchBox, Skeleton, SkeletonItem, Subtitle2, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { selectionStates, withChoice } from '../../../shared/container-selection.ts';
import type { DirectoryContainer, DirectoryOf, ListedContainer, SourceContainers } from '../../../shared/ipc/directory.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { configurationStrings, objectsText } from '../../strings/configuration.ts';
import { selectionValue, selectsNothing } from './container-rows.ts';
import { ContainerTree, FoundContainers } from './container-tree.tsx';
import { useContainerTree } from './use-container-tree.ts';
import { useCount, type Counting } from './use-count.ts';

const words = configurationStrings.containers;

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minHeight: 0 },
  tools: { display: 'flex', gap: tokens.spacingHorizontalS },
  search: { flex: 1, maxWidth: '480px' },
  tree: { height: '336px', overflow: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, padding: tokens.spacingVerticalXS },
  shared: { height: 'auto', minHeight: '120px', maxHeight: '272px' },
  bones: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, padding: tokens.spacingVerticalS },
  total: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  muted: { color: tokens.colorNeutralForeground2 },
});

/** How many objects the tenant holds and may hold. */
export type DirectoryQuota = { readonly used: number; readonly total: number };

type Props = { readonly of: DirectoryOf; /** Names the source among several, which share the room. */ readonly label?: string | null; /** Whether the rules of a selection are told below it. */ readonly hints?: boolean; readonly value: SourceContainers; readonly onChange: (value: SourceContainers) => void; readonly quota?: DirectoryQuota | null };

/** Domain and OU selection: a tree with counts, a search, and what the selection comes to beside the tenant's quota. */
export function ContainerSelection({ of, label = null, hints = true, value, onChange, quota = null }: Props) {
  const styles = useStyles();
  const tree = useContainerTree(of);
  const count = useCount(of);
  const counted = count.state === 'done';
  const { reload } = tree;
  const [listed, setListed] = useState<readonly ListedContainer[] | null>(null);
  const selection = useCall('directory.selection', { of, containers: value });
  const reloadSelection = selection.reload;
  const answered = selection.state === 'ready' ? selection.value.listed : null;
  useEffect(() => {
    if (answered !== null) setListed(answered);
  }, [answered]);
  useEffect(() => {
    if (!counted) return;
    reload(false);
    reloadSelection();
    // The levels that are open now get their counts; later ones come with them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [counted]);
  const [text, setText] = useState('');
  const wanted = useDebounced(text.trim(), 200);
  const found = useCall('directory.findContainers', wanted === '' ? undefined : { of, text: wanted });

  if (tree.refusal !== null) return <ProblemPanel refusal={tree.refusal} onRetry={() => tree.reload(true)} />;
  const { root } = tree;
  const stateOf = selectionStates(listed ?? []);
  const choose = (node: DirectoryContainer, include: boolean): void => {
    if (root === null || listed === null) return;
    const place = ({ key, guid, dn, name, ancestors }: DirectoryContainer): Omit<ListedContainer, 'include'> => ({ key, guid, dn, name, ancestors, state: 'present' });
    const next = withChoice(listed, place(root), place(node), include);
    setListed(next);
    onChange(selectionValue(next));
  };
  const missing = (listed ?? []).filter(({ state }) => state === 'missing');
  return (
    <div className={styles.editor}>
      <div className={styles.tools}>
        <SearchBox className={styles.search} placeholder={words.search} aria-label={label === null ? words.search : words.searchIn(label)} value={text} onChange={(_event, data) => setText(data.value)} />
        <Button icon={<ArrowClockwiseRegular />} disabled={count.state === 'counting'} onClick={() => { tree.reload(true); void count.recount(); }}>
          {words.recount}
        </Button>
      </div>
      {missing.map((container) => (
        <MessageBar key={container.key} intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.missing(container.dn)}</MessageBarTitle>
            {words.missingFix}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => { const next = (listed ?? []).filter(({ key }) => key !== container.key); setListed(next); onChange(selectionValue(next)); }}>{words.forget}</Button>
          </MessageBarActions>
        </MessageBar>
      ))}
      {wanted === '' || found.state === 'loading' ? null : found.state === 'failed' ? <ProblemPanel refusal={found.refusal} /> : <Caption1 role="status">{found.value.total === 0 ? words.foundNone(wanted) : words.found(found.value.nodes.length, found.value.total)}</Caption1>}
      <div className={mergeClasses(styles.tree, label !== null && styles.shared)} tabIndex={-1}>
        {root === null || listed === null ? (
          <Skeleton aria-label={configurationStrings.directory.reading} className={styles.bones}>
            {[0, 1, 2, 3, 4].map((row) => <SkeletonItem key={row} size={20} />)}
          </Skeleton>
        ) : wanted === '' ? (
          <ContainerTree label={label} tree={{ ...tree, root }} stateOf={stateOf} onOpen={tree.setOpen} onChoose={choose} />
        ) : found.state === 'ready' ? (
          <FoundContainers nodes={found.value.nodes} stateOf={stateOf} onChoose={choose} />
        ) : null}
      </div>
      <Totals selected={selection.state === 'ready' ? selection.value : null} nothing={selectsNothing(value)} count={count} quota={quota} />
      {hints ? <Caption1 className={styles.muted}>{words.follows} {words.byGuid}</Caption1> : null}
    </div>
  );
}

type Sum = { readonly users: number; readonly groups: number; readonly contacts: number };
const sumOf = ({ users, groups, contacts }: Sum): number => users + groups + contacts;

function Totals({ selected, nothing, count, quota }: { readonly selected: { readonly objects: Sum | null; readonly total: Sum | null } | null; readonly nothing: boolean; readonly count: Counting & { readonly stop: () => void }; readonly quota: DirectoryQuota | null }) {
  const styles = useStyles();
  if (nothing) {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{words.nothing}</MessageBarTitle>
          {words.nothingFix}
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (count.state === 'failed') return <ProblemPanel refusal={count.refusal} />;
  const objects = selected?.objects ?? null;
  if (count.state === 'counting' || objects === null) {
    return (
      <div className={styles.tools} role="status">
        <Body1>{count.state === 'counting' && count.text !== null ? words.counting(count.text) : words.startCounting}</Body1>
        {count.state === 'counting' ? <Button size="small" appearance="subtle" onClick={count.stop}>{words.stop}</Button> : null}
      </div>
    );
  }
  const free = quota === null ? null : quota.total - quota.used;
  const all = sumOf(objects);
  return (
    <div className={styles.total}>
      <Subtitle2 as="p" style={{ margin: 0 }} role="status">{words.selected(objectsText(objects))}</Subtitle2>
      <Caption1 className={styles.muted}>
        {selected?.total === null || selected?.total === undefined ? null : `${words.ofTotal(all, sumOf(selected.total))}. `}
        {quota === null ? null : words.quota(quota.used, quota.total)}
      </Caption1>
      {free !== null && all > free ? <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.quotaExceeded(all, free)}</MessageBarBody></MessageBar> : null}
    </div>
  );
}
