import { describe, expect, test } from 'vitest';
import { clauseText, findingsOf, findingText, freePrecedence, joinLines, newRule, type OwnFlow, type OwnRule, type Rules, rulesProblem, sourceText, unfinished, withSource, withValue } from '../../../renderer/features/rules/own-rules.ts';
import type { RuleReview } from '../../../shared/ipc/configuration.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { ruleReview } from '../../../electron/worker/app/desk/configuration/rule-review.ts';

const none: Rules = profileSchema.shape.rules.parse({});
const flow = (part: Partial<OwnFlow>): OwnFlow => ({ target: 'jobTitle', applyOnce: false, merge: 'update', ...part });
const rule = (part: Partial<OwnRule> = {}): OwnRule => ({ name: 'Mine', type: 'user', direction: 'inbound', precedence: 10, enabled: true, description: '', scope: [], flows: [flow({ expression: 'Trim([title])' })], ...part });
const rules = (...custom: readonly OwnRule[]): Rules => ({ ...none, custom: [...custom] });

describe('a new rule', () => {
  test('has a name and a precedence that are free', () => {
    const first = newRule(none);
    expect(first).toMatchObject({ name: 'New rule', precedence: 10, enabled: true });
    expect(newRule(rules(first))).toMatchObject({ name: 'New rule 2', precedence: 20 });
    expect(freePrecedence(rules(...[10, 20, 30, 40, 50, 60, 70, 80, 90].map((precedence) => rule({ precedence }))))).toBe(99);
  });

  test('is unfinished until everything that it needs is there', () => {
    expect(unfinished(rules(newRule(none)))).toBe('A flow of “New rule” has no source. Name an attribute or write an expression.');
    expect(unfinished(rules(rule({ name: ' ' })))).toBe('A rule has no name. Give it one.');
    expect(unfinished(rules(rule({ precedence: Number.NaN })))).toBe('The precedence of “Mine” is no whole number from 0 to 99.');
    expect(unfinished(rules(rule({ flows: [] })))).toBe('“Mine” has no attribute flow. Add one.');
    expect(unfinished(rules(rule({ scope: [[{ attribute: '', operator: 'ISNULL' }]] })))).toBe('A condition of “Mine” names no attribute.');
    expect(unfinished(rules(rule({ flows: [flow({ constant: '' })] })))).toBeNull();
  });
});

describe('the source of a flow', () => {
  test('is one text for the editor, and takes the form that the property takes', () => {
    expect([flow({ direct: 'title' }), flow({ expression: '1' }), flow({ constant: true }), flow({ constant: ['a', 'b'] })].map(sourceText)).toEqual(['title', '1', 'true', 'a\nb']);
    expect(withSource(flow({ expression: 'x' }), 'direct', 'title', 'text')).toEqual({ target: 'jobTitle', applyOnce: false, merge: 'update', direct: 'title' });
    expect(withSource(flow({ direct: 'x' }), 'constant', 'TRUE', 'boolean')).toMatchObject({ constant: true });
    expect(withSource(flow({ direct: 'x' }), 'constant', 'perhaps', 'boolean')).toMatchObject({ constant: 'perhaps' });
    expect(withSource(flow({ direct: 'x' }), 'constant', ' a \n\nb', 'texts')).toMatchObject({ constant: ['a', 'b'] });
  });

  test('a condition loses a value that its operator does not take', () => {
    expect(clauseText({ attribute: 'title', operator: 'ISIN', value: ['a', 'b'] })).toBe('a;b');
    expect(withValue({ attribute: 'title', operator: 'ISNULL', value: 'x' }, 'x')).toEqual({ attribute: 'title', operator: 'ISNULL' });
    expect(withValue({ attribute: 'title', operator: 'EQUAL' }, 'x')).toEqual({ attribute: 'title', operator: 'EQUAL', value: 'x' });
  });
});

describe('findings', () => {
  test('stand at their rule, with the place', () => {
    const value = rules(rule(), rule({ name: 'Other', precedence: 20, flows: [flow({ expression: 'Trim([titel])' })] }));
    const review: RuleReview = ruleReview(value);
    expect(findingsOf(review, 0, 'Mine')).toEqual([]);
    expect(findingsOf(review, 1, 'Other').map(findingText)).toEqual(['Line 1, column 6: There is no attribute [titel] in the catalogue.']);
    expect(rulesProblem(value, review)).toBe('“Other”: Line 1, column 6: There is no attribute [titel] in the catalogue.');
    expect(rulesProblem(rules(rule()), ruleReview(rules(rule())))).toBeNull();
  });

  test('a property that rules may not supply is not offered', () => {
    const { targets, optional } = ruleReview(none);
    expect(targets.user.map(({ name }) => name)).toEqual(expect.arrayContaining(['jobTitle', 'cloudFiltered']));
    expect(targets.user.map(({ name }) => name)).not.toContain('onPremisesImmutableId');
    expect(optional).toContain('user.jobTitle');
    expect(optional).not.toContain('group.uniqueName');
  });
});

test('a join is shown group by group, and is enough for a rule', () => {
  const rule: OwnRule = { ...newRule(none), flows: [], join: [[{ attribute: 'employeeID', property: 'employeeId' }], [{ attribute: 'sn', property: 'surname' }, { attribute: 'givenName', property: 'givenName' }]] };
  expect(joinLines(rule)).toEqual(['employeeID = employeeId', 'then sn = surname and givenName = givenName']);
  expect(joinLines(newRule(none))).toEqual([]);
  expect(unfinished(rules(rule))).toBeNull();
  expect(unfinished(rules({ ...rule, join: [] }))).not.toBeNull();
});
