import { EvaluationFailure } from '../failure.ts';
import type { DateTime } from '../value.ts';
import { calendarOf, fractionOf, type Calendar } from './date-time.ts';
import { dayNames, monthNames } from './names.ts';

/**
 * FormatDateTime: custom formats as .NET has them ("Custom date and time format strings", learn.microsoft.com; the
 * function reference points to the same letters), in UTC and the invariant culture, and the named formats of VBA.
 */
const named: ReadonlyMap<string, string> = new Map([
  ['general date', 'MM/dd/yyyy HH:mm:ss'],
  ['long date', 'dddd, dd MMMM yyyy'],
  ['medium date', 'dd-MMM-yy'],
  ['short date', 'MM/dd/yyyy'],
  ['long time', 'HH:mm:ss'],
  ['medium time', 'hh:mm tt'],
  ['short time', 'HH:mm'],
]);

/** A format of one letter is a standard one. */
const standard: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
  O: "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  s: "yyyy-MM-dd'T'HH:mm:ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy-MM-dd HH:mm:ss'Z'",
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function year(value: number, length: number): string {
  return length <= 2 ? digits(value % 100, length) : digits(value, length);
}

function name(names: readonly string[], index: number, length: number): string {
  const full = names[index] ?? '';
  return length === 3 ? full.slice(0, 3) : full;
}

function fraction(ticks: number, length: number, keepZeros: boolean): string {
  const text = digits(ticks, 7).slice(0, length);
  return keepZeros ? text : text.replace(/0+$/, '');
}

/** One run of the same format letter; null when the letter means nothing and stands for itself. */
function field(letter: string, length: number, date: Calendar, ticks: number): string | null {
  switch (letter) {
    case 'd':
      return length > 2 ? name(dayNames, date.weekday, length) : digits(date.day, length);
    case 'M':
      return length > 2 ? name(monthNames, date.month - 1, length) : digits(date.month, length);
    case 'y':
      return year(date.year, length);
    case 'h':
      return digits(date.hour % 12 === 0 ? 12 : date.hour % 12, Math.min(length, 2));
    case 'H':
      return digits(date.hour, Math.min(length, 2));
    case 'm':
      return digits(date.minute, Math.min(length, 2));
    case 's':
      return digits(date.second, Math.min(length, 2));
    case 'f':
    case 'F':
      return fraction(ticks, length, letter === 'f');
    case 't':
      return (date.hour < 12 ? 'AM' : 'PM').slice(0, length);
    case 'z':
      return length === 1 ? '+0' : length === 2 ? '+00' : '+00:00';
    case 'K':
      return 'Z';
    case 'g':
      return 'A.D.';
    default:
      return null;
  }
}

function custom(format: string, date: Calendar, ticks: number): string {
  let text = '';
  for (let index = 0; index < format.length; ) {
    const letter = format.charAt(index);
    if (letter === '\\' || letter === '%') {
      if (letter === '\\') text += format.charAt(index + 1);
      index += letter === '\\' ? 2 : 1;
    } else if (letter === "'" || letter === '"') {
      const end = format.indexOf(letter, index + 1);
      if (end === -1) throw new EvaluationFailure(`The date format "${format}" has an open quote.`);
      text += format.slice(index + 1, end);
      index = end + 1;
    } else {
      let end = index + 1;
      while (format.charAt(end) === letter) end += 1;
      if ((letter === 'f' || letter === 'F') && end - index > 7) throw new EvaluationFailure(`The date format "${format}" asks for more than seven digits of a second.`);
      text += field(letter, end - index, date, ticks) ?? format.slice(index, end);
      index = end;
    }
  }
  return text;
}

export function formatDate(date: DateTime, format: string): string {
  if (format.length === 1 && /[A-Za-z]/.test(format) && standard[format] === undefined) throw new EvaluationFailure(`"${format}" is no date format.`);
  const pattern = format === '' ? 'MM/dd/yyyy HH:mm:ss' : ((format.length === 1 ? standard[format] : named.get(format.toLowerCase())) ?? format);
  return custom(pattern, calendarOf(date), fractionOf(date));
}
