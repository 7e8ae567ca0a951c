import { describe, expect, test } from 'vitest';
import { extensionProblem, extensionText, extensionsOf } from '../../../electron/sync/flow/extensions.ts';
import { planExtensions } from '../../../electron/sync/plan/extensions.ts';
import { checkRules } from '../../../electron/sync/rules/check-rules.ts';
import { extraAttributesOf } from '../../../electron/sync/rules/extra-attributes.ts';
import type { TenantExtension } from '../../../electron/sync/directory.ts';
import { custom, made, optionsOf, type RulesInput } from './options.ts';

type Input = NonNullable<RulesInput['directoryExtensions']>[number];

const withExtensions = (...directoryExtensions: readonly Input[]): RulesInput => ({ directoryExtensions: [...directoryExtensions] });
const problems = (input: RulesInput): readonly string[] => checkRules(optionsOf(input)).map(({ severity, path, message }) => `${severity} ${path}: ${message}`);

describe('the values that a directory extension takes', () => {
  test.each([
    ['DateTime', '20190401080000.0Z', '2019-04-01T08:00:00Z'],
    ['DateTime', '20190401080000+0200', '2019-04-01T06:00:00Z'],
    ['DateTime', '2019-04-01T08:00:00.5+02:00', '2019-04-01T06:00:00Z'],
    ['DateTime', '2019-04-01', '2019-04-01T00:00:00Z'],
    ['DateTime', '133485408000000000', '2024-01-01T00:00:00Z'],
    ['DateTime', '9223372036854775807', null],
    ['DateTime', '0', null],
    ['DateTime', 'last spring', 'last spring'],
    ['Integer', '007', '7'],
    ['Integer', 'seven', 'seven'],
    ['String', '007', '007'],
  ] as const)('%s from “%s” is %s', (type, text, expected) => {
    expect(extensionText(type, text)).toBe(expected);
  });

  test.each([
    ['Integer', '2147483647', null],
    ['Integer', '2147483648', 'is no whole number of 32 bits'],
    ['Integer', '-2147483648', null],
    ['Integer', '1.5', 'is no whole number of 32 bits'],
    ['DateTime', '2019-02-31T00:00:00Z', null],
    ['DateTime', 'yesterday', 'is no date'],
    ['String', 'anything', null],
  ] as const)('%s “%s”: %s', (type, text, why) => {
    expect(extensionProblem(type, text)).toBe(why);
  });
});

describe('rules', () => {
  test('an attribute that the catalogue lacks is read, copied and cleared', () => {
    const input = withExtensions({ attribute: 'badge-Number' });
    expect(extensionsOf(optionsOf(input)).map(({ name }) => name)).toEqual(['extension_badge_Number']);
    expect(extraAttributesOf(optionsOf(input))).toEqual([{ name: 'badge-Number', binary: false }]);
    expect(made('extension_badge_Number', [], { attributes: { 'badge-Number': ' B-1 ' } }, input)).toEqual({ value: 'B-1', update: 'B-1', rule: 'user.extension_badge_Number', problem: null });
    expect(made('extension_badge_Number', [], {}, input)).toMatchObject({ value: null, update: null });
    expect(made('extension_badge_Number', [], { attributes: { 'badge-Number': 'x'.repeat(257) } }, input)?.problem).toBe('has 257 characters, at most 256 are possible');
  });

  test('an own rule comes before the copy, and fills an extension that has no attribute', () => {
    const input = withExtensions({ attribute: 'employeeNumber', name: 'number' }, { name: 'active', type: 'Boolean' }, { name: 'hired', type: 'DateTime' });
    expect(made('extension_number', [custom({ target: 'extension_number', expression: '"N" & [employeeNumber]' })], { attributes: { employeeNumber: '5' } }, input)).toMatchObject({ value: 'N5', rule: 'Mine' });
    expect(made('extension_active', [custom({ target: 'extension_active', expression: 'IsPresent([mail])' })], {}, input)).toMatchObject({ value: false });
    expect(made('extension_hired', [custom({ target: 'extension_hired', direct: 'whenCreated' })], { attributes: { whenCreated: '20200101000000.0Z' } }, input)).toMatchObject({ value: '2020-01-01T00:00:00Z', problem: null });
  });

  test('a Boolean is True or False and nothing else', () => {
    const input = withExtensions({ attribute: 'msDS-flag', name: 'flag', type: 'Boolean' });
    expect(made('extension_flag', [], { attributes: { 'msDS-flag': 'TRUE' } }, input)).toMatchObject({ value: true, problem: null });
    expect(made('extension_flag', [], { attributes: { 'msDS-flag': 'yes' } }, input)?.problem).toBe('cannot be computed: extension_flag takes True or False, but msDS-flag is "yes"');
  });

  test('what cannot work is found before a run', () => {
    expect(problems(withExtensions({ attribute: 'employeenumber' }))).toEqual(['error rules.directoryExtensions[0].attribute: Active Directory spells it employeeNumber.']);
    expect(problems(withExtensions({ attribute: 'thumbnailPhoto' }))).toEqual(['error rules.directoryExtensions[0].attribute: thumbnailPhoto holds binary data, which a directory extension of type String cannot take.']);
    expect(problems(withExtensions({ attribute: 'title', type: 'Boolean' }))).toEqual([]);
    expect(problems(withExtensions({ attribute: 'isDeleted', type: 'Integer' }))).toEqual(['error rules.directoryExtensions[0].attribute: isDeleted holds True or False, which a directory extension of type Integer cannot take.']);
    expect(problems(withExtensions({ attribute: 'memberCount', type: 'Integer' }))).toEqual(['error rules.directoryExtensions[0].attribute: memberCount is no attribute that a directory extension can copy.']);
    expect(problems(withExtensions({ attribute: 'info' }, { name: 'INFO' }))).toEqual(['error rules.directoryExtensions[1]: There are two directory extensions called extension_INFO.']);
    expect(problems({ custom: [custom({ target: 'extension_badge', direct: 'info' })] })[0]).toContain('extension_badge is no property that Causeway writes on a user.');
    expect(problems({ ...withExtensions({ name: 'badge', type: 'Boolean' }), custom: [custom({ target: 'extension_badge', expression: '[info]' })] })).toEqual(['error rules.custom[0].flows[0].expression: extension_badge takes True or False, but this gives text.']);
    expect(problems(withExtensions({ attribute: 'employeNumber' }))[0]).toMatch(/^warning .* is taken as an attribute of your own schema\.$/);
    expect(() => optionsOf(withExtensions({}))).toThrow('must have an attribute or a name');
    expect(() => optionsOf(withExtensions({ name: 'flags', type: 'Boolean', several: true }))).toThrow('several values can be held by a String only');
  });
});

describe('the plan', () => {
  const options = optionsOf(withExtensions({ attribute: 'info', objectTypes: ['group', 'user'] }));
  const existing = (change: Partial<TenantExtension>): Pick<Parameters<typeof planExtensions>[1], 'extensions'> => ({ extensions: [{ name: 'extension_info', type: 'String', dataType: 'String', several: false, objectTypes: ['user', 'group'], readable: true, ...change }] });
  const outcome = (facts: Parameters<typeof planExtensions>[1]): readonly unknown[] => {
    const { create, leftOut, notes } = planExtensions(options, facts);
    return [create.map(({ name }) => name), [...leftOut].sort(), notes.map(({ text }) => text.slice(0, 25))];
  };
  const both = ['group.extension_info', 'user.extension_info'];

  test.each([
    ['is not there', { extensions: [] }, [['extension_info'], [], []]],
    ['is there', existing({}), [[], [], []]],
    ['may not be looked up', { extensions: null }, [[], both, ['cannot be looked up in th']]],
    ['is of another type', existing({ type: 'Integer', dataType: 'Integer' }), [[], both, ['is of type Integer in the']]],
    ['is of a type that Causeway does not write', existing({ type: null, dataType: 'Binary' }), [[], both, ['is of type Binary in the ']]],
    ['holds several values', existing({ several: true }), [[], both, ['holds several values in t']]],
    ['is not visible yet', existing({ readable: false }), [[], both, ['is not visible in the ten']]],
    ['was made for users only', existing({ objectTypes: ['user'] }), [[], ['group.extension_info'], ['was made for users only, ']]],
  ] as const)('of an extension that %s', (_case, facts, expected) => {
    expect(outcome(facts)).toEqual(expected);
  });
});
