import { EvaluationFailure } from '../failure.ts';
import { row, type FunctionRow } from '../row.ts';
import { many, one } from '../type.ts';
import { compact, kinds, type Scalar } from '../value.ts';
import { listOf, numberOf, optionalNumber, optionalText, smallNumber, textOf } from './arguments.ts';

/** Functions on multi-valued attributes as a whole. An attribute without values counts as an empty list. */
const family = 'multivalue';

/** From 1; 0 when there is none. Texts are searched for a part, references have to be equal. */
function contains(list: readonly Scalar[], search: string, caseType: string | null): bigint {
  const ignoresCase = caseType === 'CaseInsensitive';
  const wanted = ignoresCase ? search.toLowerCase() : search;
  const index = list.findIndex((value) => {
    if (typeof value === 'string') return (ignoresCase ? value.toLowerCase() : value).includes(wanted);
    return typeof value === 'object' && 'dn' in value && (ignoresCase ? value.dn.toLowerCase() : value.dn) === wanted;
  });
  return BigInt(index + 1);
}

function itemAt(list: readonly Scalar[], index: bigint): Scalar | null {
  return index < 1n ? null : (list[smallNumber(index) - 1] ?? null);
}

/** What makes two values the same. */
function identity(value: Scalar): unknown {
  if (typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return `bytes ${value.join(' ')}`;
  return value.kind === 'date' ? `date ${value.ticks}` : `reference ${value.dn}`;
}

export function withoutDuplicates(list: readonly Scalar[], key: (value: Scalar) => unknown = identity): readonly Scalar[] {
  const seen = new Set<unknown>();
  return list.filter((value) => {
    const own = key(value);
    if (seen.has(own)) return false;
    seen.add(own);
    return true;
  });
}

/** Equal without regard to case. */
export function foldedIdentity(value: Scalar): unknown {
  return typeof value === 'string' ? value.toLowerCase() : identity(value);
}

function split(text: string, delimiter: string, limit: bigint | null): readonly string[] {
  if ([...delimiter].length !== 1) throw new EvaluationFailure(`Split separates at one character, not at "${delimiter}".`);
  if (text === '') return [];
  const parts = text.split(delimiter);
  if (limit === null || limit < 1n || BigInt(parts.length) <= limit) return parts;
  const kept = smallNumber(limit);
  return [...parts.slice(0, kept - 1), parts.slice(kept - 1).join(delimiter)];
}

const list = ['values', kinds, 'list'] as const;

export const multivalueFunctions: readonly FunctionRow[] = [
  row(family, 'Contains', {
    means: 'The number of the first value that contains a text, from 1; 0 when none does. A reference has to be equal. Case counts unless CaseInsensitive is given.',
    takes: [['values', ['text', 'reference'], 'list'], ['search', 'text']],
    words: ['case', ['CaseSensitive', 'CaseInsensitive']],
    gives: one('number'),
    ofNothing: 0n,
    call: ([values, search, caseType]) => contains(compact(listOf(values)), textOf(search), optionalText(caseType)),
  }),
  row(family, 'Count', { means: 'How many values there are.', takes: [list], gives: one('number'), call: ([values]) => BigInt(compact(listOf(values)).length) }),
  row(family, 'Item', {
    means: 'One value by its number, from 1. An error when there is none.',
    takes: [list, ['index', 'number']],
    gives: ([values]) => ({ kinds: values?.kinds ?? new Set(), many: 'one', marker: false }),
    call: ([values, index]) => {
      const all = compact(listOf(values));
      const item = itemAt(all, numberOf(index));
      if (item === null) throw new EvaluationFailure(`There is no value number ${numberOf(index)}: there ${all.length === 1 ? 'is one' : `are ${all.length}`}.`);
      return item;
    },
  }),
  row(family, 'ItemOrNull', {
    means: 'One value by its number, from 1; nothing when there is none.',
    takes: [list, ['index', 'number']],
    gives: ([values]) => ({ kinds: values?.kinds ?? new Set(), many: 'one', marker: false }),
    call: ([values, index]) => itemAt(compact(listOf(values)), numberOf(index)),
  }),
  row(family, 'Join', {
    means: 'All values in one text, with a delimiter (a space unless given) in between.',
    takes: [['values', 'text', 'list']],
    optional: [['delimiter', 'text']],
    gives: one('text'),
    call: ([values, delimiter]) => {
      const all = compact(listOf(values));
      return all.length === 0 ? null : all.join(optionalText(delimiter) ?? ' ');
    },
  }),
  row(family, 'RemoveDuplicates', { means: 'Each value once. Case counts.', takes: [list], gives: ([values]) => ({ kinds: values?.kinds ?? new Set(), many: 'many', marker: false }), call: ([values]) => withoutDuplicates(compact(listOf(values))) }),
  row(family, 'Split', {
    means: 'The parts of a text between a delimiter of one character; with a limit the last part holds the rest.',
    takes: [['text', 'text'], ['delimiter', 'text']],
    optional: [['limit', 'number']],
    gives: many('text'),
    call: ([text, delimiter, limit]) => split(textOf(text), textOf(delimiter), optionalNumber(limit)),
  }),
];
