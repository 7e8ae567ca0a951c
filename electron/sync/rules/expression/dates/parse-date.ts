import type { DateTime } from '../value.ts';
import { dateOfMs, msOfDay } from './date-time.ts';
import { monthNames } from './names.ts';

/**
 * CDate: a date, a time of day and a time zone, each as people and .NET's invariant culture write them. Without a time
 * zone UTC is meant. `2013-01-10 4:00 PM -8`, `12/25/2007` (month first), `2014-09-05T08:14:53Z`, `20140905081453.0Z`
 * (Active Directory), `5 September 2014`, `Fri, 05 Sep 2014 08:14:53 GMT`.
 */
const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,](\d+))?(Z|[+-]\d{4})$/;
const timePattern = '(?:(?:T|,?\\s+|\\s*)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?\\s*(AM|PM)?)?';
const zonePattern = '\\s*(Z|GMT|UTC|[+-]\\d{1,2}(?::?\\d{2})?)?';
const yearFirst = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${timePattern}${zonePattern}$`, 'i');
const monthFirst = new RegExp(`^(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4})${timePattern}${zonePattern}$`, 'i');
const dayNamed = new RegExp(`^(?:[a-z]{3,9},?\\s+)?(\\d{1,2})[\\s-]([a-z]{3,9})\\.?,?[\\s-](\\d{4})${timePattern}${zonePattern}$`, 'i');
const monthNamed = new RegExp(`^(?:[a-z]{6,9},?\\s+)?([a-z]{3,9})\\.?\\s+(\\d{1,2}),?\\s+(\\d{4})${timePattern}${zonePattern}$`, 'i');

type Clock = readonly [hour: string | undefined, minute: string | undefined, second: string | undefined, fraction: string | undefined, half: string | undefined, zone: string | undefined];

/** Minutes east of UTC; null when there is no such zone. */
function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined || /^(?:Z|GMT|UTC)$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = digits.length <= 2 ? [Number(digits), 0] : [Number(digits.slice(0, -2)), Number(digits.slice(-2))];
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function composed(year: number, month: number, day: number, [hour = '0', minute = '0', second = '0', fraction = '', half, zone]: Clock): DateTime | null {
  const midnight = msOfDay(year, month, day);
  const offset = zoneMinutes(zone);
  const rawHour = Number(hour);
  const hours = half === undefined ? rawHour : (rawHour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  if (midnight === null || offset === null || (half !== undefined && (rawHour < 1 || rawHour > 12)) || hours > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const whole = dateOfMs(midnight + ((hours * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000);
  return { kind: 'date', ticks: whole.ticks + BigInt(fraction.slice(0, 7).padEnd(7, '0')) };
}

function monthNumber(name: string): number {
  const found = monthNames.findIndex((month) => month.toLowerCase() === name.toLowerCase() || month.slice(0, 3).toLowerCase() === name.toLowerCase());
  return found + 1;
}

/** Null when the text is no date. */
export function parseDate(text: string): DateTime | null {
  const bare = text.trim();
  const compactForm = generalized.exec(bare);
  if (compactForm !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = compactForm;
    return composed(Number(year), Number(month), Number(day), [hour, minute, second, fraction, undefined, zone]);
  }
  for (const [pattern, order] of [[yearFirst, [1, 2, 3]], [monthFirst, [3, 1, 2]], [dayNamed, [3, 2, 1]], [monthNamed, [3, 1, 2]]] as const) {
    const found = pattern.exec(bare);
    if (found === null) continue;
    const [year = '', month = '', day = ''] = order.map((index) => found[index] ?? '');
    const clock: Clock = [found[4], found[5], found[6], found[7], found[8], found[9]];
    return composed(Number(year), /^\d+$/.test(month) ? Number(month) : monthNumber(month), Number(day), clock);
  }
  return null;
}
