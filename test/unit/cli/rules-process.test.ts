import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectory, type LabDirectory, type SeedEntry } from '../../../electron/lab/directory/directory.ts';
import { startTenant, type LabTenant } from '../../../electron/lab/tenant/tenant.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { ExpressionCheck, ExpressionTrial } from '../../../shared/rules.ts';
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
