import type { ScopeOperator } from '../../../shared/rules.ts';
import { normalizeDn } from '../names/dn.ts';
import type { SourceRow } from '../store.ts';
import { catalogueEntry } from './catalogue.ts';
import { toBase64 } from './expression/bytes/base64.ts';
import { attributeValue } from './expression/evaluate.ts';
import { parseNumber, textOfScalar } from './expression/functions/conversion.ts';
import { compact, isList, isMarker, type Kind, type Scalar } from './expression/value.ts';
import type { Clause } from './rule.ts';

/** Answers whether an object is a direct member of a group. */
export type IsMember = (guid: string, groupDn: string) => boolean;

export type Condition<Subject = SourceRow> = (subject: Subject) => boolean;

/** How a scope filter looks at what it is asked about. */
export type Reading<Subject> = {
  /** Without blanks, texts trimmed. */
  readonly values: (subject: Subject, attribute: string) => readonly Scalar[];
  readonly kind: (attribute: string) => Kind | undefined;
};

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

const directoryReading: Reading<SourceRow> = { values: valuesOf, kind: (attribute) => catalogueEntry(attribute)?.kind };

function wantedKey(kind: Kind | undefined, value: string): string {
  if (kind === 'reference') return normalizeDn(value);
  return kind === 'binary' ? value.trim() : value.trim().toLowerCase();
}

function testOf(operator: Exclude<ScopeOperator, keyof typeof opposites | 'ISNULL' | 'ISMEMBEROF'>, kind: Kind | undefined, value: Clause['value']): Test {
  const text = typeof value === 'string' ? value : (value?.[0] ?? '');
  const wanted = wantedKey(kind, text);
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
      const keys = new Set((typeof value === 'string' ? value.split(';') : (value ?? [])).map((each) => wantedKey(kind, each)));
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
export function compileClauseOn<Subject extends { readonly guid: string }>({ attribute, operator, value }: Clause, isMember: IsMember, reading: Reading<Subject>): Condition<Subject> {
  if (isOpposite(operator)) {
    const positive = compileClauseOn({ attribute, operator: opposites[operator], value }, isMember, reading);
    return (subject) => !positive(subject);
  }
  const { values } = reading;
  if (operator === 'ISNULL') return (subject) => values(subject, attribute).length === 0;
  if (operator === 'ISMEMBEROF') return (subject) => isMember(subject.guid, typeof value === 'string' ? value : '');
  const test = testOf(operator, reading.kind(attribute), value);
  return (subject) => values(subject, attribute).some(test);
}

/** The same on an AD object. */
export function compileClause(clause: Clause, isMember: IsMember): Condition {
  return compileClauseOn(clause, isMember, directoryReading);
}

/** Groups are OR-ed, clauses in a group AND-ed. Null: every object. */
export function compileScopeOn<Subject extends { readonly guid: string }>(scope: readonly (readonly Clause[])[], isMember: IsMember, reading: Reading<Subject>): Condition<Subject> | null {
  if (scope.length === 0) return null;
  const groups = scope.map((group) => group.map((clause) => compileClauseOn(clause, isMember, reading)));
  return (subject) => groups.some((clauses) => clauses.every((clause) => clause(subject)));
}

/** The same on an AD object. */
export function compileScope(scope: readonly (readonly Clause[])[], isMember: IsMember): Condition | null {
  return compileScopeOn(scope, isMember, directoryReading);
}
