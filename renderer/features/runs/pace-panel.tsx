import { Body1, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { runStrings } from '../../strings/runs.ts';
import { paceSentence, sparkPath } from './run-words.ts';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: tokens.spacingHorizontalM },
  value: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  spark: { width: '100%', height: '72px', display: 'block', backgroundColor: tokens.colorNeutralBackground2, borderRadius: tokens.borderRadiusMedium },
  line: { fill: 'none', stroke: tokens.colorCompoundBrandStroke, strokeWidth: '2px', vectorEffect: 'non-scaling-stroke' },
  area: { fill: tokens.colorBrandBackground2, stroke: 'none' },
  track: { height: '8px', borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorNeutralBackground5, overflow: 'hidden' },
  bar: { height: '100%', borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorCompoundBrandBackground, transitionProperty: 'width', transitionDuration: '300ms', '@media (prefers-reduced-motion: reduce)': { transitionDuration: '0ms' } },
  full: { backgroundColor: tokens.colorPaletteMarigoldBackground3 },
});

const [sparkWidth, sparkHeight] = [400, 72];
/** From here on the quota counts as used up. */
const fullShare = 0.9;

function Throughput({ view }: { readonly view: RunView }) {
  const styles = useStyles();
  const { line, area, peak } = sparkPath(view.samples.perSecond, sparkWidth, sparkHeight);
  const now = view.phases.find(({ state }) => state === 'running')?.perSecond ?? 0;
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Subtitle2 as="h3">{runStrings.throughput}</Subtitle2>
        <span className={styles.value}>{now === 0 ? '' : runStrings.perSecond(now)}</span>
      </div>
      <svg className={styles.spark} viewBox={`0 0 ${sparkWidth} ${sparkHeight}`} preserveAspectRatio="none" role="img" aria-label={runStrings.throughputLabel(runStrings.perSecond(now) || '0/s', `${peak.toLocaleString('en', { maximumFractionDigits: 1 })}/s`)}>
        <path className={styles.area} d={area} />
        <path className={styles.line} d={line} />
      </svg>
      <Caption1 className={styles.quiet}>{runStrings.objectsPerSecond}</Caption1>
    </section>
  );
}

function Quota({ view }: { readonly view: RunView }) {
  const styles = useStyles();
  const { writesPerSecond, quotaPerSecond, inFlight, pace } = view.pace;
  const share = quotaPerSecond === 0 ? 0 : Math.min(1, writesPerSecond / quotaPerSecond);
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Subtitle2 as="h3">{runStrings.quota.title}</Subtitle2>
        <span className={styles.value}>{runStrings.quota.used(writesPerSecond, quotaPerSecond)}</span>
      </div>
      <div className={styles.track} role="meter" aria-label={runStrings.quota.title} aria-valuemin={0} aria-valuemax={quotaPerSecond} aria-valuenow={Math.min(writesPerSecond, quotaPerSecond)} aria-valuetext={runStrings.quota.used(writesPerSecond, quotaPerSecond)}>
        <div className={mergeClasses(styles.bar, (share >= fullShare || pace === 'throttled') && styles.full)} style={{ width: `${share * 100}%` }} />
      </div>
      <div className={styles.head}>
        <Body1 className={styles.quiet}>{paceSentence(view)}</Body1>
        <Caption1 className={styles.quiet}>{inFlight === 0 ? '' : runStrings.quota.inFlight(inFlight)}</Caption1>
      </div>
    </section>
  );
}

/** How fast, and what sets the pace. */
export function PacePanel({ view }: { readonly view: RunView }) {
  const styles = useStyles();
  return (
    <div className={styles.panel}>
      <Throughput view={view} />
      <Quota view={view} />
    </div>
  );
}
