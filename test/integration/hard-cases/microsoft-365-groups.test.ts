import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin, cloudGroup, memberNames, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';

/** Distribution lists of a real domain controller as Microsoft 365 groups. */

let stage: Stage;
let cli: CommandLine;
const firm = (): string => `OU=Firm,${stage.dc.baseDn}`;
const dn = (name: string): string => `CN=${name},${firm()}`;

beforeAll(async () => {
  stage = await startStage({
    address: '127.0.0.52',
    population: (base) => {
      const at = (name: string): string => `CN=${name},OU=Firm,${base}`;
      const user = (login: string): string => `dn: ${at(login)}\nobjectClass: user\nsAMAccountName: ${login}\nuserPrincipalName: ${login}@contoso.com\ndisplayName: ${login}\nuserAccountControl: 544\n`;
      const group = (name: string, groupType: number, members: readonly string[], more = ''): string => `dn: ${at(name)}\nobjectClass: group\nsAMAccountName: ${name}\ngroupType: ${groupType}\n${more}${members.map((member) => `member: ${at(member)}\n`).join('')}`;
      return [
        `dn: OU=Firm,${base}\nobjectClass: organizationalUnit\n`, user('ada'), user('bo'),
        `dn: ${at('partner')}\nobjectClass: contact\nmail: partner@fabrikam.com\n`,
        group('news', 8, ['ada', 'bo', 'partner'], 'mail: news@contoso.com\n'),
        group('everybody', 8, ['ada', 'news'], 'mail: everybody@contoso.com\n'),
        group('silent', 8, ['ada']),
        group('staff', -2147483640, ['ada', 'news']),
      ].join('\n');
    },
  });
  cli = await stage.profile('lists', { source: { containers: [{ dn: firm(), include: true }] }, rules: { distributionLists: 'microsoft365' } });
}, 600_000);
afterAll(async () => { await stage?.stop(); });

test('a list becomes a Microsoft 365 group of its users; one with groups is held by name', async () => {
  const { code, document } = await cli.document('sync');
  expect([code, document.export.failed]).toEqual([3, []]);
  expect(cloudGroup(stage.tenant, 'news')).toMatchObject({ groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false, mailNickname: 'news', mail: 'news@contoso.com' });
  expect(memberNames(stage.tenant, 'news')).toEqual(['user:ada@contoso.com', 'user:bo@contoso.com']);
  expect(memberNames(stage.tenant, 'staff')).toEqual(['user:ada@contoso.com']);
  expect([cloudGroup(stage.tenant, 'silent'), cloudGroup(stage.tenant, 'everybody')]).toEqual([undefined, undefined]);
  expect(document.conflicts.map(({ situation, dn: held, attribute, value, resolutions }) => [situation, held, attribute, value, resolutions])).toEqual([['invalidValue', dn('everybody'), 'members', 'news', ['dropAttribute', 'exclude']]]);
  expect(document.notes.filter(({ attribute }) => attribute === 'member').map(({ text }) => text).sort()).toEqual([
    'news is a Microsoft 365 group in Entra, which cannot be a member of another group, so it is left out',
    'partner is a contact; a Microsoft 365 group holds users only, so it is left out',
  ]);
});

test('the groups are left out when somebody decides so; a second run writes nothing', async () => {
  const conflict = (await cli.document('preview')).document.conflicts[0];
  expect((await cli.run(['conflicts', 'resolve', conflict?.id ?? '', '--as', 'dropAttribute'])).code).toBe(0);
  expect((await cli.document('sync')).code).toBe(0);
  expect(memberNames(stage.tenant, 'everybody')).toEqual(['user:ada@contoso.com']);
  stage.tenant.resetLog();
  expect((await cli.document('sync')).document.plan.changes).toEqual([]);
  expect(stage.tenant.writes()).toBe(0);
});

test('members follow Active Directory; without the option nothing that was made is deleted', async () => {
  await asAdmin(stage.dc, (admin) => admin.removeMember(dn('news'), dn('bo')));
  expect((await cli.document('sync')).code).toBe(0);
  expect(memberNames(stage.tenant, 'news')).toEqual(['user:ada@contoso.com']);
  const off = await stage.profile('lists', { source: { containers: [{ dn: firm(), include: true }] } });
  const { code, document } = await off.document('sync');
  expect([code, document.plan.groups.delete, document.plan.notSynchronizable['distributionList']]).toEqual([0, 0, 3]);
  expect(cloudGroup(stage.tenant, 'news')).toBeDefined();
});
