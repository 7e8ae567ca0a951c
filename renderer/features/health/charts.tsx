import { makeStyles, tokens } from '@fluentui/react-components';
import type { RunPoint } from '../../../shared/ipc/health.ts';
import { BarChart } from '../../components/bar-chart.tsx';
import { healthStrings } from '../../strings/health.ts';
import { changes, durations, errors, latency } from './chart-data.ts';

const { charts: words } = healthStrings;

const useStyles = makeStyles({ grid: { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: tokens.spacingHorizontalL } });

/** Four questions about the newest runs: how long, how much, what fails, how soon. */
export function HealthCharts({ runs }: { readonly runs: readonly RunPoint[] }) {
  const styles = useStyles();
  const charts = [
    { words: words.durations, data: durations(runs) },
    { words: words.changes, data: changes(runs) },
    { words: words.errors, data: errors(runs) },
    { words: words.latency, data: latency(runs) },
  ];
  return (
    <div className={styles.grid}>
      {charts.map(({ words: { title, unit, empty }, data }) => (
        <BarChart key={title} {...data} words={{ title, unit, empty, peak: words.peak('{}', unit), columns: words.run, asTable: words.table, asChart: words.chart }} />
      ))}
    </div>
  );
}
