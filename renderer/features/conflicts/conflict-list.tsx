import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowCounterclockwiseRegular, CheckmarkCircleRegular, PeopleRegular, PersonRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import type { ConflictRow } from '../../../shared/ipc/conflicts.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import type { ConflictRows } from './use-conflict-rows.ts';

const useStyles = makeStyles({
  list: { flex: 1, minHeight: 0, overflowY: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, outlineStyle: 'none', ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` } },
  lines: { position: 'relative' },
  line: { position: 'absolute', left: 0, right: 0, top: 0, height: '56px', boxSizing: 'border-box', display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr) auto', columnGap: tokens.spacingHorizontalS, alignItems: 'center', padding: `0 ${tokens.spacingHorizontalM}`, borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, cursor: 'pointer', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  selected: { backgroundColor: tokens.colorNeutralBackground1Selected, boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandBackground}` },
  texts: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  detail: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  decided: { color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  again: { color: tokens.colorStatusWarningForeground1, display: 'inline-flex' },
  none: { padding: tokens.spacingVerticalL, color: tokens.colorNeutralForeground2 },
});

export const conflictRowHeight = 56;

function Line({ id, row, top, selected, position, total, onSelect }: { readonly id: string; readonly row: ConflictRow | undefined; readonly top: number; readonly selected: boolean; readonly position: number; readonly total: number; readonly onSelect: (id: string) => void }) {
  const styles = useStyles();
  const Icon = row?.type === 'group' ? PeopleRegular : PersonRegular;
  return (
    <div id={id} role="option" aria-selected={selected} aria-setsize={total} aria-posinset={position} className={mergeClasses(styles.line, selected && styles.selected)} style={{ transform: `translateY(${top}px)` }} title={row?.dn} onClick={() => row !== undefined && onSelect(row.id)}>
      <Icon fontSize={20} aria-hidden />
      <span className={mergeClasses(styles.texts, row !== undefined && row.decided !== null && styles.decided)}>
        <span className={styles.name}>{row?.name ?? '…'}</span>
        <span className={styles.detail}>{row === undefined ? '' : `${conflictStrings.situationNames[row.situation]}${row.attribute === null ? '' : ` · ${row.attribute}`}`}</span>
      </span>
      {row === undefined || row.decided === null ? row?.reopened === true ? <span className={styles.again} title={conflictStrings.list.reopened}><ArrowCounterclockwiseRegular fontSize={20} aria-label={conflictStrings.list.reopened} /></span> : null : <span className={styles.done} title={conflictStrings.resolutions[row.decided].name}><CheckmarkCircleRegular fontSize={20} aria-label={conflictStrings.list.decided} /></span>}
    </div>
  );
}

/** The middle pane. The selected conflict is what the review shows; moving is done by the screen (J, K, arrows). */
export function ConflictList({ rows, selected, onSelect }: { readonly rows: ConflictRows; readonly selected: number; readonly onSelect: (id: string) => void }) {
  const styles = useStyles();
  const listId = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({ count: rows.total, getScrollElement: () => scroll.current, estimateSize: () => conflictRowHeight, overscan: 10 });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => rows.want(first, last));
  useEffect(() => {
    if (selected >= 0) virtualizer.scrollToIndex(selected);
  }, [selected, virtualizer]);
  if (rows.total === 0) return <p className={styles.none}>{conflictStrings.list.none}</p>;
  return (
    <div ref={scroll} role="listbox" tabIndex={0} className={styles.list} aria-label={conflictStrings.list.label} aria-activedescendant={selected < 0 ? undefined : `${listId}-${selected}`} data-testid="conflict-list">
      <div className={styles.lines} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, start }) => (
          // By conflict, not by position: a click never hits what has just come to the same place.
          <Line key={rows.row(index)?.id ?? index} id={`${listId}-${index}`} row={rows.row(index)} top={start} selected={index === selected} position={index + 1} total={rows.total} onSelect={onSelect} />
        ))}
      </div>
    </div>
  );
}
