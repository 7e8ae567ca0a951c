import { EvaluationFailure } from '../failure.ts';
import { row, type FunctionRow } from '../row.ts';
import { nothing } from '../type.ts';
import { textOf } from './arguments.ts';

/** Error ends the evaluation: the object is held, with the author's words. */
export const flowFunctions: readonly FunctionRow[] = [
  row('flow', 'Error', {
    means: 'No value, but an error with these words: the object is held.',
    takes: [['message', 'text']],
    gives: nothing,
    call: ([message]) => {
      throw new EvaluationFailure(textOf(message), null, true);
    },
  }),
];
