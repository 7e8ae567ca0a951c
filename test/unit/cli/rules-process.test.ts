import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectory, type LabDirectory, type SeedEntry } from '../../../electron/lab/directory/directory.ts';
import { startTenant, type LabTenant } from '../../../electron/lab/tenant/tenant.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { ExpressionCheck, ExpressionTrial, RuleSetFinding, RuleTrial, ShownRule } from '../../../shared/rules.ts';
import type { RunDocument } from '../../../shared/run.ts';
import { command, type Ended } from './child.ts';

let folder: string;
let directory: LabDirectory;
let tenant: LabTenant;
const staff = 'OU=Staff,DC=corp,DC=contoso,DC=com';
const kate = `CN=Kate Smith,${staff}`;

const entries: readonly SeedEntry[] = [
  { dn: staff, attributes: { objectClass: 'organizationalUnit' } },
  { dn: kate, attributes: { objectClass: 'user', sAMAccountName: 'kate', userPrincipalName: 'kate@contoso.com', displayName: 'Kate Smith', givenName: 'Kate', title: '  Boss ', userAccountControl: '512', proxyAddresses: ['SMTP:kate@contoso.com', 'smtp:k@contoso.com'] } },
];

function profile(rules: ProfileInput['rules']): ProfileInput {
  return {
    version: 1,
    name: 'test',
    source: { url: directory.url, username: directory.username, password: { env: 'CAUSEWAY_AD_PASSWORD' }, tls: { caFile: 'ad-ca.pem' } },
    target: { cloud: { authority: tenant.authority, graph: tenant.graph, caFile: 'tenant-ca.pem' }, tenantId: tenant.tenantId, clientId: tenant.clientId, auth: { kind: 'clientSecret', secret: { env: 'CAUSEWAY_CLIENT_SECRET' } } },
    rules,
  };
}

function configure(rules: ProfileInput['rules']): void {
  writeFileSync(join(folder, 'causeway.json'), JSON.stringify(profile(rules)));
}

async function causeway(...args: readonly string[]): Promise<Ended> {
  return await command(folder, args, { CAUSEWAY_AD_PASSWORD: directory.password, CAUSEWAY_CLIENT_SECRET: tenant.clientSecret });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-rules-'));
  directory = await startDirectory({ domain: 'corp.contoso.com', netbios: 'CONTOSO', entries });
  tenant = await startTenant({});
  writeFileSync(join(folder, 'ad-ca.pem'), directory.ca);
  writeFileSync(join(folder, 'tenant-ca.pem'), tenant.ca);
  configure({ parameters: { Company: 'Contoso' } });
});

afterAll(async () => {
  await Promise.allSettled([directory.stop(), tenant.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('causeway expression', () => {
  it('checks an expression without an object', async () => {
    expect(await causeway('expression', 'Trim([title]) & " at " & %Company%')).toEqual({ code: 0, err: '', out: 'The expression is correct. It gives text and reads title.\n`--object DN` evaluates it on an object.\n' });
    const { code, out } = await causeway('expression', 'Left([title])', '--json');
    expect({ code, check: JSON.parse(out) as ExpressionCheck }).toMatchObject({ code: 2, check: { ok: false, gives: 'text', findings: [{ severity: 'error', line: 1, column: 1, start: 0, end: 4, fix: 'Write Left(text, count).' }] } });
  });

  it('points at what is wrong', async () => {
    const { code, out } = await causeway('expression', 'IIF(IsPresent([title]),\n  trim([title]), NULL)');
    expect({ code, lines: out.split('\n') }).toEqual({ code: 2, lines: ['Error at line 2, column 3: There is no function trim.', '    trim([title]), NULL)', '    ^^^^', '  Function names are case-sensitive: write Trim.', ''] });
    expect((await causeway('expression', "Trim('a')")).out).toContain("A single quote does not begin a text.\n  Trim('a')\n       ^\n  Expected: a double quote");
    expect((await causeway('expression', 'Trim([title)')).out.split('\n').slice(0, 3)).toEqual(['Error at line 1, column 6: The attribute name that begins here has no closing ].', '  Trim([title)', '       ^^^^^^^']);
  });

  it('names an object that was not read', async () => {
    expect(await causeway('expression', '1', '--object', kate)).toMatchObject({ code: 2, err: expect.stringContaining(`Nothing has been read from Active Directory yet, so "${kate}" is not known.`) });
  });

  it('shows the value on an object and each step', async () => {
    expect((await causeway('preview')).code).toBe(0);
    const text = 'IIF(Contains([proxyAddresses],"SMTP:")>0,Trim([title]) & ", " & %Company%,NULL)';
    const { code, out } = await causeway('expression', text, '--object', 'kate@contoso.com');
    expect({ code, lines: out.trimEnd().split('\n') }).toEqual({
      code: 0,
      lines: [
        `user ${kate}`,
        '"Boss, Contoso"',
        '',
        'Steps',
        '        [proxyAddresses] → ["SMTP:kate@contoso.com", "smtp:k@contoso.com"]',
        '      Contains([proxyAddresses],"SMTP:") → 1',
        '    Contains([proxyAddresses],"SMTP:")>0 → True',
        '          [title] → "  Boss "',
        '        Trim([title]) → "Boss"',
        '      Trim([title]) & ", " → "Boss, "',
        '      %Company% → "Contoso"',
        '    Trim([title]) & ", " & %Company% → "Boss, Contoso"',
        `  ${text} → "Boss, Contoso"`,
      ],
    });
    const trial = JSON.parse((await causeway('expression', 'Split([givenName],"a")', '--object', kate, '--json')).out) as ExpressionTrial;
    expect(trial).toMatchObject({ dn: kate, value: { kind: 'text', values: ['K', 'te'], list: true }, error: null });
  });

  it('says where an evaluation fails, and what an import does not read', async () => {
    const failed = await causeway('expression', 'Item([proxyAddresses],5)', '--object', kate);
    expect({ code: failed.code, lines: failed.out.split('\n').slice(1, 4) }).toEqual({ code: 1, lines: ['No value: There is no value number 5: there are 2.', '  Item([proxyAddresses],5)', '  ^^^^^^^^^^^^^^^^^^^^^^^^'] });
    expect((await causeway('expression', 'Trim([division])', '--object', kate)).out).toContain('division: read from Active Directory once a rule uses it');
  });
});

describe('causeway rules', () => {
  const greeting: NonNullable<NonNullable<ProfileInput['rules']>['custom']>[number] = { name: 'Greeting', type: 'user', precedence: 10, scope: [[{ attribute: 'givenName', operator: 'STARTSWITH', value: 'k' }, { attribute: 'division', operator: 'ISNOTNULL' }], [{ attribute: 'sAMAccountName', operator: 'EQUAL', value: 'nobody' }]], flows: [{ target: 'jobTitle', expression: 'Trim([title]) & " of " & [division]' }] };

  it('lists the rules in the order in which they are asked', async () => {
    configure({ custom: [greeting], disabled: ['user.faxNumber'] });
    const { code, out } = await causeway('rules');
    const lines = out.trimEnd().split('\n');
    expect({ code, head: lines.slice(0, 3).map((line) => line.replace(/ +/g, ' ')) }).toEqual({ code: 0, head: ['precedence rule type property state value', '10 Greeting user jobTitle Trim([title]) & " of " & [division]', '100 user.accountEnabled user accountEnabled enabled unless userAccountControl says disabled'] });
    expect(lines.find((line) => line.includes('user.faxNumber'))).toContain('disabled');
    expect((await causeway('rules', 'list', '--attributes')).out).toMatch(/^division +text$/m);
  });

  it('shows one rule, and a default rule with the copy that changes it', async () => {
    const { out } = await causeway('rules', 'show', 'greeting');
    expect(out.split('\n')).toEqual(['Greeting', 'Rule of the profile Greeting, user, inbound, precedence 10, active', 'Scope:', '     givenName STARTSWITH k and division ISNOTNULL', '  or sAMAccountName EQUAL nobody', 'Flows:', '  jobTitle ← expression Trim([title]) & " of " & [division]', '      reads title, division', '']);
    const shown = JSON.parse((await causeway('rules', 'show', 'user.jobTitle', '--json')).out) as { readonly rule: ShownRule; readonly custom: NonNullable<NonNullable<ProfileInput['rules']>['custom']>[number] };
    expect(shown.rule).toMatchObject({ id: 'user.jobTitle', precedence: expect.any(Number), origin: 'default', state: 'active' });
    configure({ custom: [shown.custom], disabled: ['user.jobTitle'] });
    expect(await causeway('rules', 'check')).toEqual({ code: 0, err: '', out: expect.stringMatching(/^\d+ rules, no errors\.\n$/) });
    expect(await causeway('rules', 'show', 'user.jobtitel')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean `user.jobTitle`?') });
    expect(await causeway('rules', 'show', 'mailNickname')).toMatchObject({ code: 2, err: expect.stringContaining('Give the id: user.mailNickname, ') });
  });

  it('checks the rules with the place of each fault, and no run begins with a faulty one', async () => {
    configure({ custom: [{ ...greeting, flows: [{ target: 'jobTitle', expression: 'IIF(IsPresent([title]),\n  [titel], NULL)' }] }] });
    const { code, out } = await causeway('rules', 'check');
    expect({ code, lines: out.trimEnd().split('\n') }).toEqual({
      code: 2,
      lines: [
        'Error in rule “Greeting” (rules.custom[0].flows[0].expression, line 2, column 3): There is no attribute [titel] in the catalogue.',
        '    [titel], NULL)',
        '    ^^^^^^^',
        '  Did you mean [title]? Names are case-sensitive.',
        '1 error; no run is possible before it is corrected.',
      ],
    });
    expect((JSON.parse((await causeway('rules', 'check', '--json')).out) as { readonly findings: readonly RuleSetFinding[] }).findings).toHaveLength(1);
    expect(await causeway('profile', 'validate')).toMatchObject({ code: 2, err: expect.stringContaining('rules.custom[0].flows[0].expression (line 2, column 3): There is no attribute [titel]') });
    expect(await causeway('preview')).toMatchObject({ code: 2, err: expect.stringContaining('The rules of the profile cannot be used. Rule “Greeting”: There is no attribute [titel]') });
  });

  it('reads what a rule looks at, writes what it gives, and shows how it came about', async () => {
    configure({ custom: [greeting, { name: 'No robots', type: 'user', precedence: 11, description: 'service accounts stay here', flows: [{ target: 'cloudFiltered', expression: 'IIF(Left([sAMAccountName],3)="svc",True,NULL)' }] }] });
    directory.modify(kate, { division: 'Europe' });
    const { out } = await causeway('sync', '--json');
    const document = JSON.parse(out) as RunDocument;
    const created = document.plan.changes.find(({ dn }) => dn === kate);
    expect(created?.attributes.find(({ name }) => name === 'jobTitle')).toEqual({ name: 'jobTitle', from: null, to: 'Boss of Europe', rule: 'Greeting' });
    expect(document.import.source).toMatchObject({ mode: 'full', excluded: { 'No robots': 1 } });
    expect(tenant.snapshot().users.find(({ userPrincipalName }) => userPrincipalName === 'kate@contoso.com')).toMatchObject({ jobTitle: 'Boss of Europe' });

    const tried = await causeway('rules', 'test', 'Greeting', '--object', kate);
    expect({ code: tried.code, lines: tried.out.trimEnd().split('\n') }).toEqual({
      code: 0,
      lines: [
        `Greeting on ${kate}: in scope`,
        '  ✓ givenName STARTSWITH k',
        '  ✓ division ISNOTNULL',
        '  or',
        '  ✗ sAMAccountName EQUAL nobody',
        '',
        'jobTitle ← "Boss of Europe"',
        '        [title] → "  Boss "',
        '      Trim([title]) → "Boss"',
        '    Trim([title]) & " of " → "Boss of "',
        '    [division] → "Europe"',
        '  Trim([title]) & " of " & [division] → "Boss of Europe"',
        '  Rules for this property:',
        '    10 Greeting supplies the value: "Boss of Europe"',
        expect.stringMatching(/^ {4}\d+ user\.jobTitle \(jobTitle from title\) is not asked any more$/),
      ],
    });
    const trial = JSON.parse((await causeway('rules', 'test', 'user.jobTitle', '--object', kate, '--json')).out) as RuleTrial;
    expect(trial).toMatchObject({ inScope: true, flows: [{ target: 'jobTitle', trial: null, value: 'Boss', contributions: [{ id: 'Greeting', outcome: 'won' }, { id: 'user.jobTitle', outcome: 'unasked' }] }] });
  });

  it('a change of an attribute that only a rule reads is noticed by the next delta', async () => {
    directory.modify(kate, { division: 'Asia' });
    const document = JSON.parse((await causeway('sync', '--json')).out) as RunDocument;
    expect({ mode: document.import.source.mode, changes: document.plan.changes.map(({ dn, attributes }) => [dn, attributes.map(({ name, to }) => [name, to])]) }).toEqual({ mode: 'delta', changes: [[kate, [['jobTitle', 'Boss of Asia']]]] });
  });
});
