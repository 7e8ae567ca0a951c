import { makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { PlanReferenceRow } from '../../../shared/ipc/plan.ts';
import { call } from '../../api.ts';
import { planStrings } from '../../strings/plan.ts';

const useStyles = makeStyles({
  list: { overflowY: 'auto', maxHeight: '320px', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  lines: { position: 'relative' },
  line: { position: 'absolute', left: 0, right: 0, height: '32px', display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'center', padding: `0 ${tokens.spacingHorizontalM}`, whiteSpace: 'nowrap', overflow: 'hidden' },
  dn: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflow: 'hidden', textOverflow: 'ellipsis' },
});

const lineHeight = 32;
const perPage = 100;
const searchedFrom = 15;

type Loaded = { readonly key: string; readonly total: number; readonly pages: ReadonlyMap<number, readonly PlanReferenceRow[]> };

/** Members of a change: thousands scroll as ten do. */
export function ReferenceList({ profileId, planId, changeId, label, first, total }: { readonly profileId: string; readonly planId: string; readonly changeId: string; readonly label: string; readonly first: readonly PlanReferenceRow[]; readonly total: number }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const key = `${planId} ${changeId} ${text}`;
  const [loaded, setLoaded] = useState<Loaded>({ key: '', total, pages: new Map() });
  const asked = useRef(new Set<string>());
  const scroll = useRef<HTMLDivElement>(null);
  const known = loaded.key === key ? loaded : text === '' ? { key, total, pages: new Map<number, readonly PlanReferenceRow[]>() } : loaded;
  const virtualizer = useVirtualizer({ count: known.total, getScrollElement: () => scroll.current, estimateSize: () => lineHeight, overscan: 8 });
  const visible = virtualizer.getVirtualItems();
  const from = Math.floor((visible[0]?.index ?? 0) / perPage);
  const to = Math.floor((visible.at(-1)?.index ?? 0) / perPage);
  useEffect(() => {
    const take = (page: number, { total: all, rows }: OutputOf<'plan.references'>): void =>
      setLoaded((before) => ({ key, total: all, pages: new Map(before.key === key ? before.pages : []).set(page, rows) }));
    for (let page = from; page <= to; page += 1) {
      const name = `${key} ${page}`;
      if (asked.current.has(name) || (text === '' && total <= first.length)) continue;
      asked.current.add(name);
      call('plan.references', { profileId, planId, changeId, text, offset: page * perPage, limit: perPage }).then(
        (answer) => take(page, answer),
        () => void asked.current.delete(name),
      );
    }
  }, [key, from, to, profileId, planId, changeId, text, total, first.length]);
  const rowAt = (index: number): PlanReferenceRow | undefined => known.pages.get(Math.floor(index / perPage))?.[index % perPage] ?? (text === '' ? first[index] : undefined);
  return (
    <>
      {total < searchedFrom ? null : <SearchBox size="small" aria-label={planStrings.drawer.searchMembers} placeholder={planStrings.drawer.searchMembers} value={text} onChange={(_event, { value }) => setText(value)} />}
      <div ref={scroll} className={styles.list} role="list" aria-label={label} tabIndex={0}>
        <div className={styles.lines} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {visible.map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <div key={index} role="listitem" aria-setsize={known.total} aria-posinset={index + 1} className={styles.line} style={{ transform: `translateY(${start}px)` }} title={row?.dn}>
                <span>{row?.name ?? '…'}</span>
                <span className={styles.dn}>{row?.dn}</span>
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
