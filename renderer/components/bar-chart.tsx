import { Body1, Button, Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useState } from 'react';

const useStyles = makeStyles({
  chart: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0, padding: tokens.spacingHorizontalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, minHeight: '32px' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  plot: { display: 'flex', alignItems: 'stretch', height: '144px', gap: '2px', borderBottom: `1px solid ${tokens.colorNeutralStroke1}` },
  column: { flex: 1, minWidth: '2px', maxWidth: '32px', display: 'flex', flexDirection: 'column-reverse', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  part: { width: '100%', flexShrink: 0 },
  legend: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`, margin: 0, padding: 0, listStyleType: 'none', fontSize: tokens.fontSizeBase200 },
  key: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  swatch: { width: '10px', height: '10px', borderRadius: '2px' },
  scroll: { maxHeight: '200px', overflow: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200, fontVariantNumeric: 'tabular-nums' },
  cell: { textAlign: 'right', padding: '4px 8px', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, whiteSpace: 'nowrap' },
  first: { textAlign: 'left', fontWeight: tokens.fontWeightRegular },
});

/** One column of the chart: a run, say. `values` in the order of the series. */
export type Bar = { readonly id: string; readonly label: string; readonly values: readonly number[] };
export type Series = { readonly name: string; readonly colour: string };

export type BarChartWords = { readonly title: string; readonly unit: string; readonly empty: string; readonly peak: string; readonly columns: string; readonly asTable: string; readonly asChart: string };

function text(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function Plot({ bars, series, peak, label }: { readonly bars: readonly Bar[]; readonly series: readonly Series[]; readonly peak: number; readonly label: string }) {
  const styles = useStyles();
  return (
    <div className={styles.plot} role="img" aria-label={label}>
      {bars.map(({ id, label: name, values }) => {
        const shown = series.flatMap((each, index) => ((values[index] ?? 0) > 0 ? [`${each.name} ${text(values[index] ?? 0)}`] : []));
        return (
          <div key={id} className={styles.column} title={[name, ...shown].join('\n')}>
            {series.map((each, index) => ((values[index] ?? 0) <= 0 ? null : <div key={each.name} className={styles.part} style={{ height: `${(100 * (values[index] ?? 0)) / peak}%`, backgroundColor: each.colour }} />))}
          </div>
        );
      })}
    </div>
  );
}

function Numbers({ bars, series, words }: { readonly bars: readonly Bar[]; readonly series: readonly Series[]; readonly words: BarChartWords }) {
  const styles = useStyles();
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={words.title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={`${styles.cell} ${styles.first}`}>
              {words.columns}
            </th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className={styles.cell}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.toReversed().map(({ id, label, values }) => (
            <tr key={id}>
              <th scope="row" className={`${styles.cell} ${styles.first}`}>
                {label}
              </th>
              {values.map((value, index) => (
                <td key={series[index]?.name ?? index} className={styles.cell}>
                  {text(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Stacked bars over time, oldest on the left; the same numbers as a table for who cannot or does not want to see them. */
export function BarChart({ bars, series, words }: { readonly bars: readonly Bar[]; readonly series: readonly Series[]; readonly words: BarChartWords }) {
  const styles = useStyles();
  const [asTable, setAsTable] = useState(false);
  const peak = Math.max(0, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  const used = series.filter((_, index) => bars.some(({ values }) => (values[index] ?? 0) > 0));
  return (
    <section className={styles.chart} aria-label={words.title}>
      <div className={styles.head}>
        <Subtitle2 as="h2" className={styles.title}>
          {words.title}
        </Subtitle2>
        {peak === 0 ? null : (
          <Button size="small" appearance="subtle" onClick={() => setAsTable(!asTable)}>
            {asTable ? words.asChart : words.asTable}
          </Button>
        )}
      </div>
      {peak === 0 ? <Body1 className={styles.quiet}>{words.empty}</Body1> : asTable ? <Numbers bars={bars} series={series} words={words} /> : (
        <>
          <Caption1 className={styles.quiet}>{words.peak.replace('{}', text(peak))}</Caption1>
          <Plot bars={bars} series={series} peak={peak} label={`${words.title}, ${words.peak.replace('{}', text(peak))}`} />
          <Caption1 className={styles.quiet}>{bars.length > 1 ? `${bars[0]?.label ?? ''} – ${bars.at(-1)?.label ?? ''}` : bars[0]?.label}</Caption1>
          <ul className={styles.legend}>
            {used.map(({ name, colour }) => (
              <li key={name} className={styles.key}>
                <span className={styles.swatch} style={{ backgroundColor: colour }} aria-hidden />
                {name}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
