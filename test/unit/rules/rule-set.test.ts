import { describe, expect, test } from 'vitest';
import { extraAttributesOf } from '../../../electron/sync/rules/extra-attributes.ts';
import { filterOf } from '../../../electron/sync/rules/filter.ts';
import { defaultRules } from '../../../electron/sync/rules/default-rules.ts';
import { asCustomRule, findRule } from '../../../electron/sync/rules/show-rule.ts';
import { rulesOf } from '../../../electron/sync/rules/rule-set.ts';
import { now, rowOf } from './evaluate.ts';
import { custom, made, optionsOf, type CustomInput } from './options.ts';

const boss = { attributes: { title: ' Boss ', department: 'Sales' } };

describe('precedence', () => {
  test('a rule of the profile comes before the default rule', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', expression: 'UCase([title])' })], boss)).toEqual({ value: 'BOSS', update: 'BOSS', rule: 'Mine', problem: null });
    expect(made('jobTitle', [], boss)).toEqual({ value: 'Boss', update: 'Boss', rule: 'user.jobTitle', problem: null });
  });

  test('the lowest number comes first, whatever the order in the profile', () => {
    const rules = [custom({ target: 'jobTitle', constant: 'second' }, { name: 'B', precedence: 20 }), custom({ target: 'jobTitle', constant: 'first' }, { name: 'A', precedence: 5 })];
    expect(made('jobTitle', rules, boss)).toMatchObject({ value: 'first', rule: 'A' });
    expect(made('jobTitle', [...rules].reverse(), boss)).toMatchObject({ value: 'first', rule: 'A' });
  });

  test('NULL and a blank text pass on to the next rule', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', expression: 'NULL' })], boss)).toMatchObject({ value: 'Boss', rule: 'user.jobTitle' });
    expect(made('jobTitle', [custom({ target: 'jobTitle', expression: '"  "' })], boss)).toMatchObject({ value: 'Boss' });
    expect(made('jobTitle', [custom({ target: 'jobTitle', direct: 'company' })], boss)).toMatchObject({ value: 'Boss' });
  });

  test('AuthoritativeNull lets no lower rule supply a value, and clears', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', expression: 'AuthoritativeNull' })], boss)).toEqual({ value: null, update: null, rule: 'Mine', problem: null });
  });

  test('IgnoreThisFlow leaves the target as it is', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', expression: 'IgnoreThisFlow' })], boss)).toEqual({ value: null, update: undefined, rule: 'Mine', problem: null });
  });

  test('apply once sets the value at creation and leaves it alone afterwards', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', constant: 'New', applyOnce: true })], boss)).toEqual({ value: 'New', update: undefined, rule: 'Mine', problem: null });
  });

  test('a rule that is not enabled is not there', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', constant: 'x' }, { enabled: false })], boss)).toMatchObject({ value: 'Boss' });
  });

  test('a disabled default rule supplies nothing; the property is left alone', () => {
    expect(made('jobTitle', [], boss, { disabled: ['user.jobTitle'] })).toBeNull();
    expect(made('jobTitle', [custom({ target: 'jobTitle', direct: 'department' })], boss, { disabled: ['user.jobTitle'] })).toMatchObject({ value: 'Sales', rule: 'Mine' });
  });
});

describe('scope', () => {
  const sales: CustomInput = custom({ target: 'companyName', constant: 'Contoso Sales' }, { scope: [[{ attribute: 'department', operator: 'EQUAL', value: 'sales' }, { attribute: 'title', operator: 'ISNOTNULL' }], [{ attribute: 'employeeType', operator: 'EQUAL', value: 'Partner' }]] });

  test('clauses of a group are AND-ed, groups OR-ed', () => {
    expect(made('companyName', [sales], boss)).toMatchObject({ value: 'Contoso Sales' });
    expect(made('companyName', [sales], { attributes: { department: 'Sales' } })).toMatchObject({ value: null });
    expect(made('companyName', [sales], { attributes: { employeeType: 'partner', company: 'Fabrikam' } })).toMatchObject({ value: 'Contoso Sales' });
    expect(made('companyName', [sales], { attributes: { company: 'Fabrikam' } })).toMatchObject({ value: 'Fabrikam', rule: 'user.companyName' });
  });

  test('a property without a rule in scope is left alone; one that Graph demands holds the object', () => {
    expect(made('companyName', [sales], {}, { disabled: ['user.companyName'] })).toBeNull();
    const names = [custom({ target: 'displayName', direct: 'cn' }, { scope: [[{ attribute: 'title', operator: 'ISNOTNULL' }]] })];
    expect(made('displayName', names, {}, { disabled: ['user.displayName'] })).toMatchObject({ value: null, problem: 'is empty, and Microsoft Graph demands a value' });
  });
});

describe('several values', () => {
  const phones = { attributes: { telephoneNumber: '+1', otherTelephone: ['+2', '+1'], otherHomePhone: ['A', 'a'] } };

  test('merge puts the values of all rules together, each once', () => {
    const rules = [custom({ target: 'businessPhones', direct: 'otherTelephone', merge: 'merge' })];
    expect(made('businessPhones', rules, phones)).toMatchObject({ value: ['+2', '+1'], rule: 'Mine' });
    const insensitive = [custom({ target: 'businessPhones', direct: 'otherHomePhone', merge: 'mergeCaseInsensitive' })];
    expect(made('businessPhones', insensitive, phones)).toMatchObject({ value: ['A', '+1'] });
  });

  test('update takes the values of the first rule that has some', () => {
    expect(made('businessPhones', [custom({ target: 'businessPhones', direct: 'otherTelephone' })], phones)).toMatchObject({ value: ['+2', '+1'] });
    expect(made('businessPhones', [custom({ target: 'businessPhones', direct: 'otherPager' })], phones)).toMatchObject({ value: ['+1'], rule: 'user.businessPhones' });
  });

  test('a direct flow of several values into one takes the first one', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', direct: 'description' })], { attributes: { description: ['first', 'second'] } })).toMatchObject({ value: 'first' });
  });
});

describe('what Graph would refuse', () => {
  test('an expression that fails holds the object and says why; an optional attribute can be dropped', () => {
    expect(made('jobTitle', [custom({ target: 'jobTitle', expression: 'IIF(IsPresent([title]),Error("No titles, please."),NULL)' })], boss)).toEqual({ value: null, update: undefined, rule: 'Mine', problem: 'cannot be computed: No titles, please' });
    expect(made('jobTitle', [custom({ target: 'jobTitle', expression: 'CStr(CNum([title]))' })], boss)?.problem).toContain('cannot be computed');
  });

  test('limits hold for every rule', () => {
    expect(made('employeeId', [custom({ target: 'employeeId', expression: 'PadLeft([department],17,"0")' })], boss)?.problem).toBe('has 17 characters, at most 16 are possible');
    expect(made('mailNickname', [custom({ target: 'mailNickname', expression: '[title] & "@"' })], boss)?.problem).toBe('contains space @, which a mail nickname cannot hold');
  });
});

describe('the sign-in name', () => {
  test('an admin may supply it, and an unverified suffix still becomes nickname@initial domain', () => {
    expect(made('userPrincipalName', [custom({ target: 'userPrincipalName', expression: '[sAMAccountName] & "@contoso.com"' })], { attributes: { userPrincipalName: 'x@corp.local' } })).toMatchObject({ value: 'joe@contoso.com', rule: 'Mine' });
    expect(made('userPrincipalName', [], { attributes: { userPrincipalName: 'x@corp.local' } })).toMatchObject({ value: 'x@contoso.onmicrosoft.com' });
    expect(made('userPrincipalName', [custom({ target: 'mailNickname', expression: '"n-" & [sAMAccountName]' })], { attributes: { userPrincipalName: 'x@corp.local' } })).toMatchObject({ value: 'n-joe@contoso.onmicrosoft.com' });
  });
});

describe('cloudFiltered', () => {
  const filter = (flow: Omit<CustomInput['flows'][number], 'target'>, rest: Partial<CustomInput> = {}) => filterOf(optionsOf({ custom: [custom({ target: 'cloudFiltered', ...flow }, rest)] }), { findByDn: () => null, members: () => [] }, now);

  test('True keeps an object out, with the name of the rule', () => {
    const contractors = filter({ expression: 'IIF([employeeType]="Contractor",True,NULL)' }, { name: 'No contractors' });
    expect(contractors?.(rowOf({ employeeType: 'Contractor' }))?.name).toBe('No contractors');
    expect(contractors?.(rowOf({ employeeType: 'Staff' }))).toBeNull();
    expect(contractors?.(rowOf({ employeeType: 'Contractor' }, { kind: 'group' }))).toBeNull();
    expect(filter({ constant: true }, { scope: [[{ attribute: 'title', operator: 'ISNULL' }]] })?.(rowOf())?.name).toBe('Mine');
  });

  test('a failing expression keeps nothing out, and without such a rule there is no filter', () => {
    expect(filter({ expression: 'IIF(CNum([title])>1,True,NULL)' })?.(rowOf({ title: 'x' }))).toBeNull();
    expect(filterOf(optionsOf(), { findByDn: () => null, members: () => [] }, now)).toBeNull();
  });
});

describe('the rules as a whole', () => {
  test('each default rule supplies one property and has an id of its own', () => {
    const rules = defaultRules(optionsOf());
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.every(({ flows, precedence }) => flows.length === 1 && precedence >= 100)).toBe(true);
  });

  test('the copy of a default rule does what the rule does, before it', () => {
    const attributes = { mail: '', proxyAddresses: ['smtp:x@contoso.com', 'SMTP: joe@contoso.com'], msExchUsageLocation: 'XX', c: 'de', displayName: '', accountExpires: '1' };
    for (const target of ['accountEnabled', 'userPrincipalName', 'displayName', 'mail', 'usageLocation', 'businessPhones', 'city']) {
      const copy = asCustomRule(findRule(`user.${target}`, optionsOf({ disableExpiredAccounts: true })));
      const [own, default_] = [made(target, [copy], { attributes }, { disableExpiredAccounts: true }), made(target, [], { attributes }, { disableExpiredAccounts: true })];
      expect({ ...own, rule: '' }).toEqual({ ...default_, rule: '' });
    }
  });

  test('an import reads what a rule looks at, in its scope too', () => {
    const rule = custom({ target: 'jobTitle', expression: 'IIF(IsPresent([division]),ConvertToBase64([thumbnailPhoto]),[title])' }, { scope: [[{ attribute: 'adminCount', operator: 'ISNULL' }]] });
    expect(extraAttributesOf(optionsOf())).toEqual([]);
    expect(extraAttributesOf(optionsOf({ custom: [rule] }))).toEqual([{ name: 'adminCount', binary: false }, { name: 'division', binary: false }, { name: 'thumbnailPhoto', binary: true }]);
    expect(extraAttributesOf(optionsOf({ custom: [{ ...rule, enabled: false }] }))).toEqual([]);
    expect(extraAttributesOf(optionsOf({ signInAttribute: 'info' }))).toEqual([{ name: 'info', binary: false }]);
  });

  test('rules are asked in the order of their precedence', () => {
    const rules = rulesOf(optionsOf({ custom: [custom({ target: 'city', constant: 'x' }, { name: 'b', precedence: 9 }), custom({ target: 'city', constant: 'y' }, { name: 'a', precedence: 9 })] }));
    expect(rules.slice(0, 3).map(({ id }) => id)).toEqual(['a', 'b', 'user.accountEnabled']);
  });
});
