import { describe } from 'vitest';
import { cases, error } from './evaluate.ts';

// Source: Microsoft Entra Connect Sync: Functions Reference
// (learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference), section of the function;
// formats: learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings and standard-date-and-time-format-strings.

const subject = { attributes: { pwdLastSet: '130543784930000000', lastLogonTimestamp: '129699324000000000', accountExpires: '9223372036854775807', whenCreated: '20140905081453.0Z', url: ['2001-01-01', '2002-02-02'] } };

describe('CDate and IsDate', () => {
  cases([
    ['CDate("2013-01-10 4:00 PM -8")', { date: '2013-01-11 00:00:00Z' }],
    ['CDate("2001-01-01")', { date: '2001-01-01 00:00:00Z' }],
    ['CDate("12/25/2007")', { date: '2007-12-25 00:00:00Z' }],
    ['CDate("2012-01-01 23:00:00")', { date: '2012-01-01 23:00:00Z' }],
    ['CDate("2012-01-01T23:00:00+02:00")', { date: '2012-01-01 21:00:00Z' }],
    ['CDate("2012-01-01T23:00:00Z")', { date: '2012-01-01 23:00:00Z' }],
    ['CDate("12:30 PM")', error('is no date')],
    ['CDate("1/2/2013 12:30 AM")', { date: '2013-01-02 00:30:00Z' }],
    ['CDate("5 September 2014")', { date: '2014-09-05 00:00:00Z' }],
    ['CDate("Sep 5, 2014 8:14")', { date: '2014-09-05 08:14:00Z' }],
    ['CDate("Fri, 05 Sep 2014 08:14:53 GMT")', { date: '2014-09-05 08:14:53Z' }],
    ['CDate([whenCreated])', { date: '2014-09-05 08:14:53Z' }],
    ['CDate("2013-02-30")', error('is no date')],
    ['CDate("2012-02-29")', { date: '2012-02-29 00:00:00Z' }],
    ['CDate("2013-13-01")', error('is no date')],
    ['CDate("2013-01-01 24:00")', error('is no date')],
    ['CDate("2013-01-01 13:00 PM")', error('is no date')],
    ['CDate("soon")', error('"soon" is no date')],
    ['CDate("")', error('is no date')],
    ['CDate(NULL)', null],
    ['CDate([url])', [{ date: '2001-01-01 00:00:00Z' }, { date: '2002-02-02 00:00:00Z' }]],
    ['IsDate("2013-01-10 4:00 PM -8")', true],
    ['IsDate("soon")', false],
    ['IsDate(Now())', true],
    ['IsDate(5)', false],
    ['IsDate(NULL)', false],
    ['IsDate([url])', true],
  ], subject);
});

describe('DateAdd', () => {
  cases([
    ['DateAdd("m", 3, CDate("2001-01-01"))', { date: '2001-04-01 00:00:00Z' }],
    ['DateAdd("yyyy", 1, CDate("2012-02-29"))', { date: '2013-02-28 00:00:00Z' }],
    ['DateAdd("m", 1, CDate("2013-01-31"))', { date: '2013-02-28 00:00:00Z' }],
    ['DateAdd("m", -1, CDate("2013-01-31 08:00"))', { date: '2012-12-31 08:00:00Z' }],
    ['DateAdd("q", 2, CDate("2013-01-31"))', { date: '2013-07-31 00:00:00Z' }],
    ['DateAdd("y", 1, CDate("2013-01-31"))', { date: '2013-02-01 00:00:00Z' }],
    ['DateAdd("d", -31, CDate("2013-01-31"))', { date: '2012-12-31 00:00:00Z' }],
    ['DateAdd("w", 1, CDate("2013-01-31"))', { date: '2013-02-01 00:00:00Z' }],
    ['DateAdd("ww", 1, CDate("2013-01-31"))', { date: '2013-02-07 00:00:00Z' }],
    ['DateAdd("h", 25, CDate("2013-01-31"))', { date: '2013-02-01 01:00:00Z' }],
    ['DateAdd("n", 90, CDate("2013-01-31"))', { date: '2013-01-31 01:30:00Z' }],
    ['DateAdd("s", -1, CDate("2013-01-31"))', { date: '2013-01-30 23:59:59Z' }],
    ['DateAdd("M", 1, CDate("2013-01-31"))', error('"M" is no interval')],
    ['DateAdd("yyyy", 9000, CDate("2013-01-31"))', error('outside the years 1 to 9999')],
    ['DateAdd("d", 9223372036854775807, CDate("2013-01-31"))', error('outside the years')],
    ['DateAdd("d", 1, NULL)', null],
    ['DateAdd("d", 1, "2013-01-31")', error('expects a date')],
  ], subject);
});

describe('numbers and dates', () => {
  cases([
    ['DateFromNum(129699324000000000)', { date: '2012-01-01 23:00:00Z' }],
    ['DateFromNum([lastLogonTimestamp])', { date: '2012-01-01 23:00:00Z' }],
    ['NumFromDate(CDate("2012-01-01 23:00:00"))', '129699324000000000n'],
    ['NumFromDate(DateFromNum(129699324000000001))', '129699324000000001n'],
    ['DateFromNum(0)', { date: '1601-01-01 00:00:00Z' }],
    ['NumFromDate(CDate("1600-01-01"))', '-316224000000000n'],
    ['DateFromNum([accountExpires])', error('is no date')],
    ['DateFromNum(-1)', error('is no date')],
    ['DateFromNum([badPasswordTime])', null],
    ['NumFromDate(NULL)', null],
    ['Now()', { date: '2026-11-22 12:00:00Z' }],
    ['Now() > CDate("2020-01-01")', true],
  ].map(([expression, expected]) => [expression as string, typeof expected === 'string' && expected === '-316224000000000n' ? -316224000000000 : expected] as const), subject);
});

describe('FormatDateTime', () => {
  const date = 'CDate("2014-09-05 08:04:53.1234567")';
  cases([
    ['FormatDateTime(CDate("12/25/2007"),"yyyy-MM-dd")', '2007-12-25'],
    ['FormatDateTime(DateFromNum([pwdLastSet]),"yyyyMMddHHmmss.0Z")', '20140905081453.0Z'],
    [`FormatDateTime(${date},"d/M/yy h:m:s t")`, '5/9/14 8:4:53 A'],
    [`FormatDateTime(${date},"dddd, dd MMMM yyyy")`, 'Friday, 05 September 2014'],
    [`FormatDateTime(${date},"ddd MMM y yyyyy")`, 'Fri Sep 14 02014'],
    [`FormatDateTime(DateAdd("h",8,${date}),"hh:mm tt")`, '04:04 PM'],
    [`FormatDateTime(CDate("2014-09-05"),"h tt")`, '12 AM'],
    [`FormatDateTime(${date},"s.fff FFFFFFF")`, '53.123 1234567'],
    [`FormatDateTime(${date},"yyyy'y'\\\\Hz")`, '2014yH+0'],
    [`FormatDateTime(${date},"%d")`, '5'],
    [`FormatDateTime(${date},"o")`, '2014-09-05T08:04:53.1234567Z'],
    [`FormatDateTime(${date},"s")`, '2014-09-05T08:04:53'],
    [`FormatDateTime(${date},"R")`, 'Fri, 05 Sep 2014 08:04:53 GMT'],
    [`FormatDateTime(${date},"Short Date")`, '09/05/2014'],
    [`FormatDateTime(${date},"")`, '09/05/2014 08:04:53'],
    [`FormatDateTime(${date},"x")`, error('"x" is no date format')],
    [`FormatDateTime(${date},"yyyy'")`, error('open quote')],
    [`FormatDateTime(${date},"constructor")`, 'con53ArucAor'],
    ['FormatDateTime(NULL,"yyyy")', null],
    ['FormatDateTime("2014-09-05","yyyy")', error('expects a date')],
  ], subject);
});
