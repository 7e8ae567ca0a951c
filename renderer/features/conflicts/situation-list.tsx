import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import type { ConflictSummary } from '../../../shared/ipc/conflicts.ts';
import type { Situation } from '../../../shared/situation.ts';
import { conflictStrings } from '../../strings/conflicts.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, width: '184px', flexShrink: 0, overflowY: 'auto', '@media (max-width: 1150px)': { display: 'none' } },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '36px', padding: `0 ${tokens.spacingHorizontalM}`, border: 'none', borderRadius: tokens.borderRadiusMedium, backgroundColor: 'transparent', color: tokens.colorNeutralForeground2, font: 'inherit', fontSize: tokens.fontSizeBase300, textAlign: 'left', cursor: 'pointer', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover }, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' } },
  current: { backgroundColor: tokens.colorNeutralBackground1Selected, color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  name: { flex: 1 },
  count: { fontVariantNumeric: 'tabular-nums' },
});

export type SituationCount = { readonly situation: Situation | null; readonly open: number; readonly decided: number };

/** Everything first, then one entry for each situation that occurs. */
export function situationCounts({ open, decided, situations }: ConflictSummary): readonly SituationCount[] {
  return [{ situation: null, open, decided }, ...situations];
}

export function situationName(situation: Situation | null): string {
  return situation === null ? conflictStrings.all : conflictStrings.situationNames[situation];
}

/** The left pane: situations with what is open; a tick where all is decided. */
export function SituationList({ summary, chosen, onChoose }: { readonly summary: ConflictSummary; readonly chosen: Situation | null; readonly onChoose: (situation: Situation | null) => void }) {
  const styles = useStyles();
  return (
    <nav className={styles.list} aria-label={conflictStrings.situations}>
      {situationCounts(summary).map(({ situation, open }) => (
        <button key={situation ?? ''} type="button" className={mergeClasses(styles.item, situation === chosen && styles.current)} aria-pressed={situation === chosen} onClick={() => onChoose(situation)}>
          <span className={styles.name}>{situationName(situation)}</span>
          {open === 0 ? <CheckmarkRegular aria-label={conflictStrings.list.decided} /> : <span className={styles.count}>{open.toLocaleString('en')}</span>}
        </button>
      ))}
    </nav>
  );
}
