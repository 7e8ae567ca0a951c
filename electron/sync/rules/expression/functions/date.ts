import { calendarOf, dateOfMs, dateOfTicks, daysInMonth, msOfDay, ticksPerDay } from '../dates/date-time.ts';
import { formatDate } from '../dates/format-date.ts';
import { EvaluationFailure } from '../failure.ts';
import { row, type FunctionRow } from '../row.ts';
import { one } from '../type.ts';
import type { DateTime } from '../value.ts';
import { dateOf, numberOf, textOf } from './arguments.ts';

/** Dates are UTC, from the year 1 to 9999. */
const family = 'date';

const ticksPerUnit: Readonly<Record<string, bigint>> = { y: ticksPerDay, d: ticksPerDay, w: ticksPerDay, ww: 7n * ticksPerDay, h: 36_000_000_000n, n: 600_000_000n, s: 10_000_000n };
const monthsPerUnit: Readonly<Record<string, bigint>> = { yyyy: 12n, q: 3n, m: 1n };

function inRange(date: DateTime | null): DateTime {
  if (date === null) throw new EvaluationFailure('The date lies outside the years 1 to 9999.');
  return date;
}

/** The same day of another month, or its last day. */
function addMonths(date: DateTime, months: bigint): DateTime | null {
  const { year, month, day } = calendarOf(date);
  const total = BigInt(year * 12 + month - 1) + months;
  if (total < 12n || total >= 120_000n) return null;
  const newYear = Number(total / 12n);
  const newMonth = Number(total % 12n) + 1;
  const midnight = msOfDay(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
  const before = msOfDay(year, month, day);
  return midnight === null || before === null ? null : { kind: 'date', ticks: date.ticks + BigInt(midnight - before) * 10_000n };
}

function dateAdd(interval: string, count: bigint, date: DateTime): DateTime {
  const ticks = Object.hasOwn(ticksPerUnit, interval) ? ticksPerUnit[interval] : undefined;
  const months = Object.hasOwn(monthsPerUnit, interval) ? monthsPerUnit[interval] : undefined;
  if (ticks !== undefined) return inRange(dateOfTicks(date.ticks + count * ticks));
  if (months !== undefined) return inRange(addMonths(date, count * months));
  throw new EvaluationFailure(`"${interval}" is no interval: use yyyy, q, m, y, d, w, ww, h, n or s.`);
}

export const dateFunctions: readonly FunctionRow[] = [
  row(family, 'DateAdd', {
    means: 'A date plus so many years (yyyy), quarters (q), months (m), days (y, d, w), weeks (ww), hours (h), minutes (n) or seconds (s).',
    takes: [['interval', 'text'], ['count', 'number'], ['date', 'date']],
    gives: one('date'),
    call: ([interval, count, date]) => dateAdd(textOf(interval), numberOf(count), dateOf(date)),
  }),
  row(family, 'DateFromNum', {
    means: 'A number in Active Directory\'s date format (100-nanosecond intervals since 1601) as a date.',
    takes: [['number', 'number']],
    gives: one('date'),
    call: ([number]) => {
      const date = numberOf(number) < 0n ? null : dateOfTicks(numberOf(number));
      if (date === null) throw new EvaluationFailure(`${numberOf(number)} is no date.`);
      return date;
    },
  }),
  row(family, 'FormatDateTime', {
    means: 'A date as text, by a format such as yyyy-MM-dd.',
    takes: [['date', 'date'], ['format', 'text']],
    gives: one('text'),
    call: ([date, format]) => formatDate(dateOf(date), textOf(format)),
  }),
  row(family, 'Now', { means: 'When the run started, UTC.', gives: one('date'), changing: true, call: (_values, { now }) => dateOfMs(now.getTime()) }),
  row(family, 'NumFromDate', { means: 'A date as a number in Active Directory\'s date format.', takes: [['date', 'date']], gives: one('number'), call: ([date]) => dateOf(date).ticks }),
];
