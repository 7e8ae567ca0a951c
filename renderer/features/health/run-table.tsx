import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular, DismissCircleRegular, HandRightRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import type { RunPoint } from '../../../shared/ipc/health.ts';
import { isPreview, type RunOutcome } from '../../../shared/run.ts';
import { TimeAgo } from '../../components/time-ago.tsx';
import { openScreen } from '../../frame/navigation.ts';
import { healthStrings } from '../../strings/health.ts';
import { runStrings } from '../../strings/runs.ts';
import { duration, secondsBetween } from '../runs/run-words.ts';

const { history: words } = healthStrings;

const useStyles = makeStyles({
  scroll: { overflow: 'auto', minHeight: 0, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase300 },
  head: { position: 'sticky', top: 0, zIndex: 1, textAlign: 'left', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular, whiteSpace: 'nowrap' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  row: { borderTop: `1px solid ${tokens.colorNeutralStroke3}`, ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  cell: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, whiteSpace: 'nowrap' },
  problem: { whiteSpace: 'normal', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere', minWidth: '160px' },
  open: { padding: 0, border: 'none', background: 'none', font: 'inherit', color: tokens.colorBrandForegroundLink, cursor: 'pointer', ':hover': { textDecorationLine: 'underline' }, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  outcome: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground3 },
  plain: { color: tokens.colorNeutralForeground2 },
});

type Tone = 'good' | 'warn' | 'bad' | 'plain';

const looks: Readonly<Record<RunOutcome, { readonly icon: FluentIcon; readonly tone: Tone }>> = {
  success: { icon: CheckmarkCircleRegular, tone: 'good' },
  completedWithConflicts: { icon: WarningRegular, tone: 'warn' },
  completedWithErrors: { icon: WarningRegular, tone: 'warn' },
  protected: { icon: HandRightRegular, tone: 'warn' },
  failed: { icon: DismissCircleRegular, tone: 'bad' },
  cancelled: { icon: CircleRegular, tone: 'plain' },
};

export function OutcomeLabel({ outcome }: { readonly outcome: RunOutcome | null }) {
  const styles = useStyles();
  const { icon: Icon, tone } = outcome === null ? { icon: CircleRegular, tone: 'plain' as const } : looks[outcome];
  return (
    <span className={mergeClasses(styles.outcome, styles[tone])}>
      <Icon fontSize={16} aria-hidden /> {outcome === null ? words.unfinished : words.outcomes[outcome]}
    </span>
  );
}

/** Runs as a table; a click opens the run. */
export function RunTable({ runs }: { readonly runs: readonly RunPoint[] }) {
  const styles = useStyles();
  const { columns } = words;
  const refused = (run: RunPoint): number => Object.values(run.errors).reduce((sum, count) => sum + count, 0);
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={words.label}>
      <table className={styles.table} aria-label={words.label}>
        <thead>
          <tr>
            {[columns.started, columns.kind, columns.outcome].map((name) => (
              <th key={name} scope="col" className={styles.head}>{name}</th>
            ))}
            {[columns.duration, columns.writes, columns.conflicts].map((name) => (
              <th key={name} scope="col" className={mergeClasses(styles.head, styles.number)}>{name}</th>
            ))}
            <th scope="col" className={styles.head}>{columns.problem}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const seconds = secondsBetween(run.startedAt, run.endedAt);
            return (
              <tr key={run.id} className={styles.row} data-run={run.id}>
                <td className={styles.cell}>
                  <button type="button" className={styles.open} onClick={() => openScreen('runs', { run: run.id })}>
                    <TimeAgo at={run.startedAt} />
                  </button>
                </td>
                <td className={styles.cell}>{runStrings.kinds[run.profile]}</td>
                <td className={styles.cell}><OutcomeLabel outcome={run.outcome} /></td>
                <td className={mergeClasses(styles.cell, styles.number)}>{seconds === null ? '' : duration(seconds)}</td>
                <td className={mergeClasses(styles.cell, styles.number)}>{isPreview(run.profile) ? '' : run.writes.toLocaleString('en')}</td>
                <td className={mergeClasses(styles.cell, styles.number)}>{run.conflicts === 0 ? '' : run.conflicts.toLocaleString('en')}</td>
                <td className={mergeClasses(styles.cell, styles.problem)}>{run.problem ?? (refused(run) > 0 ? words.refused(refused(run)) : '')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
