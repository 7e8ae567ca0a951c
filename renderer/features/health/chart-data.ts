import { tokens } from '@fluentui/react-components';
import { changeKinds, type ChangeKind, type RunPoint } from '../../../shared/ipc/health.ts';
import { phases, type Phase } from '../../../shared/run.ts';
import type { Bar, Series } from '../../components/bar-chart.tsx';
import { commonStrings } from '../../strings/common.ts';
import { healthStrings } from '../../strings/health.ts';

export type ChartData = { readonly bars: readonly Bar[]; readonly series: readonly Series[] };

const phaseColours: Readonly<Record<Phase, string>> = {
  connect: tokens.colorPaletteLavenderBackground2,
  recover: tokens.colorPaletteDarkOrangeBackground3,
  importSource: tokens.colorPaletteTealBorderActive,
  importTarget: tokens.colorPaletteBlueBorderActive,
  synchronize: tokens.colorPaletteMarigoldBorderActive,
  export: tokens.colorPaletteGreenBorderActive,
  confirm: tokens.colorPaletteGrapeBorderActive,
};
const changeColours: Readonly<Record<ChangeKind, string>> = {
  create: tokens.colorPaletteGreenBorderActive,
  link: tokens.colorPaletteGrapeBorderActive,
  update: tokens.colorPaletteBlueBorderActive,
  disable: tokens.colorNeutralStrokeAccessible,
  delete: tokens.colorPaletteRedBorderActive,
  members: tokens.colorPaletteTealBorderActive,
};
const errorColours = [tokens.colorPaletteRedBorderActive, tokens.colorPaletteMarigoldBorderActive, tokens.colorPaletteGrapeBorderActive, tokens.colorPaletteBlueBorderActive, tokens.colorPaletteTealBorderActive, tokens.colorNeutralStrokeAccessible];

/** "26 Nov, 18:32" in the time zone of this computer. */
export function shortTime(at: string): string {
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

function barsOf(runs: readonly RunPoint[], values: (run: RunPoint) => readonly number[]): readonly Bar[] {
  return runs.map((run) => ({ id: run.id, label: shortTime(run.startedAt), values: values(run) }));
}

/** Seconds by phase. */
export function durations(runs: readonly RunPoint[]): ChartData {
  const ended = runs.filter(({ endedAt }) => endedAt !== null);
  return { bars: barsOf(ended, (run) => phases.map((phase) => (run.phases[phase] ?? 0) / 1000)), series: phases.map((phase) => ({ name: commonStrings.phases[phase], colour: phaseColours[phase] })) };
}

/** Changes by kind, of synchronizations. */
export function changes(runs: readonly RunPoint[]): ChartData {
  const syncs = runs.filter(({ profile, endedAt }) => profile === 'sync' && endedAt !== null);
  return { bars: barsOf(syncs, (run) => changeKinds.map((kind) => run.changes[kind])), series: changeKinds.map((kind) => ({ name: healthStrings.charts.kinds[kind], colour: changeColours[kind] })) };
}

/** Errors by code; the most frequent first. */
export function errors(runs: readonly RunPoint[]): ChartData {
  const totals = new Map<string, number>();
  for (const run of runs) for (const [code, count] of Object.entries(run.errors)) totals.set(code, (totals.get(code) ?? 0) + count);
  const codes = [...totals].sort((left, right) => right[1] - left[1]).map(([code]) => code);
  return { bars: barsOf(runs, (run) => codes.map((code) => run.errors[code] ?? 0)), series: codes.map((name, index) => ({ name, colour: errorColours[index % errorColours.length] ?? tokens.colorPaletteRedBorderActive })) };
}

/** Seconds from the end of the import from AD to the end of the export. */
export function latency(runs: readonly RunPoint[]): ChartData {
  const wrote = runs.filter(({ latencySeconds }) => latencySeconds !== null);
  return { bars: barsOf(wrote, (run) => [run.latencySeconds ?? 0]), series: [{ name: healthStrings.charts.latency.series, colour: tokens.colorPaletteTealBorderActive }] };
}

/** What happened in the last 24 hours. */
export function sinceYesterday(runs: readonly RunPoint[], now: number): { readonly runs: number; readonly failed: number; readonly writes: number } {
  const recent = runs.filter(({ startedAt, profile }) => profile === 'sync' && now - Date.parse(startedAt) < 86_400_000);
  return { runs: recent.length, failed: recent.filter(({ outcome }) => outcome === 'failed').length, writes: recent.reduce((sum, { writes }) => sum + writes, 0) };
}
