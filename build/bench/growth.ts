import { secondsOf, type MeasuredRun } from './product.ts';
import { median, type Result } from './result.ts';
import type { Round } from './rounds.ts';

function phases(run: MeasuredRun): number {
  return secondsOf(run, 'importSource') + secondsOf(run, 'importTarget') + secondsOf(run, 'synchronize');
}

/** (e) Import and synchronization of the large forest against those of one a tenth as large. */
export function growth(small: readonly Round[], large: readonly Round[]): readonly Result[] {
  const of = (rounds: readonly Round[], measure: (run: MeasuredRun) => number): number => median(rounds.map(({ preview }) => measure(preview)));
  const wall = { small: of(small, phases), large: of(large, phases) };
  const processor = { small: of(small, (run) => run.cpuSeconds), large: of(large, (run) => run.cpuSeconds) };
  return [
    { target: 'e', what: 'import and synchronization, tenfold users', value: wall.large / wall.small, unit: 'times', limit: { atMost: 12 }, detail: `${wall.small.toFixed(2)} s and ${wall.large.toFixed(2)} s; medians` },
    { target: 'e', what: 'the same in processor time of the whole process', value: processor.large / processor.small, unit: 'times', limit: null, detail: `${processor.small.toFixed(2)} s and ${processor.large.toFixed(2)} s, the start of the program included` },
  ];
}
