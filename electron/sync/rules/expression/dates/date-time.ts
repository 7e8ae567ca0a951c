import type { DateTime } from '../value.ts';

/** Ticks from 1601-01-01 to 1970-01-01. */
const unixEpochTicks = 116_444_736_000_000_000n;
const ticksPerMs = 10_000n;
/** 0001-01-01 and 9999-12-31: what .NET's DateTime, and so Entra Connect, can hold. */
const firstMs = -62_135_596_800_000;
const lastMs = 253_402_300_799_999;

export const ticksPerDay = 864_000_000_000n;

/** Null outside the years 1 to 9999. */
export function dateOfTicks(ticks: bigint): DateTime | null {
  const date: DateTime = { kind: 'date', ticks };
  const ms = msOf(date);
  return ms < firstMs || ms > lastMs ? null : date;
}

export function dateOfMs(ms: number): DateTime {
  return { kind: 'date', ticks: BigInt(Math.trunc(ms)) * ticksPerMs + unixEpochTicks };
}

/** Milliseconds since 1970; what is finer is cut off. */
export function msOf({ ticks }: DateTime): number {
  const sinceEpoch = ticks - unixEpochTicks;
  const floored = sinceEpoch < 0n && sinceEpoch % ticksPerMs !== 0n ? sinceEpoch / ticksPerMs - 1n : sinceEpoch / ticksPerMs;
  return Number(floored);
}

/** The part of a second, in ticks: 0 to 9,999,999. */
export function fractionOf({ ticks }: DateTime): number {
  const rest = Number((ticks - unixEpochTicks) % 10_000_000n);
  return rest < 0 ? rest + 10_000_000 : rest;
}

export type Calendar = { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second: number; readonly weekday: number };

/** In UTC; months from 1, weekdays from 0 = Sunday. */
export function calendarOf(date: DateTime): Calendar {
  const utc = new Date(msOf(date));
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate(), hour: utc.getUTCHours(), minute: utc.getUTCMinutes(), second: utc.getUTCSeconds(), weekday: utc.getUTCDay() };
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** Milliseconds of a day in UTC; null when there is no such day. */
export function msOfDay(year: number, month: number, day: number): number | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}
