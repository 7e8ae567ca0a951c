import { EvaluationFailure } from './failure.ts';
import { isList, isMarker, type Scalar, type Value } from './value.ts';

/** Applies `one` to each place of the lists among `values`; single values go along with every place. */
export function mapLists(values: readonly Value[], what: string, one: (values: readonly Value[]) => Value): Value {
  let length = -1;
  for (const value of values) {
    if (!isList(value)) continue;
    if (length !== -1 && length !== value.length) throw new EvaluationFailure(`${what} goes through several attributes at once, but one has ${length} and another ${value.length} values.`);
    length = value.length;
  }
  if (length === -1) return one(values);
  const results: (Scalar | null)[] = [];
  for (let index = 0; index < length; index += 1) {
    const result = one(values.map((value) => (isList(value) ? (value[index] ?? null) : value)));
    if (isMarker(result)) throw new EvaluationFailure(`${result.name} stands for the whole result, not for one of several values; NULL leaves a value out.`);
    if (isList(result)) results.push(...result);
    else results.push(result);
  }
  return results;
}
