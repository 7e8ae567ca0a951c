import { Button, Caption1, makeStyles, mergeClasses, SearchBox, Select, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { PeopleRegular, PeopleSearchRegular, PersonRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { create } from 'zustand';
import { objectStates, type ObjectFilter, type ObjectRow } from '../../../shared/ipc/objects.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { ProfileEntry } from '../../../shared/ipc/state.ts';
import type { Refusal } from '../../../shared/ipc/call.ts';
import { call, refusalFrom } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { useStartRun } from '../../frame/start-run.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { createRowPages, rowsPerPage, type RowPages } from '../../hooks/row-pages.ts';
import { objectStrings } from '../../strings/objects.ts';
import { FlowPicture } from './flow-picture.tsx';
import { ObjectStateLabel } from './state-label.tsx';
import { SyncObjectDialog } from './sync-object-dialog.tsx';

const rowHeight = 56;
const kinds = ['user', 'group', 'contact', 'guest'] as const;

/** Search and selection outlive the screen. */
const useObjectStore = create<{ readonly filter: ObjectFilter; readonly query: string | null; readonly navigated: number }>(() => ({ filter: { text: '', state: null, kind: null }, query: null, navigated: -1 }));

const useStyles = makeStyles({
  panes: { display: 'flex', flex: 1, minHeight: 0, gap: tokens.spacingHorizontalL },
  left: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, width: '360px', flexShrink: 0, minHeight: 0, '@media (max-width: 1150px)': { width: '272px' } },
  search: { maxWidth: 'none' },
  filters: { display: 'grid', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', gap: tokens.spacingHorizontalS, '& .fui-Select': { minWidth: 0 }, '& select': { minWidth: 0, width: '100%' } },
  list: { flex: 1, minHeight: 0, overflowY: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, outlineStyle: 'none', ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` } },
  lines: { position: 'relative' },
  line: { position: 'absolute', left: 0, right: 0, top: 0, height: `${rowHeight}px`, boxSizing: 'border-box', display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS, alignItems: 'center', padding: `0 ${tokens.spacingHorizontalM}`, borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, cursor: 'pointer', ':hover': { backgroundColor: tokens.colorNeutralBackground2 } },
  selected: { backgroundColor: tokens.colorNeutralBackground2, boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandBackground}` },
  texts: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  first: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS, minWidth: 0 },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  right: { flex: 1, minWidth: 0, minHeight: 0, overflowY: 'auto', paddingRight: tokens.spacingHorizontalS },
  choose: { color: tokens.colorNeutralForeground2 },
});

type Facets = OutputOf<'objects.page'>['facets'];

function useObjects(profileId: string, filter: ObjectFilter, turn: string): { readonly pages: RowPages<ObjectRow> | null; readonly facets: Facets; readonly refusal: Refusal | null } {
  const key = JSON.stringify([profileId, filter]);
  const [answer, setAnswer] = useState<{ readonly pages: RowPages<ObjectRow> | null; readonly facets: Facets; readonly refusal: Refusal | null }>({ pages: null, facets: [], refusal: null });
  const [, setRows] = useState(0);
  const newest = useRef('');
  useEffect(() => {
    const mine = `${key} ${turn}`;
    newest.current = mine;
    const [profile, asked] = JSON.parse(key) as [string, ObjectFilter];
    const load = (offset: number, limit: number) => call('objects.page', { profileId: profile, filter: asked, offset, limit });
    load(0, rowsPerPage).then(
      (first) => {
        if (newest.current === mine) setAnswer({ pages: createRowPages(load, first, 0, () => setRows((before) => before + 1)), facets: first.facets, refusal: null });
      },
      (error: unknown) => {
        if (newest.current === mine) setAnswer({ pages: null, facets: [], refusal: refusalFrom(error) });
      },
    );
  }, [key, turn]);
  return answer;
}

function List({ pages, selected, onSelect }: { readonly pages: RowPages<ObjectRow>; readonly selected: string | null; readonly onSelect: (key: string) => void }) {
  const styles = useStyles();
  const listId = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const total = pages.total();
  const [active, setActive] = useState(0);
  const virtualizer = useVirtualizer({ count: total, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 10 });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => pages.want(first, last));
  const go = (to: number): void => {
    const at = Math.max(0, Math.min(total - 1, to));
    pages.want(at, at);
    setActive(at);
    virtualizer.scrollToIndex(at);
    const row = pages.row(at);
    if (row !== undefined) onSelect(row.key);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: total - 1 };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div ref={scroll} role="listbox" tabIndex={0} className={styles.list} aria-label={objectStrings.list} aria-activedescendant={`${listId}-${active}`} onKeyDown={onKeyDown} data-testid="object-list">
      <div role="presentation" className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, start }) => {
          const row = pages.row(index);
          const Icon = row?.kind === 'group' ? PeopleRegular : PersonRegular;
          const chosen = row !== undefined && row.key === selected;
          return (
            <div key={index} id={`${listId}-${index}`} role="option" aria-selected={chosen} aria-setsize={total} aria-posinset={index + 1} className={mergeClasses(styles.line, chosen && styles.selected)} style={{ transform: `translateY(${start}px)` }} onClick={() => go(index)}>
              <Icon fontSize={20} aria-hidden />
              <span className={styles.texts}>
                <span className={styles.first}>
                  <span className={styles.cut}>{row?.name ?? '…'}</span>
                  {row === undefined ? null : <ObjectStateLabel state={row.state} />}
                </span>
                <span className={mergeClasses(styles.cut, styles.quiet)}>{row === undefined ? '' : row.account === '' ? row.container.join(' › ') : row.account}</span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Picture({ profileId, query, turn, onSync }: { readonly profileId: string; readonly query: string; readonly turn: string; readonly onSync: (query: string) => void }) {
  const styles = useStyles();
  const answer = useCall('objects.explain', { profileId, query });
  const { reload } = answer;
  useEffect(reload, [turn, reload]);
  if (answer.state === 'failed') return <ProblemPanel refusal={answer.refusal} onRetry={reload} />;
  if (answer.state === 'loading') return null;
  return answer.value === null ? <p className={styles.choose}>{objectStrings.gone}</p> : <FlowPicture detail={answer.value} onSync={() => onSync(answer.value?.row.key ?? query)} />;
}

/** A distinguished name that no import has seen may be an object that was created since. */
function NotFound({ text, onRead }: { readonly text: string; readonly onRead: (dn: string) => void }) {
  const styles = useStyles();
  return (
    <>
      <Caption1 className={styles.choose}>{objectStrings.none}</Caption1>
      {/^\s*cn *=.+,/i.test(text) ? <Button onClick={() => onRead(text.trim())}>{objectStrings.sync.readFromAd}</Button> : null}
    </>
  );
}

function Screen({ profile }: { readonly profile: ProfileEntry }) {
  const styles = useStyles();
  const { parameters, turn: navigated } = useNavigation();
  const { filter, query } = useObjectStore();
  const status = useAppStore(({ app }) => app?.status ?? null);
  const [syncing, setSyncing] = useState<string | null>(null);
  const [synced, setSynced] = useState(0);
  const turn = `${synced} ${status?.lastRun?.id ?? ''} ${status?.lastRun?.endedAt ?? ''} ${status?.openConflicts ?? 0}`;
  const asked = useDebounced(filter.text, 120);
  const { pages, facets, refusal } = useObjects(profile.id, { ...filter, text: asked }, turn);
  useEffect(() => {
    if (useObjectStore.getState().navigated === navigated) return;
    const wanted = parameters['query'] ?? null;
    useObjectStore.setState((before) => ({ navigated, ...(wanted === null ? {} : { query: wanted, filter: { ...before.filter, text: parameters['text'] ?? '' } }) }));
  }, [navigated, parameters]);
  const change = (part: Partial<ObjectFilter>): void => useObjectStore.setState((before) => ({ filter: { ...before.filter, ...part } }));
  const start = useStartRun(profile.id);
  const nothing = pages !== null && pages.total() === 0 && filter.text === '' && filter.state === null && filter.kind === null;
  return (
    <Page title={objectStrings.title} subtitle={objectStrings.subtitle} fixed>
      {refusal === null ? null : <ProblemPanel refusal={refusal} />}
      {nothing ? (
        <EmptyState icon={PeopleSearchRegular} title={objectStrings.empty.title} text={objectStrings.empty.text} action={<Button appearance="primary" onClick={() => start('preview')}>{objectStrings.palette.preview}</Button>} />
      ) : (
        <div className={styles.panes}>
          <div className={styles.left}>
            <SearchBox className={styles.search} aria-label={objectStrings.search} placeholder={objectStrings.search} value={filter.text} onChange={(_event, { value }) => change({ text: value })} />
            <div className={styles.filters}>
              <Select aria-label={objectStrings.stateLabel} value={filter.state ?? ''} onChange={(_event, { value }) => change({ state: objectStates.find((state) => state === value) ?? null })}>
                <option value="">{objectStrings.anyState}</option>
                {facets.map(({ state, count }) => (
                  <option key={state} value={state}>{`${objectStrings.states[state]} (${count.toLocaleString('en')})`}</option>
                ))}
              </Select>
              <Select aria-label={objectStrings.kindLabel} value={filter.kind ?? ''} onChange={(_event, { value }) => change({ kind: kinds.find((kind) => kind === value) ?? null })}>
                <option value="">{objectStrings.anyKind}</option>
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>{objectStrings.kinds[kind]}</option>
                ))}
              </Select>
            </div>
            {pages === null ? (
              <Skeleton aria-label={objectStrings.loading}>
                <SkeletonItem style={{ height: 320 }} />
              </Skeleton>
            ) : pages.total() === 0 ? (
              <NotFound text={asked} onRead={setSyncing} />
            ) : (
              <List key={JSON.stringify([filter.state, filter.kind, asked])} pages={pages} selected={query} onSelect={(key) => useObjectStore.setState({ query: key })} />
            )}
            <Caption1 className={styles.choose} role="status">{pages === null ? '' : objectStrings.count(pages.total())}</Caption1>
          </div>
          <div className={styles.right} tabIndex={0} role="region" aria-label={objectStrings.flow.attributes}>
            {query === null ? <p className={styles.choose}>{objectStrings.choose}</p> : <Picture profileId={profile.id} query={query} turn={turn} onSync={setSyncing} />}
          </div>
        </div>
      )}
      {syncing === null ? null : (
        <SyncObjectDialog
          profileId={profile.id}
          query={syncing}
          onRead={() => setSynced((before) => before + 1)}
          onClose={() => setSyncing(null)}
        />
      )}
    </Page>
  );
}

/** Search over both sides, and the way of one object. Parameters: `query` (key, DN, GUID …), `text`. */
export function ObjectsScreen() {
  const profile = useActiveProfile();
  return profile === null ? null : <Screen key={profile.id} profile={profile} />;
}
