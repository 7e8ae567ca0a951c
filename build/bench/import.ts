import { secondsOf } from './product.ts';
import { listed, median, type Result } from './result.ts';
import type { Round } from './rounds.ts';

/** (a) Full import of the directory, store included, against ldapsearch. */
export function importRatio(rounds: readonly Round[]): Result {
  const ours = rounds.map(({ preview }) => secondsOf(preview, 'importSource'));
  const theirs = rounds.map(({ ldapsearchSeconds }) => ldapsearchSeconds);
  const value = median(ours) / median(theirs);
  return { target: 'a', what: 'full import against ldapsearch', value, unit: 'times', limit: { atMost: 2.5 }, detail: `import ${listed(ours)} s; ldapsearch ${listed(theirs)} s; medians` };
}
