import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRules } from '../../../electron/sync/rules/check-rules.ts';
import { extraAttributesOf } from '../../../electron/sync/rules/extra-attributes.ts';
import { targetProperties } from '../../../electron/sync/flow/properties.ts';
import { custom, made, optionsOf, type CustomInput } from './options.ts';

/** Outbound rules stand after the inbound ones and change once more what those gave (decision 0003, point 9). */

type Flow = Parameters<typeof custom>[0];
const outbound = (flow: Flow, more: Partial<CustomInput> = {}): CustomInput => custom(flow, { name: 'Out', direction: 'outbound', ...more });
const boss = { attributes: { title: ' Boss ', department: 'Sales', l: 'Berlin', telephoneNumber: '+49 30 1', displayName: 'Ann Boss', userPrincipalName: 'ann@contoso.com' } };
const messages = (...rules: readonly CustomInput[]): readonly string[] => checkRules(optionsOf({ custom: [...rules] })).map(({ message }) => message);

describe('values', () => {
  test('an outbound rule reads what the inbound rules gave, trimmed and by Graph property', () => {
    expect(made('jobTitle', [outbound({ target: 'jobTitle', expression: '[jobTitle] & ", " & [department]' })], boss)).toEqual({ value: 'Boss, Sales', update: 'Boss, Sales', rule: 'Out', problem: null });
  });

  test('it sees the value of an own inbound rule, and runs after it whatever the precedences', () => {
    const rules = [outbound({ target: 'jobTitle', expression: 'UCase([jobTitle])' }, { precedence: 1 }), custom({ target: 'jobTitle', expression: '[title] & "!"' }, { precedence: 50 })];
    expect(made('jobTitle', rules, boss)).toMatchObject({ value: ' BOSS !'.trim(), rule: 'Out' });
  });

  test('names of the metaverse mean the same as those of Graph', () => {
    for (const name of ['title', 'jobTitle']) expect(made('officeLocation', [outbound({ target: 'officeLocation', expression: `[${name}] & "/" & [l] & "/" & [city]` })], boss)).toMatchObject({ value: 'Boss/Berlin/Berlin' });
    expect(made('officeLocation', [outbound({ target: 'officeLocation', direct: 'sn' })], { attributes: { sn: 'Meier' } })).toMatchObject({ value: 'Meier' });
  });

  test('facts: the type and the source anchor', () => {
    expect(made('officeLocation', [outbound({ target: 'officeLocation', expression: '[sourceObjectType]' })], boss)).toMatchObject({ value: 'User' });
    expect(made('officeLocation', [outbound({ target: 'officeLocation', expression: 'IIF(IsPresent([sourceAnchor]),Left([sourceAnchor],2),"none")' })], boss)?.value).toMatch(/^..$/);
  });

  test('a property with several values comes as a list, and a direct flow takes its first one', () => {
    expect(made('faxNumber', [outbound({ target: 'faxNumber', direct: 'businessPhones' })], boss)).toMatchObject({ value: '+49 30 1' });
    expect(made('faxNumber', [outbound({ target: 'faxNumber', expression: 'Item([telephoneNumber],1)' })], boss)).toMatchObject({ value: '+49 30 1' });
  });

  test('outbound rules do not see each other: all read the inbound result', () => {
    const rules = [outbound({ target: 'jobTitle', constant: 'Changed' }, { name: 'One', precedence: 1 }), outbound({ target: 'officeLocation', direct: 'jobTitle' }, { name: 'Two', precedence: 2 })];
    expect(made('officeLocation', rules, boss)).toMatchObject({ value: 'Boss', rule: 'Two' });
  });

  test('NULL keeps the inbound value, AuthoritativeNull clears it, IgnoreThisFlow leaves the target alone', () => {
    expect(made('jobTitle', [outbound({ target: 'jobTitle', expression: 'NULL' })], boss)).toEqual({ value: 'Boss', update: 'Boss', rule: 'user.jobTitle', problem: null });
    expect(made('jobTitle', [outbound({ target: 'jobTitle', expression: 'AuthoritativeNull' })], boss)).toEqual({ value: null, update: null, rule: 'Out', problem: null });
    expect(made('jobTitle', [outbound({ target: 'jobTitle', expression: 'IgnoreThisFlow' })], boss)).toEqual({ value: null, update: undefined, rule: 'Out', problem: null });
  });

  test('the lowest precedence is asked first; apply once is for creation only; a failure holds', () => {
    const rules = [outbound({ target: 'jobTitle', constant: 'second' }, { name: 'B', precedence: 20 }), outbound({ target: 'jobTitle', constant: 'first' }, { name: 'A', precedence: 5 })];
    expect(made('jobTitle', rules, boss)).toMatchObject({ value: 'first', rule: 'A' });
    expect(made('jobTitle', [outbound({ target: 'jobTitle', constant: 'New', applyOnce: true })], boss)).toMatchObject({ value: 'New', update: undefined });
    expect(made('jobTitle', [outbound({ target: 'jobTitle', expression: 'Error("no")' })], boss)?.problem).toContain('cannot be computed: no');
  });

  test('a property that only an outbound rule supplies is written', () => {
    expect(made('jobTitle', [outbound({ target: 'jobTitle', direct: 'department' })], boss, { disabled: ['user.jobTitle'] })).toMatchObject({ value: 'Sales', rule: 'Out' });
  });

  test('the sign-in name can be made outbound; its suffix is judged afterwards', () => {
    expect(made('userPrincipalName', [outbound({ target: 'userPrincipalName', expression: 'Word([userPrincipalName],1,"@") & ".x@contoso.com"' })], boss)).toMatchObject({ value: 'ann.x@contoso.com' });
  });
});

describe('scope', () => {
  const scoped = (operator: 'EQUAL' | 'ISNULL' | 'STARTSWITH', attribute: string, value?: string): CustomInput => outbound({ target: 'companyName', constant: 'In scope' }, { scope: [[{ attribute, operator, ...(value === undefined ? {} : { value }) }]] });
  test('a scope filter looks at what the inbound rules gave', () => {
    expect(made('companyName', [scoped('EQUAL', 'jobTitle', 'boss')], boss)).toMatchObject({ value: 'In scope' });
    expect(made('companyName', [scoped('EQUAL', 'title', 'clerk')], boss)).toMatchObject({ value: null });
    expect(made('companyName', [scoped('ISNULL', 'mobilePhone')], boss)).toMatchObject({ value: 'In scope' });
    expect(made('companyName', [scoped('STARTSWITH', 'businessPhones', '+49')], boss)).toMatchObject({ value: 'In scope' });
    expect(made('companyName', [scoped('EQUAL', 'accountEnabled', 'true')], { attributes: { ...boss.attributes, userAccountControl: '512' } })).toMatchObject({ value: 'In scope' });
  });
});

describe('check', () => {
  test('what an outbound rule cannot see or do is named', () => {
    expect(messages(outbound({ target: 'jobTitle', expression: '[division]' }))).toEqual([expect.stringContaining('There is no property [division] that an outbound rule of a user can read.')]);
    expect(messages(outbound({ target: 'jobTitle', direct: 'proxyAddresses' }))).toEqual([expect.stringContaining('There is no property proxyAddresses that an outbound rule of a user can read.')]);
    expect(messages(outbound({ target: 'jobTitle', constant: 'x' }, { scope: [[{ attribute: 'adminCount', operator: 'ISNULL' }]] }))).toEqual([expect.stringContaining('There is no property adminCount that an outbound rule')]);
    expect(messages(outbound({ target: 'jobTitle', direct: 'businessPhones' }))).toEqual([]);
    expect(messages(outbound({ target: 'jobTitle', expression: '[businessPhones]' }))).toEqual([expect.stringContaining('takes one value, but this gives several')]);
    expect(messages(outbound({ target: 'cloudFiltered', constant: true }))).toEqual([expect.stringContaining('cloudFiltered is decided by inbound rules.')]);
    expect(messages(outbound({ target: 'businessPhones', constant: ['1'], merge: 'merge' }))).toEqual([expect.stringContaining('it merges nothing')]);
    expect(messages(outbound({ target: 'jobTitle', constant: 'x' }, { join: [[{ attribute: 'employeeID', property: 'employeeId' }]] }))).toEqual([expect.stringContaining('An outbound rule has no join')]);
  });

  test('an outbound rule alone does not supply what Graph demands', () => {
    expect(checkRules(optionsOf({ disabled: ['user.displayName'], custom: [outbound({ target: 'displayName', constant: 'x' })] })).map(({ message }) => message)).toEqual([expect.stringContaining('No rule supplies displayName of a user')]);
  });

  test('rules of both directions with one precedence do not stand in each other\'s way', () => {
    expect(messages(outbound({ target: 'jobTitle', constant: 'x' }), custom({ target: 'jobTitle', constant: 'y' }))).toEqual([]);
  });

  test('an import reads nothing more for an outbound rule', () => {
    expect(extraAttributesOf(optionsOf({ custom: [outbound({ target: 'jobTitle', direct: 'department' })] }))).toEqual([]);
  });
});

test('an outbound rule that writes a property back unchanged changes nothing', () => {
  // The nickname is set at creation only by its default rule; an outbound rule without applyOnce would keep it up to date.
  const texts = targetProperties.filter(({ type, takes, fixed, name }) => type === 'user' && takes === 'text' && !fixed && !['userPrincipalName', 'mailNickname'].includes(name)).map(({ name }) => name);
  const attributes = fc.record({ title: fc.string({ maxLength: 40 }), department: fc.string({ maxLength: 40 }), l: fc.string({ maxLength: 40 }), displayName: fc.string({ minLength: 1, maxLength: 40 }), c: fc.constantFrom('DE', 'XX', '') });
  fc.assert(
    fc.property(fc.constantFrom(...texts), attributes, fc.boolean(), (name, values, direct) => {
      const row = { attributes: { ...values, userPrincipalName: 'x@contoso.com' } };
      const rule = outbound(direct ? { target: name, direct: name } : { target: name, expression: `[${name}]` });
      const { rule: _before, ...before } = made(name, [], row) ?? { rule: '' };
      const { rule: _after, ...after } = made(name, [rule], row) ?? { rule: '' };
      expect(after).toEqual(before);
    }),
    { numRuns: 200 },
  );
});
