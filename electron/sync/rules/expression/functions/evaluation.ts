import { isGuidText } from '../bytes/identifiers.ts';
import { parseDate } from '../dates/parse-date.ts';
import { row, type FunctionRow } from '../row.ts';
import { one } from '../type.ts';
import { compact, isList, kinds, type Value } from '../value.ts';
import { numberOf, textOf } from './arguments.ts';
import { parseNumber } from './conversion.ts';

/** Questions about a value; all but IsBitSet and IsGuid look at an attribute as a whole. */
const family = 'evaluation';

function isNull(value: Value): boolean {
  return value === null || (isList(value) && compact(value).length === 0);
}

function isEmpty(value: Value): boolean {
  return isList(value) ? !isNull(value) && compact(value).every((each) => each === '') : value === '';
}

function isPresent(value: Value): boolean {
  return !isNull(value) && !isEmpty(value);
}

/** True when the value, or every value of a list, answers yes. */
function every(value: Value, test: (value: Value) => boolean): boolean {
  return isList(value) ? !isNull(value) && compact(value).every(test) : value !== null && test(value);
}

function isText(value: Value): boolean {
  return typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean' || (typeof value === 'object' && value !== null && 'dn' in value);
}

const whole = (name: string, means: string, test: (value: Value) => boolean): FunctionRow =>
  row(family, name, { means, takes: [['value', kinds, 'whole']], gives: one('boolean'), call: ([value]) => test(value ?? null) });

export const evaluationFunctions: readonly FunctionRow[] = [
  row(family, 'IsBitSet', {
    means: 'Whether all bits of the flag are set in the number.',
    takes: [['number', 'number'], ['flag', 'number']],
    gives: one('boolean'),
    ofNothing: false,
    call: ([value, flag]) => numberOf(flag) !== 0n && (numberOf(value) & numberOf(flag)) === numberOf(flag),
  }),
  whole('IsDate', 'Whether CDate can make a date of it.', (value) => every(value, (each) => (typeof each === 'string' ? parseDate(each) !== null : typeof each === 'object' && each !== null && 'ticks' in each))),
  whole('IsEmpty', 'Whether it is an empty text; nothing is not empty.', isEmpty),
  row(family, 'IsGuid', { means: 'Whether CGuid can make a GUID of it.', takes: [['text', 'text']], gives: one('boolean'), ofNothing: false, call: ([text]) => isGuidText(textOf(text)) }),
  whole('IsNull', 'Whether there is no value.', isNull),
  whole('IsNullOrEmpty', 'Whether there is no value, or an empty text.', (value) => !isPresent(value)),
  whole('IsNumeric', 'Whether CNum can make a number of it.', (value) => every(value, (each) => typeof each === 'bigint' || (typeof each === 'string' && parseNumber(each) !== null))),
  whole('IsPresent', 'Whether there is a value that is no empty text.', isPresent),
  whole('IsString', 'Whether CStr can make a text of it.', (value) => every(value, isText)),
];
