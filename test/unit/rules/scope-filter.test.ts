import { describe, expect, test } from 'vitest';
import { compileClause, compileScope } from '../../../electron/sync/rules/scope-filter.ts';
import { membershipIn } from '../../../electron/sync/rules/membership.ts';
import type { Clause } from '../../../electron/sync/rules/rule.ts';
import { rulesOf } from '../../../electron/sync/rules/rule-set.ts';
import { scopeOperatorOf, scopeOperators, scopeOperatorSpellings, type ScopeOperator } from '../../../shared/rules.ts';
import { rowOf } from './evaluate.ts';
import { custom, optionsOf } from './options.ts';

// learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning, "Scope"

const guid = '00010203-0405-4607-8809-0a0b0c0d0e0f';
const sales = { ...rowOf(), guid: 'g', dn: 'CN=Sales,DC=contoso,DC=com', kind: 'group' } as const;
const isMember = membershipIn({ findByDn: (dn) => (dn === sales.dn ? sales : null), members: () => [{ guid, dn: 'CN=Joe' }, { guid: null, dn: 'CN=x' }] });
const joe = rowOf(
  { department: ' Sales ', title: '', description: ['first', 'Second'], userAccountControl: '514', msExchRecipientTypeDetails: '2147483648', isCriticalSystemObject: 'TRUE', objectSid: 'S-1-5-21-1-2-3-500', mail: 'joe@contoso.com' },
  { managerDn: 'CN=Boss,DC=contoso,DC=com', memberCount: 3 },
);

function holds(attribute: string, operator: ScopeOperator, value: Clause['value'] = null): boolean {
  return compileClause({ attribute, operator, value }, isMember)(joe);
}

describe('every operator', () => {
  const table: readonly (readonly [operator: ScopeOperator, attribute: string, value: Clause['value'], expected: boolean])[] = [
    ['EQUAL', 'department', 'sales', true],
    ['EQUAL', 'department', 'sale', false],
    ['EQUAL', 'company', 'x', false],
    ['EQUAL', 'description', 'second', true],
    ['EQUAL', 'userAccountControl', '514', true],
    ['EQUAL', 'isCriticalSystemObject', 'True', true],
    ['EQUAL', 'manager', 'cn=boss, dc=contoso, dc=com', true],
    ['NOTEQUAL', 'department', 'SALES', false],
    ['NOTEQUAL', 'company', 'x', true],
    ['NOTEQUAL', 'description', 'first', false],
    ['LESSTHAN', 'userAccountControl', '1000', true],
    ['LESSTHAN', 'userAccountControl', '514', false],
    ['LESSTHAN', 'accountExpires', '1', false],
    ['LESSTHAN', 'department', 'z', true],
    ['LESSTHAN_OR_EQUAL', 'userAccountControl', '514', true],
    ['LESSTHAN_OR_EQUAL', 'userAccountControl', '513', false],
    ['GREATERTHAN', 'msExchRecipientTypeDetails', '2147483647', true],
    ['GREATERTHAN', 'msExchRecipientTypeDetails', '2147483648', false],
    ['GREATERTHAN_OR_EQUAL', 'msExchRecipientTypeDetails', '&H80000000', true],
    ['GREATERTHAN_OR_EQUAL', 'company', 'a', false],
    ['CONTAINS', 'mail', '@CONTOSO', true],
    ['CONTAINS', 'mail', '@fabrikam', false],
    ['NOTCONTAINS', 'mail', '@fabrikam', true],
    ['NOTCONTAINS', 'company', 'x', true],
    ['STARTSWITH', 'department', 'SAL', true],
    ['STARTSWITH', 'department', 'ales', false],
    ['NOTSTARTSWITH', 'department', 'sal', false],
    ['NOTSTARTSWITH', 'company', 'x', true],
    ['ENDSWITH', 'mail', '.COM', true],
    ['ENDSWITH', 'mail', '.de', false],
    ['NOTENDSWITH', 'mail', '.de', true],
    ['ISNULL', 'company', null, true],
    ['ISNULL', 'title', null, true],
    ['ISNULL', 'department', null, false],
    ['ISNOTNULL', 'department', null, true],
    ['ISNOTNULL', 'title', null, false],
    ['ISIN', 'department', ['HR', 'sales'], true],
    ['ISIN', 'department', 'HR;Sales', true],
    ['ISIN', 'department', ['HR'], false],
    ['ISIN', 'company', ['x'], false],
    ['ISNOTIN', 'department', ['HR'], true],
    ['ISNOTIN', 'description', ['SECOND'], false],
    ['ISBITSET', 'userAccountControl', '2', true],
    ['ISBITSET', 'userAccountControl', '&H200', true],
    ['ISBITSET', 'userAccountControl', '4', false],
    ['ISBITSET', 'msExchRecipientTypeDetails', '2147483648', true],
    ['ISBITSET', 'accountExpires', '1', false],
    ['ISNOTBITSET', 'userAccountControl', '4', true],
    ['ISNOTBITSET', 'userAccountControl', '2', false],
    ['ISMEMBEROF', 'dn', sales.dn, true],
    ['ISMEMBEROF', 'dn', 'CN=Other,DC=contoso,DC=com', false],
    ['ISNOTMEMBEROF', 'dn', sales.dn, false],
    ['ISNOTMEMBEROF', 'dn', 'CN=Other,DC=contoso,DC=com', true],
  ];
  test.each(table)('%s: %s against %j is %s', (operator, attribute, value, expected) => expect(holds(attribute, operator, value)).toBe(expected));

  test('is in the table', () => {
    expect([...new Set(table.map(([operator]) => operator))].sort()).toEqual([...scopeOperators].sort());
  });
});

test.each([
  ['ISBITNOTSET', 'ISNOTBITSET'],
  ['CONTAIN', 'CONTAINS'],
  ['NOTCONTAIN', 'NOTCONTAINS'],
] as const)('%s, as exported rules spell it, is %s', (spelling, operator) => {
  const [rule] = rulesOf(optionsOf({ custom: [custom({ target: 'jobTitle', constant: 'x' }, { scope: [[{ attribute: 'userAccountControl', operator: spelling, value: 2 }]] })] }));
  expect(rule?.scope).toEqual([[{ attribute: 'userAccountControl', operator, value: '2' }]]);
});

test('every spelling is an operator, and a documented operator is its own', () => {
  expect(scopeOperatorSpellings.map(scopeOperatorOf).every((each) => scopeOperators.includes(each))).toBe(true);
  expect(scopeOperators.map(scopeOperatorOf)).toEqual(scopeOperators);
});

test('without groups every object is in scope; a group needs all of its clauses, one group is enough', () => {
  expect(compileScope([], isMember)).toBeNull();
  const no: Clause = { attribute: 'company', operator: 'ISNOTNULL', value: null };
  const yes: Clause = { attribute: 'company', operator: 'ISNULL', value: null };
  expect([[[yes, no]], [[no], [yes]], [[yes, yes]], [[no], [no]]].map((scope) => compileScope(scope, isMember)?.(joe))).toEqual([false, true, true, false]);
});
