import { describe, expect, it } from 'vitest';
import type { SeedEntry } from '../../../electron/lab/directory/directory.ts';
import type { JsonObject } from '../../../electron/lab/tenant/tenant.ts';
import { doings, hardCase, openConflicts } from '../../support/hard-case.ts';
import { group, person, type ScenarioProfile } from '../../support/scenario.ts';

/**
 * Values at and beyond every limit of Microsoft Graph: at the limit written, beyond it held, and never a failed run. The
 * schema of AD ends where Graph does for most attributes, so an admin's rule puts the values together from two others.
 */

/** Exactly `length` UTF-16 units, with a letter outside ASCII where the property takes one. */
const text = (length: number): string => `ü${'x'.repeat(length - 1)}`;
const ascii = (length: number): string => 'x'.repeat(length);
/** Four labels of a domain that is verified in the tenant: 48 characters. */
const longDomain = `${'d'.repeat(36)}.contoso.com`;

type Limit = { readonly property: string; readonly longest: number; readonly value?: (length: number) => string; /** Graph demands it. */ readonly required?: true };

const userLimits: readonly Limit[] = [
  { property: 'displayName', longest: 256, required: true },
  { property: 'givenName', longest: 64 },
  { property: 'surname', longest: 64 },
  { property: 'jobTitle', longest: 128 },
  { property: 'department', longest: 64 },
  { property: 'companyName', longest: 64 },
  { property: 'employeeId', longest: 16, value: ascii },
  { property: 'officeLocation', longest: 128 },
  { property: 'streetAddress', longest: 1024 },
  { property: 'city', longest: 128 },
  { property: 'state', longest: 128 },
  { property: 'postalCode', longest: 40 },
  { property: 'country', longest: 128 },
  { property: 'businessPhones', longest: 64, value: ascii },
  { property: 'mobilePhone', longest: 64, value: ascii },
  { property: 'faxNumber', longest: 64, value: ascii },
  { property: 'mail', longest: 256, value: (length) => `${ascii(length - 12)}@contoso.com` },
  { property: 'mailNickname', longest: 64, value: ascii, required: true },
  { property: 'extensionAttribute7', longest: 1024 },
  { property: 'userPrincipalName', longest: 64, value: (length) => `${ascii(length)}@contoso.com`, required: true },
];

const groupLimits: readonly Limit[] = [
  { property: 'displayName', longest: 256, required: true },
  { property: 'description', longest: 1024 },
  { property: 'mailNickname', longest: 64, value: ascii, required: true },
];

const nameOf = ({ property }: Limit, where: string): string => `${where} ${property}`;
const valueOf = ({ value = text }: Limit, length: number): string => value(length);
const tenant = { domains: [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com', default: true }, { name: longDomain }] };

/** `division` names the property that the rule is to supply for this object. */
function attributesFor(limit: Limit, length: number): SeedEntry['attributes'] {
  const value = valueOf(limit, length);
  const half = Math.floor(value.length / 2);
  return { division: limit.property, extensionAttribute1: value.slice(0, half), extensionAttribute2: value.slice(half) };
}

function builtBy(type: 'user' | 'group', limits: readonly Limit[]): ScenarioProfile {
  return {
    rules: {
      custom: limits.map(({ property }, index) => ({ name: `Build ${property}`, type, precedence: index + 1, flows: [{ target: property, expression: `IIF([division]="${property}",[extensionAttribute1] & [extensionAttribute2],NULL)` }] })),
    },
  };
}

function bothSides(limits: readonly Limit[], make: (name: string, attributes: SeedEntry['attributes']) => SeedEntry): readonly SeedEntry[] {
  return limits.flatMap((limit) => [
    make(nameOf(limit, 'At'), attributesFor(limit, limit.longest)),
    make(nameOf(limit, 'Over'), attributesFor(limit, limit.longest + 1)),
  ]);
}

const property = (object: JsonObject, name: string): unknown => (name.startsWith('extensionAttribute') ? (object['onPremisesExtensionAttributes'] as JsonObject | undefined)?.[name] : object[name]);
const shownAs = (property: string, value: string): unknown => (property === 'businessPhones' ? [value] : value);

describe.each([
  ['user', userLimits, person],
  ['group', groupLimits, (name: string, attributes: SeedEntry['attributes']) => group(name, [], attributes)],
] as const)('the limits of Microsoft Graph for a %s', (type, limits, make) => {
  it('at the limit the value arrives, one character beyond it that object alone is held, with attribute, rule and both lengths', async () => {
    await hardCase({
      ad: [...bothSides(limits, make), person('Plain Person')],
      tenant,
      profile: builtBy(type, limits),
      steps: async (stage) => {
        const run = await stage.sync();
        expect(run.run.outcome).toBe('completedWithConflicts');
        expect(run.export.failed).toEqual([]);
        expect(openConflicts(run)).toEqual(limits.map((limit) => `invalidValue ${nameOf(limit, 'Over')}`).sort());
        expect(doings(run)).toEqual([...limits.map((limit) => `create ${nameOf(limit, 'At')}`), 'create Plain Person'].sort());
        const held = Object.fromEntries(run.conflicts.map(({ attribute, reason, resolutions }) => [attribute, { reason, resolutions }]));
        const { users, groups } = stage.lab.tenant.snapshot();
        for (const limit of limits) {
          const value = valueOf(limit, limit.longest);
          expect([...users, ...groups].filter((object) => JSON.stringify(property(object, limit.property)) === JSON.stringify(shownAs(limit.property, value))), limit.property).toHaveLength(1);
          expect(held[limit.property]?.reason, limit.property).toContain(`has ${limit.longest + 1} characters`);
          expect(held[limit.property]?.reason).toContain(`at most ${limit.longest}`);
          expect(held[limit.property]?.resolutions).toEqual(limit.required === true ? ['setValue', 'exclude'] : ['setValue', 'dropAttribute', 'exclude']);
        }
        const again = await stage.sync();
        expect(doings(again)).toEqual([]);
        expect(stage.lab.tenant.writes()).toBe(0);
      },
    });
  });

  it('a linked object whose value grows beyond the limit is held and keeps what it has; shortened, it goes on', async () => {
    await hardCase({
      ad: bothSides(limits, make).filter(({ dn }) => dn.startsWith('CN=At ')),
      tenant,
      profile: builtBy(type, limits),
      steps: async (stage) => {
        const { directory } = stage.lab;
        await stage.prepare();
        const dnOf = (limit: Limit): string => make(nameOf(limit, 'At'), {}).dn;
        stage.tell('AD: every value grows by one character.', () => {
          for (const limit of limits) directory.modify(dnOf(limit), attributesFor(limit, limit.longest + 1));
        });
        const held = await stage.sync();
        expect(openConflicts(held)).toEqual(limits.map((limit) => `invalidValue ${nameOf(limit, 'At')}`).sort());
        expect(stage.lab.tenant.writes()).toBe(0);
        stage.tell('AD: every value is one character shorter than the limit.', () => {
          for (const limit of limits) directory.modify(dnOf(limit), attributesFor(limit, limit.longest - 1));
        });
        const released = await stage.sync();
        expect([openConflicts(released), released.export.failed, doings(released)]).toEqual([[], [], limits.map((limit) => `update ${nameOf(limit, 'At')}`).sort()]);
      },
    });
  });
});

describe('limits with rules of their own', () => {
  it('a sign-in name may have 64 characters before and 48 after the @, and no dot before it', async () => {
    await hardCase({
      ad: [
        person('At Both', { userPrincipalName: `${ascii(64)}@${longDomain}` }),
        person('Dotted', { userPrincipalName: 'dotted.@contoso.com' }),
        person('Leading', { userPrincipalName: '.leading@contoso.com' }),
        person('Accented', { userPrincipalName: 'accentéd@contoso.com' }),
        person('Spaced', { userPrincipalName: 'spa ced@contoso.com' }),
      ],
      tenant,
      steps: async (stage) => {
        const run = await stage.sync();
        expect(run.export.failed).toEqual([]);
        expect(doings(run)).toEqual(['create At Both']);
        expect(openConflicts(run)).toEqual(['invalidValue Accented', 'invalidValue Dotted', 'invalidValue Leading', 'invalidValue Spaced']);
        expect(stage.idOf(`${ascii(64)}@${longDomain}`)).toMatch(/^[0-9a-f-]{36}$/);
      },
    });
  });

  it('a derived nickname is cut to 64 characters, cleaned, and never ends in a dot', async () => {
    await hardCase({
      ad: [
        person('Long', { mail: `${ascii(63)}.${ascii(30)}@contoso.com` }),
        person('Odd', { mail: "odd'o.@contoso.com".replace('.@', '.d@'), mailNickname: 'o d(d)[x]é.' }),
        group('Группа, "quoted" <x>'.replace(/[,"<>]/g, ''), []),
      ],
      steps: async (stage) => {
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed]).toEqual([[], []]);
        const { users, groups } = stage.lab.tenant.snapshot();
        const nickname = (name: string): unknown => [...users, ...groups].find(({ displayName }) => displayName === name)?.['mailNickname'];
        expect([nickname('Long'), nickname('Odd')]).toEqual([ascii(63), 'oddxe']);
        expect(String(groups[0]?.['mailNickname'])).toMatch(/^[\x21-\x7e]{1,64}$/);
      },
    });
  });

  it('mail takes no accents, blanks or display names, and usageLocation only assigned countries: held or left out, never refused', async () => {
    await hardCase({
      ad: [
        person('Accent Mail', { mail: 'zoë@contoso.com' }),
        person('Two Ats', { mail: 'a@b@contoso.com' }),
        person('Bare Host', { mail: 'x@localhost' }),
        person('Quoted', { mail: "o'neil+tag@contoso.com" }),
        person('Nowhere', { c: 'XX' }),
        person('Language', { preferredLanguage: 'de-DE' }),
        person('Type', { employeeType: text(256) }),
      ],
      steps: async (stage) => {
        const run = await stage.sync();
        expect(run.export.failed).toEqual([]);
        expect(openConflicts(run)).toEqual(['invalidValue Accent Mail', 'invalidValue Bare Host', 'invalidValue Two Ats']);
      },
    });
  });
});
