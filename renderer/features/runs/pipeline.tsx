import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, ChevronRightRegular, CloudRegular, DatabaseRegular, LinkMultipleRegular, ServerRegular, TaskListLtrRegular, type FluentIcon } from '@fluentui/react-icons';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { isPreview, type Phase } from '../../../shared/run.ts';
import { runStrings } from '../../strings/runs.ts';

const { stations: names, stationTexts: texts } = runStrings;

type Station = { readonly id: keyof typeof names; readonly icon: FluentIcon; readonly value: number | null; readonly text: string; readonly phases: readonly Phase[] };

const useStyles = makeStyles({
  line: { display: 'grid', gridTemplateColumns: '1fr 24px 1fr 24px 1fr 24px 1fr 24px 1fr', alignItems: 'stretch', margin: 0, padding: 0, listStyleType: 'none' },
  station: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS, alignContent: 'center', padding: tokens.spacingHorizontalM, minHeight: '64px', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge, backgroundColor: tokens.colorNeutralBackground1 },
  running: { borderTopColor: tokens.colorCompoundBrandStroke, borderRightColor: tokens.colorCompoundBrandStroke, borderBottomColor: tokens.colorCompoundBrandStroke, borderLeftColor: tokens.colorCompoundBrandStroke, boxShadow: `0 0 0 1px ${tokens.colorCompoundBrandStroke}`, backgroundColor: tokens.colorBrandBackground2 },
  name: { gridColumn: 2, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  icon: { gridRow: 'span 3', color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalXXS },
  done: { color: tokens.colorPaletteGreenForeground1 },
  value: { gridColumn: 2, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  waiting: { color: tokens.colorNeutralForeground3 },
  text: { gridColumn: 2, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  arrow: { display: 'flex', alignItems: 'center', justifyContent: 'center', color: tokens.colorNeutralForeground3 },
  moving: { color: tokens.colorCompoundBrandForeground1, animationName: { from: { transform: 'translateX(-4px)', opacity: 0.3 }, to: { transform: 'translateX(4px)', opacity: 1 } }, animationDuration: '900ms', animationIterationCount: 'infinite', '@media (prefers-reduced-motion: reduce)': { animationName: 'none' } },
});

function stationsOf({ numbers, phases, profile }: RunView): readonly Station[] {
  const exporting = phases.find(({ phase }) => phase === 'export');
  const reads = numbers.sourceRead;
  const writes = isPreview(profile) || exporting?.state === 'skipped' ? null : (exporting?.done ?? 0);
  return [
    { id: 'source', icon: ServerRegular, value: reads, text: reads === null ? texts.source(0) : texts.source(reads).replace(/^[\d,]+ /, ''), phases: ['connect', 'recover', 'importSource'] },
    { id: 'staged', icon: DatabaseRegular, value: numbers.staged, text: texts.staged, phases: ['importTarget'] },
    { id: 'joined', icon: LinkMultipleRegular, value: numbers.joined, text: texts.joined, phases: ['synchronize'] },
    { id: 'plan', icon: TaskListLtrRegular, value: numbers.planned, text: texts.plan, phases: [] },
    { id: 'target', icon: CloudRegular, value: exporting?.state === 'later' ? null : writes, text: isPreview(profile) ? texts.targetPreview : texts.target(exporting?.total ?? null), phases: ['export', 'confirm'] },
  ];
}

/** The pipeline as it is, AD on the left and Entra on the right, with the counters that move along it. */
export function Pipeline({ view }: { readonly view: RunView }) {
  const styles = useStyles();
  const running = view.phases.find(({ state }) => state === 'running')?.phase;
  const stations = stationsOf(view);
  return (
    <ol className={styles.line} aria-label={runStrings.pipelineLabel}>
      {stations.map(({ id, icon: Icon, value, text, phases }, index) => {
        const isRunning = running !== undefined && phases.includes(running);
        const next = stations[index + 1];
        const isMoving = next !== undefined && running !== undefined && next.phases.includes(running) && view.state === 'running';
        const isDone = !isRunning && value !== null && phases.length > 0;
        const StationIcon = isDone && view.state === 'ended' && id === 'target' && value !== null ? CheckmarkCircleRegular : Icon;
        return [
          <li key={id} className={mergeClasses(styles.station, isRunning && styles.running)} aria-current={isRunning ? 'step' : undefined} data-station={id}>
            <StationIcon className={mergeClasses(styles.icon, StationIcon === CheckmarkCircleRegular && styles.done)} fontSize={20} aria-hidden />
            <span className={styles.name}>{names[id]}</span>
            <span className={mergeClasses(styles.value, value === null && styles.waiting)}>{value === null ? runStrings.unknown : value.toLocaleString('en')}</span>
            <span className={styles.text} title={text}>
              {text}
            </span>
          </li>,
          next === undefined ? null : (
            <li key={`${id} arrow`} className={styles.arrow} role="presentation" aria-hidden>
              <ChevronRightRegular fontSize={20} className={isMoving ? styles.moving : undefined} />
            </li>
          ),
        ];
      })}
    </ol>
  );
}
