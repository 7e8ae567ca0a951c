import { expect, test } from 'vitest';
import { compile } from '../../../electron/sync/rules/expression/compile.ts';
import { evaluationOf } from '../../../electron/sync/rules/expression/evaluate.ts';
import { EvaluationFailure } from '../../../electron/sync/rules/expression/failure.ts';
import { parse } from '../../../electron/sync/rules/expression/parse.ts';
import { formatDate } from '../../../electron/sync/rules/expression/dates/format-date.ts';
import { toHex } from '../../../electron/sync/rules/expression/bytes/text.ts';
import { isList, isMarker, type Value } from '../../../electron/sync/rules/expression/value.ts';
import type { SourceRow } from '../../../electron/sync/store.ts';
import { sourceOf } from './documented.ts';

export const now = new Date('2026-11-22T12:00:00Z');
export const anchor = 'AAECAwQFBgcICQoLDA0ODw==';

export type Attributes = Readonly<Record<string, string | readonly string[]>>;

export function rowOf(attributes: Attributes = {}, rest: Partial<SourceRow> = {}): SourceRow {
  return {
    guid: '00010203-0405-4607-8809-0a0b0c0d0e0f',
    source: '',
    dn: 'CN=Joe,OU=Atlanta,OU=GA,OU=US,DC=contoso,DC=com',
    kind: 'user',
    managerGuid: null,
    managerDn: null,
    memberCount: 0,
    state: 'present',
    ...rest,
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, typeof value === 'string' ? [value] : value])),
  };
}

/** A value as tests write it: numbers as numbers, dates in ISO 8601, bytes in hexadecimal. */
export function shown(value: Value): unknown {
  if (isMarker(value)) return { marker: value.name };
  if (isList(value)) return value.map(shown);
  if (typeof value === 'bigint') return value <= 9007199254740991n && value >= -9007199254740991n ? Number(value) : `${value}n`;
  if (value instanceof Uint8Array) return { hex: toHex(value) };
  if (typeof value === 'object' && value !== null) return 'ticks' in value ? { date: formatDate(value, 'u') } : { ref: value.dn };
  return value;
}

export type Subject = { readonly attributes?: Attributes; readonly row?: Partial<SourceRow>; readonly parameters?: Readonly<Record<string, string>> };

/** The value, or `{error}` with the message. */
export function evaluate(expression: string, { attributes, row, parameters = {} }: Subject = {}): unknown {
  const parsed = parse(expression);
  if (!parsed.ok) throw new Error(`${expression}: ${parsed.fault.message} (${parsed.fault.start})`);
  try {
    return shown(compile(parsed.expression)(evaluationOf(rowOf(attributes, row), anchor, { parameters, now })));
  } catch (error) {
    if (error instanceof EvaluationFailure) return { error: error.message };
    throw error;
  }
}

/** One test a line: what an expression gives, with the page and section that says so in its name. */
export function cases(rows: readonly (readonly [expression: string, expected: unknown])[], subject: Subject = {}): void {
  test.each(rows.map(([expression, expected]) => [expression, sourceOf(expression), expected] as const))('%s (%s)', (expression, _source, expected) => expect(evaluate(expression, subject)).toEqual(expected));
}

/** Any error whose message contains this. */
export function error(part: string): unknown {
  return { error: expect.stringContaining(part) as unknown };
}
