import { describe, expect, test } from 'vitest';
import { checkRules, refuseFaultyRules } from '../../../electron/sync/rules/check-rules.ts';
import { custom, optionsOf, type CustomInput, type RulesInput } from './options.ts';

function findings(rules: readonly CustomInput[], more: RulesInput = {}): readonly string[] {
  return checkRules(optionsOf({ ...more, custom: [...rules] })).map(({ severity, path, message, fix, place }) => `${severity} ${path}${place === null ? '' : ` ${place.start}-${place.end}`}: ${message}${fix === null ? '' : ` ${fix}`}`);
}

const flow = (part: Omit<CustomInput['flows'][number], 'target'>, target = 'jobTitle'): CustomInput => custom({ target, ...part });
const clause = (attribute: string, operator: string, value?: string | readonly string[]): CustomInput => custom({ target: 'jobTitle', constant: 'x' }, { scope: [[{ attribute, operator: operator as 'EQUAL', ...(value === undefined ? {} : { value: typeof value === 'string' ? value : [...value] }) }]] });
const at = 'rules.custom[0]';

test('the default rules are correct, under every option', () => {
  expect(findings([])).toEqual([]);
  expect(findings([], { signInAttribute: 'extensionAttribute3', usageLocation: 'DE', disableExpiredAccounts: true, parameters: { x: 'y' } })).toEqual([]);
});

describe('flows', () => {
  test.each<readonly [CustomInput, string]>([
    [flow({ constant: 'x' }, 'jobtitle'), `error ${at}.flows[0].target: jobtitle is no property that Causeway writes on a user. Did you mean jobTitle?`],
    [flow({ constant: 'x' }, 'onPremisesImmutableId'), `error ${at}.flows[0].target: onPremisesImmutableId is not up to rules: Causeway relies on it. Remove this flow.`],
    [flow({ direct: 'titel' }), `error ${at}.flows[0].direct: There is no attribute titel in the catalogue. Did you mean title? Names are case-sensitive.`],
    [flow({ direct: 'userAccountControl' }), `error ${at}.flows[0].direct: jobTitle takes text, but this gives a number. CStr(…) makes text of a number.`],
    [flow({ direct: 'manager' }), `error ${at}.flows[0].direct: jobTitle takes text, but this gives a reference. CStr(…) makes text of a reference.`],
    [flow({ constant: true }), `error ${at}.flows[0].constant: jobTitle takes one text.`],
    [flow({ constant: 'x' }, 'accountEnabled'), `error ${at}.flows[0].constant: accountEnabled takes true or false.`],
    [flow({ constant: 'x' }, 'businessPhones'), `error ${at}.flows[0].constant: businessPhones takes a list of texts. Write ["…"].`],
    [flow({ constant: '12345678901234567' }, 'employeeId'), `error ${at}.flows[0].constant: The constant for employeeId has 17 characters, at most 16 are possible. Choose another value.`],
    [flow({ expression: 'Trim([title]' }), `error ${at}.flows[0].expression 0-4: The brackets of Trim are not closed. Expected: ).`],
    [flow({ expression: 'Left([title])' }), `error ${at}.flows[0].expression 0-4: Left takes 2 arguments, not 1. Write Left(text, count).`],
    [flow({ expression: '[userAccountControl]' }), `error ${at}.flows[0].expression 0-20: jobTitle takes text, but this gives a number. CStr(…) makes text of a number.`],
    [flow({ expression: 'Trim([otherTelephone])' }), `error ${at}.flows[0].expression 0-22: jobTitle takes one value, but this gives several.`],
    [flow({ expression: '%Company%' }), `error ${at}.flows[0].expression 0-9: The parameter %Company% has no value.`],
    [flow({ constant: 'x', merge: 'merge' }), `error ${at}.flows[0].merge: jobTitle holds one value, so there is nothing to merge. Remove merge.`],
    [flow({ constant: true, applyOnce: true }, 'cloudFiltered'), `error ${at}.flows[0].applyOnce: cloudFiltered is decided in every run. Remove applyOnce.`],
    [flow({ expression: 'Guid()' }), `warning ${at}.flows[0].expression 0-6: Guid gives each object a value of its own, the same in every run.`],
    [flow({ expression: 'IIF(IsPresent([title]),"x",IgnoreThisFlow)' }, 'displayName'), `warning ${at}.flows[0].expression 0-42: Microsoft Graph demands a displayName: objects for which this gives IgnoreThisFlow or AuthoritativeNull are held.`],
  ])('%j', (rule, expected) => expect(findings([rule])).toEqual([expect.stringContaining(expected)]));

  test('one property twice in a rule is an error', () => {
    expect(findings([{ ...flow({ constant: 'x' }), flows: [{ target: 'city', constant: 'x' }, { target: 'city', constant: 'y' }] }])).toEqual([`error ${at}.flows: Two flows of this rule supply city. Keep one, or make a rule of its own for the other.`]);
  });
});

describe('scope filters', () => {
  test.each<readonly [CustomInput, string]>([
    [clause('titel', 'ISNULL'), `error ${at}.scope[0][0].attribute: There is no attribute titel in the catalogue. Did you mean title?`],
    [clause('title', 'ISNULL', 'x'), `error ${at}.scope[0][0].value: ISNULL takes no value. Remove value.`],
    [clause('title', 'EQUAL'), `error ${at}.scope[0][0]: EQUAL needs a value.`],
    [clause('title', 'EQUAL', ['a', 'b']), `error ${at}.scope[0][0].value: EQUAL takes one value, not a list.`],
    [clause('title', 'ISIN'), `error ${at}.scope[0][0]: ISIN needs a value. Add "value": a list`],
    [clause('title', 'ISBITSET', '2'), `error ${at}.scope[0][0].operator: ISBITSET works on numbers, and title is none.`],
    [clause('userAccountControl', 'ISBITSET', 'two'), `error ${at}.scope[0][0].value: "two" is no number.`],
    [clause('userAccountControl', 'LESSTHAN', 'x'), `error ${at}.scope[0][0].value: userAccountControl is a number, and "x" is none.`],
    [clause('dn', 'ISMEMBEROF', 'Sales'), `error ${at}.scope[0][0].value: "Sales" is no distinguished name of a group.`],
    [clause('memberOf', 'CONTAINS', 'Sales'), `warning ${at}.scope[0][0].attribute: A change of memberOf is not reported`],
  ])('%j', (rule, expected) => expect(findings([rule])).toEqual([expect.stringContaining(expected)]));
});

describe('the rules together', () => {
  test('names are unique, precedences too for one property', () => {
    expect(findings([flow({ constant: 'x' }, 'city'), flow({ constant: 'y' }, 'state')])).toEqual(['error rules.custom[1].name: There are two rules called "Mine". Give each rule a name of its own.']);
    expect(findings([{ ...flow({ constant: 'x' }), name: 'user.city' }])).toEqual([`error ${at}.name: "user.city" is the id of a default rule. Choose another name.`]);
    expect(findings([flow({ constant: 'x' }), { ...flow({ constant: 'y' }), name: 'Other' }])).toEqual([expect.stringContaining('warning rules.custom: "Mine" and "Other" have the same precedence 10')]);
  });

  test('only default rules can be disabled, and not those that Causeway or Graph needs', () => {
    expect(findings([], { disabled: ['user.jobtitle'] })).toEqual(['error rules.disabled[0]: There is no default rule "user.jobtitle". Did you mean user.jobTitle?']);
    expect(findings([], { disabled: ['user.passwordProfile'] })).toEqual([expect.stringContaining('passwordProfile cannot be switched off')]);
    expect(findings([], { disabled: ['user.displayName'] })).toEqual(['error rules.disabled: No rule supplies displayName of a user, and Microsoft Graph demands it. Enable user.displayName again, or add a rule of your own for it.']);
    expect(findings([flow({ direct: 'cn' }, 'displayName')], { disabled: ['user.displayName', 'user.jobTitle'] })).toEqual([]);
  });

  test('rules that merge agree on how', () => {
    const rules = [flow({ direct: 'otherTelephone', merge: 'merge' }, 'businessPhones'), { ...flow({ direct: 'otherHomePhone', merge: 'update' }, 'businessPhones'), name: 'Other', precedence: 11 }];
    expect(findings(rules)).toEqual([expect.stringContaining('do not agree on how values are merged: merge, update')]);
  });

  test('a sign-in attribute that cannot be one is named', () => {
    expect(findings([], { signInAttribute: 'userprincipalname' })[0]).toContain('error rules.signInAttribute');
    expect(findings([], { signInAttribute: 'proxyAddresses' })[0]).toContain('proxyAddresses cannot be the sign-in name: it may hold several values.');
  });

  test('a faulty rule stops a run before anything is planned', () => {
    expect(() => refuseFaultyRules(optionsOf({ custom: [flow({ expression: 'Trim([titel])' })] }))).toThrow('The rules of the profile cannot be used. Rule “Mine”: There is no attribute [titel] in the catalogue. (rules.custom[0].flows[0].expression, line 1, column 6)');
    expect(() => refuseFaultyRules(optionsOf({ custom: [flow({ expression: 'Guid()' })] }))).not.toThrow();
  });
});
