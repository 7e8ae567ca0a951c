import { Body1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSortDownRegular, ArrowSortUpRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { PlanFilter, PlanGrouping, PlanSort } from '../../../shared/ipc/plan.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { planStrings } from '../../strings/plan.ts';
import { everything, exportOrder, nextSort } from './plan-filter.ts';
import { columnTemplate, groupName, PlanGroupLine, PlanRowLine, rowHeight } from './plan-row.tsx';
import { usePlanLines } from './use-plan-lines.ts';

const useStyles = makeStyles({
  table: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, minWidth: 0, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, overflow: 'hidden' },
  scroll: { flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', position: 'relative', outlineStyle: 'none', ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` } },
  head: { position: 'sticky', top: 0, zIndex: 1, display: 'grid', gridTemplateColumns: columnTemplate, columnGap: tokens.spacingHorizontalM, padding: `0 ${tokens.spacingHorizontalM}`, height: '36px', alignItems: 'center', backgroundColor: tokens.colorNeutralBackground2, borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  column: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXXS, minWidth: 0, overflow: 'hidden' },
  sort: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXXS, padding: 0, border: 'none', background: 'none', font: 'inherit', color: 'inherit', cursor: 'pointer', minWidth: 0, borderRadius: tokens.borderRadiusSmall, ':hover': { color: tokens.colorNeutralForeground1 }, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  sorted: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  lines: { position: 'relative' },
  none: { padding: tokens.spacingVerticalXXL, textAlign: 'center', color: tokens.colorNeutralForeground2 },
});

const columns = [
  { id: 'action', sort: 'action' },
  { id: 'name', sort: 'name' },
  { id: 'type', sort: null },
  { id: 'container', sort: 'container' },
  { id: 'reason', sort: 'reason' },
  { id: 'changes', sort: null },
] as const;

function Head({ sort, onSort }: { readonly sort: PlanSort; readonly onSort: ((sort: PlanSort) => void) | undefined }) {
  const styles = useStyles();
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      {columns.map(({ id, sort: by }) => {
        const name = planStrings.table.columns[id];
        const sorted = by !== null && sort.by === by;
        if (id === 'type') return <span key={id} role="columnheader"><span className={styles.hidden}>{name}</span></span>;
        if (by === null || onSort === undefined) return <span key={id} role="columnheader" className={styles.column}>{name}</span>;
        return (
          <span key={id} role="columnheader" aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'} className={styles.column}>
            <button type="button" className={mergeClasses(styles.sort, sorted && styles.sorted)} onClick={() => onSort(nextSort(sort, by))}>
              {name}
              {sorted ? sort.descending ? <ArrowSortDownRegular aria-hidden /> : <ArrowSortUpRegular aria-hidden /> : null}
            </button>
          </span>
        );
      })}
    </div>
  );
}

export type PlanTableProps = {
  readonly profileId: string;
  readonly planId: string;
  readonly filter?: PlanFilter;
  readonly sort?: PlanSort;
  readonly groupBy?: PlanGrouping | null;
  readonly onSort?: (sort: PlanSort) => void;
  /** A change was opened (Enter, click) or, with the drawer open, walked to. */
  readonly onOpen?: (changeId: string, how: 'open' | 'walk') => void;
  /** Esc. */
  readonly onClose?: () => void;
};

const skeletonLines = 12;

/**
 * The changes of a plan as a virtualized table: 100,000 lines scroll as 20 do. Arrows, Home, End and the page keys walk,
 * Enter opens, Esc closes. Fills the height it is given. Used by the plan screen and by the preview of setup.
 */
export function PlanTable({ profileId, planId, filter = everything, sort = exportOrder, groupBy = null, onSort, onOpen, onClose }: PlanTableProps) {
  const styles = useStyles();
  const tableId = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const plan = usePlanLines(profileId, planId, { filter, sort, groupBy });
  const count = plan.state === 'loading' ? skeletonLines : plan.lines.count;
  const virtualizer = useVirtualizer({ count, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 10, scrollPaddingStart: 36 });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  const { want } = plan;
  useEffect(() => want(first, last));
  useEffect(() => {
    scroll.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [plan.turn]);

  const open = (line: number, how: 'open' | 'walk'): void => {
    const change = plan.row(line);
    if (change !== undefined) onOpen?.(change.id, how);
  };
  const walk = (to: number): void => {
    const line = Math.max(0, Math.min(count - 1, to));
    setActive(line);
    virtualizer.scrollToIndex(line);
    open(line, 'walk');
  };
  const enter = (): void => {
    const at = plan.lines.at(active);
    if (at.kind === 'group') plan.toggle(at.group);
    else open(active, 'open');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 2);
    const at = plan.lines.at(active);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => walk(active + 1),
      ArrowUp: () => walk(active - 1),
      PageDown: () => walk(active + page),
      PageUp: () => walk(active - page),
      Home: () => walk(0),
      End: () => walk(count - 1),
      ArrowRight: () => { if (at.kind === 'group' && plan.groups?.[at.group]?.open === false) plan.toggle(at.group); },
      ArrowLeft: () => {
        if (at.kind === 'group' && plan.groups?.[at.group]?.open === true) plan.toggle(at.group);
        else if (plan.groups !== null) walk(plan.lines.lineOfGroup(at.group));
      },
      Enter: enter,
      ' ': enter,
      Escape: () => onClose?.(),
    };
    const move = moves[event.key];
    if (move === undefined || plan.state === 'loading') return;
    event.preventDefault();
    move();
  };
  const newest = useRef(open);
  useEffect(() => {
    newest.current = open;
  });
  const onRow = useCallback((line: number) => {
    setActive(line);
    newest.current(line, 'open');
  }, []);

  if (plan.refusal !== null) return <ProblemPanel refusal={plan.refusal} />;
  const idOf = (line: number): string => `${tableId}-${line}`;
  return (
    <div className={styles.table}>
      <div
        ref={scroll}
        role="grid"
        tabIndex={0}
        className={styles.scroll}
        aria-label={planStrings.table.label}
        aria-rowcount={count + 1}
        aria-busy={plan.state === 'loading'}
        aria-activedescendant={count === 0 ? undefined : idOf(active)}
        onKeyDown={onKeyDown}
        data-testid="plan-table"
      >
        <Head sort={sort} onSort={onSort} />
        {count === 0 ? (
          <div role="row">
            <Body1 as="span" role="gridcell" className={styles.none} style={{ display: 'block' }}>
              {planStrings.table.noMatch}
            </Body1>
          </div>
        ) : (
          <div className={styles.lines} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
            {visible.map(({ index, start }) => {
              const at = plan.lines.at(index);
              const group = at.kind === 'group' ? plan.groups?.[at.group] : undefined;
              const place = { id: idOf(index), top: start, index, active: index === active };
              if (group === undefined || plan.query.groupBy === null) return <PlanRowLine key={index} {...place} row={plan.row(index)} onOpen={onRow} />;
              return <PlanGroupLine key={index} {...place} name={groupName(plan.query.groupBy, group)} count={group.count} open={group.open} onToggle={() => { setActive(index); plan.toggle(at.group); }} />;
            })}
          </div>
        )}
      </div>
    </div>
  );
}
