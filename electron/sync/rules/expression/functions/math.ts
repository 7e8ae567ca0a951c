import { EvaluationFailure } from '../failure.ts';
import { fnv64 } from '../random.ts';
import { row, type FunctionRow } from '../row.ts';
import { one } from '../type.ts';
import { numberOf } from './arguments.ts';

const family = 'math';

export const mathFunctions: readonly FunctionRow[] = [
  row(family, 'BitAnd', { means: 'The bits that are set in both numbers.', takes: [['first', 'number'], ['second', 'number']], gives: one('number'), call: ([first, second]) => numberOf(first) & numberOf(second) }),
  row(family, 'BitOr', { means: 'The bits that are set in one of the numbers.', takes: [['first', 'number'], ['second', 'number']], gives: one('number'), call: ([first, second]) => numberOf(first) | numberOf(second) }),
  row(family, 'RandomNum', {
    means: 'A number between two others, both included: random, but for one object and one place in the rules the same in every run.',
    takes: [['start', 'number'], ['end', 'number']],
    gives: one('number'),
    changing: true,
    call: ([start, end], { seed }) => {
      const [from, to] = [numberOf(start), numberOf(end)];
      if (from > to) throw new EvaluationFailure(`RandomNum needs a range: ${from} is more than ${to}.`);
      return from + (fnv64(seed) % (to - from + 1n));
    },
  }),
];
