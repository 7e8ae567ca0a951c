import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import type { PlanTotals } from '../../../shared/ipc/plan.ts';
import { lookTable } from '../../components/looks.ts';
import { planStrings } from '../../strings/plan.ts';
import { tiles, type Tile } from './plan-filter.ts';

const useStyles = makeStyles({
  row: { display: 'grid', gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)', gap: tokens.spacingHorizontalM },
  tile: {
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: tokens.spacingHorizontalM,
    textAlign: 'left',
    fontFamily: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  none: { color: tokens.colorNeutralForeground3 },
  icon: { gridRow: 'span 2', display: 'flex', alignItems: 'center', justifyContent: 'center', width: '32px', height: '32px', borderRadius: tokens.borderRadiusMedium },
  number: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS, minWidth: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

function countOf(totals: PlanTotals, tile: Tile): { readonly users: number; readonly groups: number } {
  if (tile !== 'create') return totals[tile];
  return { users: totals.create.users + totals.restore.users, groups: totals.create.groups + totals.restore.groups };
}

/** Five numbers that lead to their changes; a sixth when accounts are disabled. Clicking the chosen one shows everything again. */
export function TileRow({ totals, chosen, onChoose }: { readonly totals: PlanTotals | null; readonly chosen: Tile | null; readonly onChoose: (tile: Tile | null) => void }) {
  const styles = useStyles();
  if (totals === null) {
    return (
      <Skeleton aria-label={planStrings.table.loading} className={styles.row}>
        {tiles.slice(0, 5).map((tile) => (
          <SkeletonItem key={tile} style={{ height: 74 }} />
        ))}
      </Skeleton>
    );
  }
  return (
    <div className={styles.row}>
      {tiles.map((tile) => {
        const { users, groups } = countOf(totals, tile);
        const count = users + groups;
        if (tile === 'disable' && count === 0) return null;
        const { icon: Icon, foreground, background } = lookTable[tile];
        const name = planStrings.tiles[tile];
        return (
          <button key={tile} type="button" aria-pressed={chosen === tile} className={mergeClasses(styles.tile, chosen === tile && styles.chosen)} onClick={() => onChoose(chosen === tile ? null : tile)}>
            <span className={styles.icon} style={{ color: foreground, backgroundColor: background }}>
              <Icon fontSize={20} aria-hidden />
            </span>
            <span className={styles.name}>{name}</span>
            <span className={styles.line}>
              <span className={mergeClasses(styles.number, count === 0 && styles.none)}>{count.toLocaleString('en')}</span>
              <span className={styles.text}>{count === 0 ? '' : planStrings.tileText(users, groups)}</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
