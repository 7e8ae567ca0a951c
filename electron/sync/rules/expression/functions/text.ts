import { fnv64 } from '../random.ts';
import { guidText } from '../bytes/identifiers.ts';
import { EvaluationFailure } from '../failure.ts';
import { row, type FunctionRow } from '../row.ts';
import { one } from '../type.ts';
import type { Value } from '../value.ts';
import { binaryOf, numberOf, optionalNumber, optionalText, smallNumber, textOf } from './arguments.ts';
import { replacementsOf } from './replace-chars.ts';

/** Text functions. Source of every behaviour: "Microsoft Entra Connect Sync: Functions Reference" (learn.microsoft.com). */
const family = 'text';
const compareWords = ['vbBinaryCompare', 'vbTextCompare'] as const;

function padding(character: string, name: string): string {
  if ([...character].length !== 1) throw new EvaluationFailure(`${name} pads with one character, not with "${character}".`);
  return character;
}

const longestText = 100_000;

function padLength(length: bigint, name: string): number {
  if (length > BigInt(longestText)) throw new EvaluationFailure(`${name} makes texts of at most ${longestText} characters.`);
  return smallNumber(length);
}

function left(text: string, count: bigint): string {
  return count < 0n ? text : text.slice(0, smallNumber(count));
}

function right(text: string, count: bigint): string {
  return count < 0n ? text : count === 0n ? '' : text.slice(-smallNumber(count));
}

/** The documented oddities: no characters asked for, or a start outside, give an empty text or the whole one. */
function mid<Text extends { readonly length: number; slice(start: number, end?: number): Text }>(text: Text, start: bigint, count: bigint | null): Text {
  if (count === 0n) return text.slice(0, 0);
  if ((count !== null && count < 0n) || start > BigInt(text.length) || start <= 0n) return text;
  const from = smallNumber(start) - 1;
  return count === null ? text.slice(from) : text.slice(from, from + smallNumber(count));
}

function comparable(text: string, compare: string | null): string {
  return compare === 'vbTextCompare' ? text.toLowerCase() : text;
}

function inStr([textValue, matchValue, startValue, compare]: readonly Value[]): bigint {
  const word = optionalText(compare);
  const text = comparable(textOf(textValue), word);
  const match = comparable(textOf(matchValue), word);
  const start = optionalNumber(startValue) ?? 1n;
  if (start < 1n) throw new EvaluationFailure(`InStr counts from 1, so it cannot start at ${start}.`);
  if (start > BigInt(text.length)) return 0n;
  return BigInt(text.indexOf(match, smallNumber(start) - 1) + 1);
}

/** Searches backwards; the match has to end at `start` or before. */
function inStrRev([textValue, matchValue, startValue, compare]: readonly Value[]): bigint {
  const word = optionalText(compare);
  const match = comparable(textOf(matchValue), word);
  const start = optionalNumber(startValue) ?? -1n;
  if (start === 0n || start < -1n) throw new EvaluationFailure(`InStrRev counts from 1, so it cannot start at ${start}.`);
  const text = comparable(textOf(textValue), word);
  if (start > BigInt(text.length)) return 0n;
  return BigInt((start === -1n ? text : text.slice(0, smallNumber(start))).lastIndexOf(match) + 1);
}

function properCase(text: string): string {
  return text.split(' ').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()).join(' ');
}

const monikers: Readonly<Record<string, string>> = { '\\n': '\n', '\\r': '\r', '\\t': '\t' };

function withMonikers(text: string): string {
  return text.includes('\\') ? text.replace(/\\[nrt]/g, (moniker) => monikers[moniker] ?? moniker) : text;
}

/** Two delimiters in a row enclose an empty word ("Functions reference for Microsoft Identity Manager 2016"). */
function word(text: string, number: bigint, delimiters: string): string {
  if (number < 1n) return '';
  const words: string[] = [];
  let current = '';
  for (const character of text) {
    if (delimiters.includes(character)) {
      words.push(current);
      current = '';
    } else {
      current += character;
    }
  }
  return [...words, current][smallNumber(number) - 1] ?? '';
}

const text = ['text', 'text'] as const;
const simple = (name: string, means: string, change: (value: string) => string): FunctionRow =>
  row(family, name, { means, takes: [text], gives: one('text'), call: ([value]) => change(textOf(value)) });

export const textFunctions: readonly FunctionRow[] = [
  row(family, 'Guid', {
    means: 'A GUID that is random, but for one object and one place in the rules the same in every run.',
    gives: one('text'),
    changing: true,
    call: (_values, { seed }) => {
      const bytes = new Uint8Array(16);
      const view = new DataView(bytes.buffer);
      view.setBigUint64(0, fnv64(`${seed} high`));
      view.setBigUint64(8, fnv64(`${seed} low`));
      view.setUint8(7, (view.getUint8(7) & 0x0f) | 0x40);
      view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
      return guidText(bytes);
    },
  }),
  row(family, 'InStr', {
    means: 'Where a text first occurs in another, from 1; 0 when it does not. Case counts unless vbTextCompare is given.',
    takes: [text, ['match', 'text']],
    optional: [['start', 'number']],
    words: ['compare', compareWords],
    gives: one('number'),
    ofNothing: 0n,
    call: inStr,
  }),
  row(family, 'InStrRev', {
    means: 'Where a text last occurs in another, from 1; 0 when it does not.',
    takes: [text, ['match', 'text']],
    optional: [['start', 'number']],
    words: ['compare', compareWords],
    gives: one('number'),
    ofNothing: 0n,
    call: inStrRev,
  }),
  simple('LCase', 'In lower case.', (value) => value.toLowerCase()),
  row(family, 'Left', {
    means: 'The first characters; a negative number gives the whole text, 0 or no text an empty one.',
    takes: [text, ['count', 'number']],
    gives: one('text'),
    ofNothing: '',
    call: ([value, count]) => left(textOf(value), numberOf(count)),
  }),
  row(family, 'Len', {
    means: 'The number of characters, or of bytes of binary data.',
    takes: [['text', ['text', 'binary']]],
    gives: one('number'),
    ofNothing: 0n,
    call: ([value]) => BigInt(typeof value === 'string' ? value.length : binaryOf(value).length),
  }),
  simple('LTrim', 'Without white space at the beginning.', (value) => value.trimStart()),
  row(family, 'Mid', {
    means: 'Characters from a position, counted from 1. A start outside the text, or a negative number, gives the whole text.',
    takes: [['text', ['text', 'binary']], ['start', 'number']],
    optional: [['count', 'number']],
    gives: ([value]) => one(...(value?.kinds.size === 1 && value.kinds.has('binary') ? (['binary'] as const) : value?.kinds.has('binary') === true ? (['text', 'binary'] as const) : (['text'] as const))),
    ofNothing: '',
    call: ([value, start, count]) => (typeof value === 'string' ? mid(value, numberOf(start), optionalNumber(count)) : mid(binaryOf(value), numberOf(start), optionalNumber(count))),
  }),
  row(family, 'PadLeft', {
    means: 'Filled up at the beginning to a length.',
    takes: [text, ['length', 'number'], ['character', 'text']],
    gives: one('text'),
    ofNothing: '',
    call: ([value, length, character]) => textOf(value).padStart(padLength(numberOf(length), 'PadLeft'), padding(textOf(character), 'PadLeft')),
  }),
  row(family, 'PadRight', {
    means: 'Filled up at the end to a length.',
    takes: [text, ['length', 'number'], ['character', 'text']],
    gives: one('text'),
    ofNothing: '',
    call: ([value, length, character]) => textOf(value).padEnd(padLength(numberOf(length), 'PadRight'), padding(textOf(character), 'PadRight')),
  }),
  simple('PCase', 'Each word with a capital letter, the rest in lower case.', properCase),
  row(family, 'Replace', {
    means: 'Every occurrence of a text replaced by another; \\n, \\r and \\t stand for new line, carriage return and tab.',
    takes: [text, ['old', 'text'], ['new', 'text']],
    gives: one('text'),
    call: ([value, old, replacement]) => (textOf(old) === '' ? textOf(value) : textOf(value).replaceAll(withMonikers(textOf(old)), () => withMonikers(textOf(replacement)))),
  }),
  row(family, 'ReplaceChars', {
    means: 'Characters replaced by a list: "ö:oe,ß:ss,-:".',
    takes: [text, ['pattern', 'text']],
    gives: one('text'),
    call: ([value, pattern]) => {
      const replacements = replacementsOf(textOf(pattern));
      return [...textOf(value)].map((character) => replacements.get(character) ?? character).join('');
    },
  }),
  row(family, 'Right', {
    means: 'The last characters; a negative number gives the whole text, 0 or no text an empty one.',
    takes: [text, ['count', 'number']],
    gives: one('text'),
    ofNothing: '',
    call: ([value, count]) => right(textOf(value), numberOf(count)),
  }),
  simple('RTrim', 'Without white space at the end.', (value) => value.trimEnd()),
  simple('Trim', 'Without white space at both ends.', (value) => value.trim()),
  simple('UCase', 'In upper case.', (value) => value.toUpperCase()),
  row(family, 'Word', {
    means: 'A word by its number, from 1; words stand between any of the delimiters.',
    takes: [text, ['number', 'number'], ['delimiters', 'text']],
    gives: one('text'),
    ofNothing: '',
    call: ([value, number, delimiters]) => word(textOf(value), numberOf(number), textOf(delimiters)),
  }),
];
