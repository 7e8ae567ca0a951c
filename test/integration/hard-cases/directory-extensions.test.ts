import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin, cloudUser, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';

/** Custom attributes of a real domain controller into directory extensions. */

let stage: Stage;
let cli: CommandLine;
const dn = (name: string): string => `CN=${name},OU=Firm,${stage.dc.baseDn}`;
const extension = (name: string): string => `extension_${stage.tenant.clientId.replaceAll('-', '')}_${name}`;

/** `userSharedFolder` is an attribute that Causeway's catalogue does not know, as one of an admin's own schema. */
const directoryExtensions = [
  { attribute: 'userSharedFolder', name: 'badge' },
  { attribute: 'carLicense', several: true },
  { attribute: 'countryCode', name: 'countryNumber', type: 'Integer' as const },
  { attribute: 'whenCreated', name: 'madeOn', type: 'DateTime' as const },
  { attribute: 'assistant' },
];

beforeAll(async () => {
  stage = await startStage(
    {
      address: '127.0.0.54',
      population: (base) => [
        `dn: OU=Firm,${base}\nobjectClass: organizationalUnit\n`,
        ...['ada', 'bo'].map((login) => `dn: CN=${login},OU=Firm,${base}\nobjectClass: user\nsAMAccountName: ${login}\nuserPrincipalName: ${login}@contoso.com\ndisplayName: ${login}\nuserAccountControl: 544\n${login === 'ada' ? 'userSharedFolder: B-0017\ncarLicense: M-AB 1\ncarLicense: M-CD 2\ncountryCode: 276\n' : `assistant: CN=ada,OU=Firm,${base}\n`}`),
      ].join('\n'),
    },
    { permissions: ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Organization.Read.All', 'Domain.Read.All', 'RoleManagement.Read.Directory', 'OrgContact.Read.All', 'Application.ReadWrite.OwnedBy'] },
  );
  cli = await stage.profile('extensions', { source: { containers: [{ dn: `OU=Firm,${stage.dc.baseDn}`, include: true }] }, rules: { directoryExtensions } });
}, 600_000);
afterAll(async () => { await stage?.stop(); });

test('the check names what will be made, and an attribute that the schema lacks', async () => {
  const { code, stdout } = await cli.run(['check']);
  expect(code).toBe(0);
  expect(stdout).toContain('The directory extension extension_badge is not there yet; the plan shows that it will be made.');
  const misspelled = await stage.profile('misspelled', { rules: { directoryExtensions: [{ attribute: 'userSharedFolders' }] } });
  expect((await misspelled.run(['check'])).stdout).toContain('The schema of Active Directory has no userSharedFolders: every object is read as having no value there.');
});

test('a preview shows the extensions and makes none', async () => {
  const { code, document } = await cli.document('preview');
  expect([code, document.plan.extensions?.map(({ name, type }) => `${name} ${type}`)]).toEqual([0, ['extension_badge String', 'extension_carLicense String', 'extension_countryNumber Integer', 'extension_madeOn DateTime', 'extension_assistant String']]);
  expect(stage.tenant.writes()).toBe(0);
  expect((await cli.run(['preview'])).stdout).toContain('make extension_badge (String) for users in the app registration');
});

test('they are made before the users, waited for, and hold the values of the directory', async () => {
  stage.tenant.faults.extensionDelay(2_000);
  const { code, document } = await cli.document('sync');
  expect([code, document.export.failed, document.export.waiting]).toEqual([0, [], []]);
  const states = stage.tenant.requests().filter(({ changesState, status }) => changesState && status < 300).map(({ path }) => (path.includes('extensionProperties') ? 'extension' : 'user'));
  expect(states).toEqual([...directoryExtensions.map(() => 'extension'), 'user', 'user']);
  expect(cloudUser(stage.tenant, 'ada@contoso.com')).toMatchObject({ [extension('badge')]: 'B-0017', [extension('carLicense')]: expect.arrayContaining(['M-AB 1', 'M-CD 2']), [extension('countryNumber')]: 276, [extension('madeOn')]: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) });
  expect(cloudUser(stage.tenant, 'bo@contoso.com')?.[extension('badge')] ?? null).toBeNull();
  // An import asks AD for identifiers in front of names; a value in Entra must not have them.
  expect(cloudUser(stage.tenant, 'bo@contoso.com')?.[extension('assistant')]).toBe(dn('ada'));
});

test('a second run writes nothing; a change carries only what differs, and an emptied attribute clears', async () => {
  stage.tenant.resetLog();
  expect((await cli.document('sync')).document.plan.changes).toEqual([]);
  expect(stage.tenant.writes()).toBe(0);
  await asAdmin(stage.dc, async (admin) => {
    await admin.set(dn('ada'), { userSharedFolder: null });
    await admin.set(dn('bo'), { userSharedFolder: 'B-0018' });
  });
  const { document } = await cli.document('sync');
  expect(document.plan.changes.map(({ attributes }) => attributes.map(({ name, from, to }) => `${name} ${String(from)} → ${String(to)}`).join()).sort()).toEqual(['extension_badge B-0017 → null', 'extension_badge null → B-0018']);
  expect(cloudUser(stage.tenant, 'ada@contoso.com')?.[extension('badge')] ?? null).toBeNull();
  expect(cloudUser(stage.tenant, 'bo@contoso.com')?.[extension('badge')]).toBe('B-0018');
});
