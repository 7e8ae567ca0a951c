import type { ScopeOperator } from '../../../shared/rules.ts';
import { normalizeDn } from '../names/dn.ts';
import type { SourceRow } from '../store.ts';
import { catalogueEntry } from './catalogue.ts';
import { toBase64 } from './expression/bytes/base64.ts';
import { attributeValue } from './expression/evaluate.ts';
import { parseNumber, textOfScalar } from './expression/functions/conversion.ts';
import { compact, isList, isMarker, type Scalar } from './expression/value.ts';
import type { Clause } from './rule.ts';

/** Answers whether an object is a direct member of a group. */
export type IsMember = (guid: string, groupDn: string) => boolean;

export type Condition = (row: SourceRow) => boolean;

/** Operators whose opposite has its own name; the opposite holds whenever the operator does not. */
const opposites = {
  NOTEQUAL: 'EQUAL',
  NOTCONTAINS: 'CONTAINS',
  NOTSTARTSWITH: 'STARTSWITH',
  NOTENDSWITH: 'ENDSWITH',
  ISNOTNULL: 'ISNULL',
  ISNOTIN: 'ISIN',
  ISNOTBITSET: 'ISBITSET',
  ISNOTMEMBEROF: 'ISMEMBEROF',
} as const satisfies Partial<Record<ScopeOperator, ScopeOperator>>;

export function isOpposite(operator: ScopeOperator): operator is keyof typeof opposites {
  return Object.hasOwn(opposites, operator);
}

/** The values of an attribute, without blanks: texts are trimmed. */
export function valuesOf(row: SourceRow, attribute: string): readonly Scalar[] {
  const value = attributeValue(row, attribute);
  if (value === null || isMarker(value)) return [];
  const all = isList(value) ? compact(value) : [value];
  return all.map((each) => (typeof each === 'string' ? each.trim() : each)).filter((each) => each !== '');
}

/** A value in comparable form. Case does not count in a scope filter, as in Active Directory. */
export function key(value: Scalar): string {
  if (value instanceof Uint8Array) return toBase64(value);
  if (typeof value === 'object' && 'dn' in value) return normalizeDn(value.dn);
  return typeof value === 'object' ? String(value.ticks) : textOfScalar(value).trim().toLowerCase();
}

type Test = (value: Scalar) => boolean;

/** Numbers are compared as numbers, everything else as text. */
function orderTest(operator: 'LESSTHAN' | 'LESSTHAN_OR_EQUAL' | 'GREATERTHAN' | 'GREATERTHAN_OR_EQUAL', wanted: string): Test {
  const number = parseNumber(wanted);
  const text = wanted.trim().toLowerCase();
  return (value) => {
    const [left, right] = typeof value === 'bigint' && number !== null ? [value, number] : [key(value), text];
    if (operator === 'LESSTHAN') return left < right;
    if (operator === 'LESSTHAN_OR_EQUAL') return left <= right;
    return operator === 'GREATERTHAN' ? left > right : left >= right;
  };
}

function wantedKey(attribute: string, value: string): string {
  const kind = catalogueEntry(attribute)?.kind;
  if (kind === 'reference') return normalizeDn(value);
  return kind === 'binary' ? value.trim() : value.trim().toLowerCase();
}

function testOf(operator: Exclude<ScopeOperator, keyof typeof opposites | 'ISNULL' | 'ISMEMBEROF'>, attribute: string, value: Clause['value']): Test {
  const text = typeof value === 'string' ? value : (value?.[0] ?? '');
  const wanted = wantedKey(attribute, text);
  switch (operator) {
    case 'EQUAL':
      return (each) => key(each) === wanted;
    case 'CONTAINS':
      return (each) => key(each).includes(wanted);
    case 'STARTSWITH':
      return (each) => key(each).startsWith(wanted);
    case 'ENDSWITH':
      return (each) => key(each).endsWith(wanted);
    case 'ISIN': {
      const keys = new Set((typeof value === 'string' ? value.split(';') : (value ?? [])).map((each) => wantedKey(attribute, each)));
      return (each) => keys.has(key(each));
    }
    case 'ISBITSET': {
      const bits = parseNumber(text) ?? 0n;
      return (each) => typeof each === 'bigint' && bits !== 0n && (each & bits) === bits;
    }
    default:
      return orderTest(operator, text);
  }
}

/** A clause as a condition. With several values one that fits is enough; the opposite operators hold when none does. */
export function compileClause({ attribute, operator, value }: Clause, isMember: IsMember): Condition {
  if (isOpposite(operator)) {
    const positive = compileClause({ attribute, operator: opposites[operator], value }, isMember);
    return (row) => !positive(row);
  }
  if (operator === 'ISNULL') return (row) => valuesOf(row, attribute).length === 0;
  if (operator === 'ISMEMBEROF') return (row) => isMember(row.guid, typeof value === 'string' ? value : '');
  const test = testOf(operator, attribute, value);
  return (row) => valuesOf(row, attribute).some(test);
}

/** Groups are OR-ed, clauses in a group AND-ed. Null: every object. */
export function compileScope(scope: readonly (readonly Clause[])[], isMember: IsMember): Condition | null {
  if (scope.length === 0) return null;
  const groups = scope.map((group) => group.map((clause) => compileClause(clause, isMember)));
  return (row) => groups.some((clauses) => clauses.every((clause) => clause(row)));
}
