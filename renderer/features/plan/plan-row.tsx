import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular, PeopleRegular, PersonRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { PlanGrouping, PlanRow } from '../../../shared/ipc/plan.ts';
import { ActionBadge } from '../../components/action-badge.tsx';
import { lookOf } from '../../components/looks.ts';
import { planStrings } from '../../strings/plan.ts';

/** The columns of head and rows; a narrow window gives up the container's and the reason's width first. */
export const columnTemplate = '152px minmax(140px, 1.3fr) 40px minmax(88px, 1.1fr) minmax(72px, 120px) minmax(112px, 1.2fr)';
export const rowHeight = 40;

const useStyles = makeStyles({
  row: { position: 'absolute', top: 0, left: 0, right: 0, height: `${rowHeight}px`, display: 'grid', gridTemplateColumns: columnTemplate, alignItems: 'center', columnGap: tokens.spacingHorizontalM, padding: `0 ${tokens.spacingHorizontalM}`, boxSizing: 'border-box', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, cursor: 'pointer', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected, boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandBackground}` },
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  icon: { display: 'flex', color: tokens.colorNeutralForeground2 },
  chips: { display: 'flex', gap: tokens.spacingHorizontalXS, minWidth: 0, overflow: 'hidden' },
  chip: { flexShrink: 1, minWidth: '32px', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', padding: `0 ${tokens.spacingHorizontalSNudge}`, height: '20px', lineHeight: '20px', borderRadius: tokens.borderRadiusSmall, backgroundColor: tokens.colorNeutralBackground4, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase100 },
  more: { flexShrink: 0, minWidth: 'auto' },
  bar: { height: '12px', width: '70%', borderRadius: tokens.borderRadiusSmall, backgroundColor: tokens.colorNeutralBackground4 },
  group: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, backgroundColor: tokens.colorNeutralBackground2, fontWeight: tokens.fontWeightSemibold },
  count: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular, fontVariantNumeric: 'tabular-nums' },
});

const chipsShown = 3;

/** What a change touches, as chips: attributes, or members and manager. */
export function chipsOf({ action, attributes, references }: PlanRow): readonly string[] {
  if (action === 'setManager' || action === 'clearManager') return [planStrings.table.manager];
  return references > 0 ? [planStrings.table.members(references)] : attributes;
}

type Place = { readonly id: string; readonly top: number; readonly index: number; readonly active: boolean };

/** A change as a line of the table. */
export const PlanRowLine = memo(function PlanRowLine({ row, id, top, index, active, onOpen }: Place & { readonly row: PlanRow | undefined; readonly onOpen: (line: number) => void }) {
  const styles = useStyles();
  const place = { id, className: mergeClasses(styles.row, active && styles.active), style: { transform: `translateY(${top}px)` }, role: 'row', 'aria-rowindex': index + 2, 'aria-selected': active };
  if (row === undefined) {
    return (
      <div {...place}>
        {['action', 'name', 'type', 'container', 'reason', 'changes'].map((column) => (
          <span key={column} role="gridcell" aria-label={planStrings.table.loading}>
            <span className={styles.bar} style={{ display: 'block' }} />
          </span>
        ))}
      </div>
    );
  }
  const chips = chipsOf(row);
  const look = lookOf({ action: row.action, hold: row.hold === null ? null : { by: 'protection', kind: 'delete', text: '' } });
  const word = planStrings.actions[row.action];
  const TypeIcon = row.type === 'user' ? PersonRegular : PeopleRegular;
  return (
    <div {...place} onClick={() => onOpen(index)} data-change={row.id}>
      <span role="gridcell" className={styles.cell}>
        <ActionBadge look={look} text={row.hold === null ? word : planStrings.table.heldWould(word)} />
      </span>
      <span role="gridcell" className={mergeClasses(styles.cell, styles.name)} title={row.dn}>
        {row.name}
      </span>
      <span role="gridcell" className={styles.icon} aria-label={planStrings.types[row.type]} title={planStrings.types[row.type]}>
        <TypeIcon fontSize={20} aria-hidden />
      </span>
      <span role="gridcell" className={mergeClasses(styles.cell, styles.quiet)} title={row.container.join(' › ')}>
        {row.container.length > 1 ? row.container.slice(1).join(' › ') : row.container[0]}
      </span>
      <span role="gridcell" className={mergeClasses(styles.cell, styles.quiet)}>
        {planStrings.reasons[row.reason]}
      </span>
      <span role="gridcell" className={styles.chips} title={chips.join(', ')}>
        {chips.slice(0, chipsShown).map((chip) => (
          <span key={chip} className={styles.chip}>
            {chip}
          </span>
        ))}
        {chips.length > chipsShown ? <span className={mergeClasses(styles.chip, styles.more)}>{planStrings.table.more(chips.length - chipsShown)}</span> : null}
      </span>
    </div>
  );
});

/** The name of a group, as people say it. */
export function groupName(by: PlanGrouping, { key, path }: { readonly key: string; readonly path: readonly string[] | null }): string {
  switch (by) {
    case 'action':
      return planStrings.actions[key as keyof typeof planStrings.actions];
    case 'type':
      return planStrings.types[key as keyof typeof planStrings.types];
    case 'reason':
      return planStrings.reasons[key as keyof typeof planStrings.reasons];
    case 'container':
      return path === null ? key : path.join(' › ');
    case 'attribute':
      return key === '' ? planStrings.filter.noAttribute : key;
  }
}

/** The head of a group: opens and closes it. */
export function PlanGroupLine({ id, top, index, active, name, count, open, onToggle }: Place & { readonly name: string; readonly count: number; readonly open: boolean; readonly onToggle: () => void }) {
  const styles = useStyles();
  const Chevron = open ? ChevronDownRegular : ChevronRightRegular;
  return (
    <div id={id} role="row" aria-rowindex={index + 2} aria-selected={active} className={mergeClasses(styles.row, styles.group, active && styles.active)} style={{ transform: `translateY(${top}px)` }} onClick={onToggle}>
      <span role="gridcell" aria-expanded={open} className={styles.group}>
        <Chevron fontSize={16} aria-hidden />
        {name}
        <span className={styles.count}>{count.toLocaleString('en')}</span>
      </span>
    </div>
  );
}
