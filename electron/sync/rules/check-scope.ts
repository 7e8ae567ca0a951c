import { nearest } from '../../../shared/nearest.ts';
import type { Report } from './check-flow.ts';
import type { Surroundings } from './expression/check.ts';
import { parseNumber } from './expression/functions/conversion.ts';
import type { Clause } from './rule.ts';

const withoutValue: ReadonlySet<Clause['operator']> = new Set(['ISNULL', 'ISNOTNULL']);
const ofMembers: ReadonlySet<Clause['operator']> = new Set(['ISMEMBEROF', 'ISNOTMEMBEROF']);
const ofBits: ReadonlySet<Clause['operator']> = new Set(['ISBITSET', 'ISNOTBITSET']);
const ofLists: ReadonlySet<Clause['operator']> = new Set(['ISIN', 'ISNOTIN']);
const ofOrder: ReadonlySet<Clause['operator']> = new Set(['LESSTHAN', 'LESSTHAN_OR_EQUAL', 'GREATERTHAN', 'GREATERTHAN_OR_EQUAL']);

function checkValue({ operator, value }: Clause, path: string, report: Report): void {
  if (withoutValue.has(operator)) {
    if (value !== null) report(`${path}.value`, `${operator} takes no value.`, 'Remove value.');
    return;
  }
  if (value === null || value.length === 0) report(path, `${operator} needs a value.`, `Add "value"${ofLists.has(operator) ? ': a list, ["…", "…"]' : ''}.`);
  else if (typeof value === 'object' && !ofLists.has(operator)) report(`${path}.value`, `${operator} takes one value, not a list.`, 'ISIN takes a list.');
}

/** Checks one clause of a scope filter against what the rule may refer to. */
export function checkClause(clause: Clause, path: string, { attribute: entryOf, attributeNames, unknown }: Surroundings, report: Report): void {
  const { attribute, operator, value } = clause;
  checkValue(clause, path, report);
  const text = typeof value === 'string' ? value : null;
  if (ofMembers.has(operator)) {
    if (text !== null && !/^[^=,]+=.+/.test(text)) report(`${path}.value`, `"${text}" is no distinguished name of a group.`, 'Write it like CN=Sales,OU=Groups,DC=contoso,DC=com.');
    return;
  }
  const entry = entryOf(attribute);
  if (entry === null) {
    const near = nearest(attribute, attributeNames);
    const { message, fix } = unknown(attribute);
    report(`${path}.attribute`, message, near === null ? fix : `Did you mean ${near}? Names are case-sensitive.`);
    return;
  }
  if (ofBits.has(operator) && entry.kind !== 'number') report(`${path}.operator`, `${operator} works on numbers, and ${attribute} is none.`, null);
  if (ofBits.has(operator) && text !== null && parseNumber(text) === null) report(`${path}.value`, `"${text}" is no number.`, 'Write digits, or &H and hexadecimal digits.');
  if (ofOrder.has(operator) && entry.kind === 'number' && text !== null && parseNumber(text) === null) report(`${path}.value`, `${attribute} is a number, and "${text}" is none.`, null);
  if (attribute === 'memberOf') report(`${path}.attribute`, 'A change of memberOf is not reported by Active Directory, so a delta import does not see it.', 'Use ISMEMBEROF with the group\'s name: it looks at the members of the group.', 'warning');
}
