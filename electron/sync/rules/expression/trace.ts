import type { ExpressionStep, ShownValue } from '../../../../shared/rules.ts';
import { toBase64 } from './bytes/base64.ts';
import { compile, type Watcher } from './compile.ts';
import { formatDate } from './dates/format-date.ts';
import { EvaluationFailure } from './failure.ts';
import type { Evaluation } from './evaluation.ts';
import { textOfScalar } from './functions/conversion.ts';
import type { Expression } from './syntax.ts';
import { compact, isList, isMarker, kindOf, type Scalar, type Value } from './value.ts';

function scalarText(value: Scalar): string {
  if (value instanceof Uint8Array) return toBase64(value);
  return typeof value === 'object' && 'ticks' in value ? formatDate(value, 'o') : textOfScalar(value);
}

/** A value for people and JSON: texts, with the kind beside them; binary data in base64, dates in ISO 8601. */
export function shownValue(value: Value): ShownValue {
  if (value === null) return { kind: 'nothing', values: [] };
  if (isMarker(value)) return { kind: value.name, values: [] };
  if (!isList(value)) return { kind: kindOf(value), values: [scalarText(value)] };
  const items = compact(value);
  return { kind: items[0] === undefined ? 'nothing' : kindOf(items[0]), values: items.map(scalarText), list: true };
}

export type Traced = { readonly value: Value; readonly failure: EvaluationFailure | null; readonly steps: readonly ExpressionStep[] };

const silent: ReadonlySet<Expression['kind']> = new Set(['text', 'number', 'boolean', 'constant', 'word']);

/** Evaluates and remembers what every part gave, in the order in which it was evaluated: parts before what they belong to. */
export function trace(expression: Expression, text: string, evaluation: Evaluation): Traced {
  const steps: ExpressionStep[] = [];
  let depth = 0;
  const watcher: Watcher = (node, run) => {
    if (silent.has(node.kind)) return run;
    return (own) => {
      const level = depth;
      depth += 1;
      const step = { start: node.start, end: node.end, text: text.slice(node.start, node.end), depth: level };
      try {
        const value = run(own);
        steps.push({ ...step, value: shownValue(value), error: null });
        return value;
      } catch (error) {
        if (error instanceof EvaluationFailure) steps.push({ ...step, value: null, error: error.message });
        throw error;
      } finally {
        depth = level;
      }
    };
  };
  try {
    return { value: compile(expression, watcher)(evaluation), failure: null, steps };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { value: null, failure: error, steps };
    throw error;
  }
}
