import type { Cycle } from './cycle.ts';
import { secondsOf } from './product.ts';
import { listed, median, type Result } from './result.ts';
import type { Round } from './rounds.ts';

/** (b) Synchronization and plan of a first run. */
export function firstSynchronization(rounds: readonly Round[]): Result {
  const seconds = rounds.map(({ preview }) => secondsOf(preview, 'synchronize'));
  return { target: 'b', what: 'synchronization and plan, first run', value: median(seconds), unit: 's', limit: { atMost: 20 }, detail: `${listed(seconds)} s; median` };
}

/** (b) The same when nothing changed; and, without a target, of the run that meets its own export for the first time. */
export function laterSynchronizations({ settled, unchanged }: Cycle): readonly Result[] {
  const after = secondsOf(settled, 'synchronize');
  return [
    { target: 'b', what: 'synchronization and plan, unchanged run', value: secondsOf(unchanged, 'synchronize'), unit: 's', limit: { atMost: 2 }, detail: unchanged.steps.find(({ phase }) => phase === 'synchronize')?.text ?? '' },
    { target: 'b', what: 'the same of the run after the export', value: after, unit: 's', limit: null, detail: 'everything was just written: each object is compared once more' },
  ];
}
