import { makeStyles, mergeClasses, ProgressBar, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular, DismissCircleRegular, PauseCircleRegular, StopRegular, SubtractCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RunPhase, RunView } from '../../../shared/ipc/runs.ts';
import { useNow } from '../../hooks/use-now.ts';
import { commonStrings } from '../../strings/common.ts';
import { runStrings } from '../../strings/runs.ts';
import { duration, secondsBetween } from './run-words.ts';

const useStyles = makeStyles({
  table: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1.6fr) minmax(0, 1.1fr) 72px 88px', columnGap: tokens.spacingHorizontalM, alignItems: 'center', alignContent: 'start', fontSize: tokens.fontSizeBase200 },
  row: { display: 'contents' },
  name: { padding: `${tokens.spacingVerticalXS} 0`, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  running: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', color: tokens.colorNeutralForeground2 },
  bar: { gridColumn: '2 / -1' },
  icon: { display: 'flex' },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

function icon({ state }: RunPhase, paused: boolean): ReactNode {
  switch (state) {
    case 'running':
      return paused ? <PauseCircleRegular fontSize={20} color={tokens.colorPaletteMarigoldForeground1} aria-hidden /> : <Spinner size="extra-tiny" aria-hidden />;
    case 'done':
      return <CheckmarkCircleRegular fontSize={20} color={tokens.colorPaletteGreenForeground1} aria-hidden />;
    case 'failed':
      return <DismissCircleRegular fontSize={20} color={tokens.colorPaletteRedForeground1} aria-hidden />;
    case 'cancelled':
      return <StopRegular fontSize={20} color={tokens.colorPaletteMarigoldForeground1} aria-hidden />;
    case 'skipped':
      return <SubtractCircleRegular fontSize={20} color={tokens.colorNeutralForeground4} aria-hidden />;
    case 'later':
      return <CircleRegular fontSize={20} color={tokens.colorNeutralForeground4} aria-hidden />;
  }
}

function timeOf({ state, startedAt, endedAt, etaSeconds }: RunPhase, now: number): string {
  if (state === 'running') return etaSeconds === null ? duration((now - Date.parse(startedAt ?? '')) / 1000 || 0) : runStrings.left(duration(etaSeconds));
  const seconds = secondsBetween(startedAt, endedAt);
  if (seconds === null) return '';
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : duration(seconds);
}

/** One line per phase: how many objects, how fast, how long still. */
export function PhaseRows({ view }: { readonly view: RunView }) {
  const styles = useStyles();
  const now = useNow();
  const paused = view.state === 'paused';
  return (
    <div role="table" aria-label={runStrings.phasesLabel} className={styles.table}>
      <div role="row" className={mergeClasses(styles.row, styles.hidden)} style={{ display: 'contents' }}>
        {(['phase', 'objects', 'rate', 'time'] as const).map((column) => (
          <span key={column} role="columnheader" className={styles.hidden}>
            {runStrings.columns[column]}
          </span>
        ))}
      </div>
      {view.phases.map((phase) => {
        const isQuiet = phase.state === 'later' || phase.state === 'skipped';
        return (
          <div role="row" key={phase.phase} className={styles.row} data-phase={phase.phase} data-state={phase.state}>
            <span className={styles.icon}>{icon(phase, paused)}</span>
            <span role="rowheader" className={mergeClasses(styles.name, phase.state === 'running' && styles.running, isQuiet && styles.quiet)} title={phase.text === '' ? runStrings.phaseStates[phase.state] : phase.text}>
              {commonStrings.phases[phase.phase]}
              <span className={styles.hidden}>, {runStrings.phaseStates[phase.state]}</span>
            </span>
            <span role="cell" className={styles.number}>
              {isQuiet || (phase.done === 0 && phase.total === null) ? '' : runStrings.of(phase.done, phase.total)}
            </span>
            <span role="cell" className={styles.number}>
              {phase.state === 'running' ? runStrings.perSecond(phase.perSecond) : ''}
            </span>
            <span role="cell" className={styles.number}>
              {timeOf(phase, now)}
            </span>
            {phase.state === 'running' ? (
              <span className={styles.bar} role="cell">
                <ProgressBar thickness="medium" aria-label={commonStrings.phases[phase.phase]} {...(phase.total === null || phase.total === 0 ? {} : { value: phase.done, max: phase.total })} />
              </span>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
