import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importedDraft } from '../../../electron/worker/app/desk/setup/import-profile.ts';
import { importEntraConnect } from '../../../electron/worker/entra-connect/import.ts';
import { parseProfile } from '../../../electron/worker/profile.ts';
import { checkRules } from '../../../electron/sync/rules/check-rules.ts';
import { profileSchema } from '../../../shared/profile.ts';

const fixtures = resolve(import.meta.dirname, '../../fixtures/entra-connect');
const server = join(fixtures, 'server');
const policy = join(fixtures, 'Exported-SynchronizationPolicy-sample.json');

function imported(path: string) {
  const result = importEntraConnect(path, 'commandLine');
  if (result === null) throw new Error(`${path} was not recognized`);
  return result;
}

describe('the folder of Get-ADSyncServerConfiguration', () => {
  const { profile, report } = imported(server);
  const about = (setting: string) => report.filter((entry) => entry.setting.includes(setting)).map(({ takeover, text }) => [takeover, text]);

  it('becomes a profile that the schema and the check of rules take', () => {
    expect(parseProfile(JSON.stringify(profile), 'x.json')).toMatchObject({ ok: true });
    expect(checkRules(profileSchema.parse(profile).rules).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('takes domain, account, OUs, pilot group, sign-in attribute and threshold over, in staging mode', () => {
    expect(profile).toMatchObject({
      name: 'corp.contoso.test',
      source: {
        domain: 'corp.contoso.test',
        username: 'CORP\\svc-sync',
        pilotGroup: { dn: 'CN=Pilot & Test,OU=Contoso,DC=corp,DC=contoso,DC=test' },
        containers: [
          { dn: 'OU=Contoso,DC=corp,DC=contoso,DC=test', include: true },
          { dn: 'DC=corp,DC=contoso,DC=test', include: false },
          { dn: 'OU=Groups,OU=Contoso,DC=corp,DC=contoso,DC=test', include: false },
        ],
      },
      join: 'none',
      policies: { stagingMode: true },
      protection: { deletes: { count: 250, percent: 10 } },
      rules: { signInAttribute: 'mail', disabled: ['user.faxNumber', 'user.jobTitle'] },
    });
  });

  it('converts own rules with scope filter and flows, each checked', () => {
    expect(profile.rules?.custom).toEqual([
      {
        name: 'In from AD - Contractors', type: 'user', direction: 'inbound', precedence: 50, enabled: true, description: '',
        scope: [[{ attribute: 'employeeType', operator: 'EQUAL', value: 'contractor' }, { attribute: 'mail', operator: 'ISNOTNULL' }], [{ attribute: 'userAccountControl', operator: 'ISBITNOTSET', value: '2' }]],
        flows: [
          { target: 'department', expression: 'IIF(IsNullOrEmpty([department]),"Extern",UCase([department]) & " (ext)")', applyOnce: false, merge: 'update' },
          { target: 'usageLocation', direct: 'c', applyOnce: true, merge: 'update' },
        ],
      },
      { name: 'In from AD - Hide robots', type: 'user', direction: 'inbound', precedence: 51, enabled: true, description: '', scope: [], flows: [{ target: 'cloudFiltered', expression: 'IIF(Left([sAMAccountName],4)="rob-",True,NULL)', applyOnce: false, merge: 'update' }] },
      { name: 'Out to AAD - Shout', type: 'user', direction: 'outbound', precedence: 52, enabled: true, description: '', scope: [], flows: [{ target: 'city', direct: 'city', applyOnce: false, merge: 'update' }] },
    ]);
  });

  it('leaves out an expression that does not parse, with file, line and column', () => {
    expect(report.find(({ setting }) => setting === 'Rule “In from AD - Contractors”, title')).toEqual({
      takeover: 'notTaken', setting: 'Rule “In from AD - Contractors”, title', value: 'Left([title],', text: expect.any(String), fix: expect.stringContaining('add the flow to rules.custom'),
      place: `${join(server, 'SynchronizationRules/SynchronizationRule_01.xml')}, line 1, column 14 of the expression`,
    });
  });

  it('says of each rule that is not taken over why', () => {
    expect(about('Odd filter')).toEqual([['notTaken', expect.stringContaining('SOUNDSLIKE')]]);
    expect(about('Near the end')).toEqual([['notTaken', expect.stringContaining('comes after the default rules')]]);
    expect(about('Shout')).toEqual([['taken', '1 of 1 flows.']]);
    expect(about('User Common')).toEqual([['differently', 'Causeway has one default rule per property; switched off: user.jobTitle. Kept, because they are needed: user.displayName.']]);
    expect(about('Contractors”, join')).toEqual([['notTaken', expect.stringContaining('metaverse of Entra Connect')]]);
    expect(report.find(({ setting }) => setting.endsWith('Contractors”, join'))?.fix).toContain('"join": [[{"attribute":"employeeID","property":"employeeId"}]]');
  });

  it('names the features that Microsoft Graph cannot take, and only those that are on', () => {
    expect(about('Password hash')).toEqual([['notTaken', 'Microsoft Graph takes no password hash.']]);
    expect(about('Exchange hybrid')).toEqual([]);
    expect(about('synchronized: accountEnabled')).toEqual([['notTaken', 'Microsoft Graph or Causeway needs it.']]);
  });
});

it('names places of the profile to the command line, and steps and screens in the app', () => {
  const reports = (['commandLine', 'app'] as const).map((reader) => importEntraConnect(server, reader)?.report ?? []);
  const fixOf = (setting: string): readonly (string | null | undefined)[] => reports.map((report) => report.find((entry) => entry.setting.startsWith(setting))?.fix);
  expect(fixOf('Password for')).toEqual([expect.stringContaining('and set CAUSEWAY_AD_PASSWORD.'), expect.stringContaining('and enter its password in the step “Connect to Active Directory”.')]);
  expect(fixOf('Staging mode')).toEqual([expect.stringContaining('(policies.stagingMode)'), expect.stringContaining('(Rules › Staging mode)')]);
  for (const { fix } of reports.flat()) expect(fix ?? '').not.toMatch(/[⟦⟧]/);
  for (const { fix } of reports[1] ?? []) expect(fix ?? '').not.toMatch(/CAUSEWAY_|policies\.|protection\.|rules\.[a-z]|\btarget\b/);
});

describe('directory extensions', () => {
  const { profile, report } = imported(server);

  it('are made by Causeway where it can, and said one by one', () => {
    expect(profile.rules?.directoryExtensions).toEqual([
      { attribute: 'contosoBadge', type: 'Integer', objectTypes: ['user'] },
      { attribute: 'division', type: 'String', objectTypes: ['user', 'group'] },
    ]);
    expect(report.filter(({ setting }) => setting.startsWith('Directory extension')).map(({ takeover, setting, value }) => [takeover, setting, value])).toEqual([
      ['taken', 'Directory extension roomNumber', 'roomNumber.user.String.False'],
      ['notTaken', 'Directory extension user.carLicense', 'user.carLicense'],
      ['differently', 'Directory extension contosoBadge', 'Integer of user'],
      ['differently', 'Directory extension division', 'String of user and group'],
      ['notTaken', 'Directory extension userCertificate', 'Binary'],
    ]);
    expect(report.find(({ setting }) => setting.endsWith('division'))?.text).toContain('extension_APPLICATION_division');
  });
});

describe('the JSON export of the wizard', () => {
  it('becomes a profile with a source for each domain', () => {
    const { profile, report } = imported(policy);
    expect(parseProfile(JSON.stringify(profile), 'x.json')).toMatchObject({ ok: true });
    expect(profile.source).toMatchObject({ domain: 'corp.contoso.test', containers: 'all' });
    expect(profile.furtherSources).toMatchObject([{ name: 'fabrikam.test', domain: 'fabrikam.test', password: { env: 'CAUSEWAY_AD_PASSWORD_2' } }]);
    expect(profile.rules?.custom).toMatchObject([{ name: 'In from AD - Office', scope: [[{ attribute: 'l', operator: 'EQUAL', value: 'Berlin' }]], flows: [{ target: 'officeLocation', expression: '"B1 " & [physicalDeliveryOfficeName]' }] }]);
    expect(profile.protection).toEqual({ deletes: { count: 500, percent: 10 } });
    expect(report.find(({ setting }) => setting === 'deploymentMetadata')).toMatchObject({ takeover: 'notTaken', place: policy });
  });
});

describe('the setup of the app', () => {
  it('sends an export of Entra Connect to the command that reports before it writes', () => {
    expect(() => importedDraft(policy, {} as Parameters<typeof importedDraft>[1])).toThrow(/is an export of Entra Connect, not a profile/);
  });
});

describe('broken and hostile exports', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-connect-'));
    cpSync(server, folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const withConnector = (text: string | Buffer) => {
    writeFileSync(join(folder, 'Connectors/Connector_cloud.xml'), text);
    return () => imported(folder);
  };

  it('refuses an entity bomb before anything is expanded', () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>\n<ma-data>&c;</ma-data>`;
    expect(withConnector(bomb)).toThrow(/Connector_cloud\.xml, line \d+, column \d+: a document type declaration is not allowed/);
    expect(withConnector('<ma-data>&secret;</ma-data>')).toThrow(/Connector_cloud\.xml, line 1, column \d+: this is not XML/);
  });

  it('names file, line and column of what is not XML', () => {
    expect(withConnector('<ma-data>\n  <id>x</wrong>\n</ma-data>')).toThrow(/Connector_cloud\.xml, line 2, column \d+: this is not XML/);
    expect(withConnector('<ma-data><id>x')).toThrow(/this is not XML/);
    expect(withConnector('')).toThrow(/Connector_cloud\.xml, line 1, column \d+: /);
    expect(withConnector(Buffer.from([0, 255, 7, 60, 60]))).toThrow(/Connector_cloud\.xml/);
  });

  it('refuses elements that lie absurdly deep in each other', () => {
    expect(withConnector(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)).toThrow(/more than 60 deep/);
  });

  it('refuses a file far larger than any export without reading it', () => {
    const big = join(folder, 'big.json');
    writeFileSync(big, Buffer.alloc(64 * 1024 * 1024 + 1, 32));
    expect(() => importEntraConnect(big, 'commandLine')).toThrow(/an export of Entra Connect stays below/);
  });

  it('reads what PowerShell wrote as UTF-16', () => {
    const text = '<ma-data><id>{x}</id><name>Ärger</name><category>G-SQL</category></ma-data>';
    expect(withConnector(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))().report.find(({ setting }) => setting.includes('Ärger'))).toMatchObject({ takeover: 'notTaken' });
  });

  it('says what a folder without connectors, or a JSON file of another kind, lacks', () => {
    expect(() => importEntraConnect(join(folder, 'SynchronizationRules'), 'commandLine')).toThrow(/holds no connector to Active Directory/);
    const json = join(folder, 'policy.json');
    writeFileSync(json, '{"onpremisesDirectoryPolicy": [{"partitionFilters": [{"containerInclusions": 5}]}]}');
    expect(() => importEntraConnect(json, 'commandLine')).toThrow(/onpremisesDirectoryPolicy/);
    writeFileSync(json, '{"onpremisesDirectoryPolicy": [');
    expect(() => importEntraConnect(json, 'commandLine')).toThrow(/line 1, column 32: expected/);
    writeFileSync(json, '{"version": 1}');
    expect(importEntraConnect(json, 'commandLine')).toBeNull();
  });
});
