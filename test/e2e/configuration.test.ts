import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { cloudUser, startStage, type Stage } from '../support/samba-sync.ts';

function population(base: string): string {
  const ou = (rdn: string, parent = ''): string => `dn: OU=${rdn},${parent}${base}\nobjectClass: organizationalUnit\n`;
  const user = (name: string, parent: string): string =>
    [`dn: CN=${name},${parent}${base}`, 'objectClass: user', `sAMAccountName: ${name.toLowerCase()}`, `userPrincipalName: ${name.toLowerCase()}@contoso.com`, `displayName: ${name}`, 'userAccountControl: 544', ''].join('\n');
  const group = (name: string, members: readonly string[]): string =>
    [`dn: CN=${name},OU=Groups,${base}`, 'objectClass: group', `sAMAccountName: ${name.replace(' ', '')}`, ...members.map((dn) => `member: ${dn}${base}`), ''].join('\n');
  return [
    ou('Staff'), ou('Berlin', 'OU=Staff,'), ou('Sales'), ou('Groups'),
    user('Ada', 'OU=Staff,'), user('Bob', 'OU=Berlin,OU=Staff,'), user('Cid', 'OU=Berlin,OU=Staff,'), user('Dee', 'OU=Sales,'),
    group('Pilot inner', ['CN=Dee,OU=Sales,']),
    group('Pilot', ['CN=Ada,OU=Staff,', 'CN=Bob,OU=Berlin,OU=Staff,', 'CN=Pilot inner,OU=Groups,']),
  ].join('\n');
}

let stage: Stage;
let home: string;
let profileId: string;
let app: RunningApp;

beforeAll(async () => {
  stage = await startStage({ address: '127.0.0.52', population });
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  const { dc, tenant } = stage;
  profileId = openShelf(home).put(
    {
      version: 1, name: 'Samba',
      source: { url: dc.url, username: dc.admin, password: { file: 'ad-password' }, tls: { caFile: 'ad-ca.pem' } },
      target: { cloud: { authority: tenant.authority, graph: tenant.graph, caFile: 'tenant-ca.pem' }, tenantId: tenant.tenantId, clientId: tenant.clientId, auth: { kind: 'clientSecret', secret: { file: 'client-secret' } }, quota: { writes: 100_000, perSeconds: 100 } },
      policies: { stagingMode: true },
    },
    { kind: 'real', files: { 'ad-password': dc.password, 'ad-ca.pem': dc.ca, 'client-secret': tenant.clientSecret, 'tenant-ca.pem': tenant.ca } },
  ).id;
  app = await launchApp({ home });
});

afterAll(async () => {
  await app?.close();
  await stage?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

async function open(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: 'Rules', exact: true }).click();
  await page.getByRole('tab', { name: tab, exact: true }).click();
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. The next run uses it').waitFor();
}

function box(page: Page, name: string) {
  return page.getByRole('treeitem', { name: new RegExp(`^${name}`) });
}

async function tick(page: Page, name: string): Promise<void> {
  await box(page, name).getByRole('checkbox').first().click();
}

test('containers: an OU off, a child on again, kept over a restart', async () => {
  const { page } = app;
  await open(page, 'Containers');
  await page.getByText(/^Selected: \d+ users/).waitFor();
  const everything = await page.getByText(/^Selected: /).textContent();
  await expectAccessible(page);

  await tick(page, 'corp.contoso.test');
  await page.getByText('No container is selected.', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await tick(page, 'corp.contoso.test');
  await expect.poll(() => page.getByText(/^Selected: /).textContent()).toBe(everything);

  await tick(page, 'Staff');
  await box(page, 'Staff').press('ArrowRight');
  await box(page, 'Berlin').waitFor();
  await tick(page, 'Berlin');
  expect(await box(page, 'Staff').getAttribute('aria-checked')).toBe('mixed');
  expect(await box(page, 'corp.contoso.test').getAttribute('aria-checked')).toBe('mixed');
  await save(page);

  await page.getByRole('searchbox', { name: 'Find a container by name' }).fill('nowhere');
  await page.getByText('No container is called “nowhere”.').waitFor();
  await page.getByRole('searchbox', { name: 'Find a container by name' }).fill('berl');
  expect(await page.getByRole('checkbox', { name: /^Berlin/ }).isChecked()).toBe(true);
  await expectAccessible(page);

  await app.close();
  app = await launchApp({ home });
  await open(app.page, 'Containers');
  await app.page.getByText(/^Selected: \d+ users/).waitFor();
  expect(await box(app.page, 'corp.contoso.test').getAttribute('aria-checked')).toBe('mixed');
  expect(await box(app.page, 'Staff').getAttribute('aria-checked')).toBe('mixed');
});

test('pilot group: found by name, counted through nested groups', async () => {
  const { page } = app;
  await open(page, 'Pilot group');
  await page.getByRole('radio', { name: /Only the members of a pilot group/ }).click();
  await page.getByRole('status').filter({ hasText: 'No pilot group is chosen yet.' }).waitFor();
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  const search = page.getByRole('searchbox', { name: 'Find a group by name' });
  await search.fill('*)(objectClass=*');
  await page.getByText('Nothing in Active Directory is called “*)(objectClass=*”.').waitFor();
  await search.fill('pilot');
  await page.getByRole('button', { name: /^Group Pilot Pilot / }).click();
  await page.getByText('3 users and 1 group are members, directly or through nested groups.').waitFor();
  await expectAccessible(page);
  await save(page);
});

test('mapping: a wrong country is refused, a right one shows on a real object', async () => {
  const { page } = app;
  await open(page, 'Mapping');
  const country = page.getByRole('textbox', { name: 'Usage location where Active Directory has none' });
  await country.fill('UK');
  await page.getByRole('alert').filter({ hasText: '“UK” is no country code.' }).first().waitFor();
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await country.fill('de');
  await page.getByRole('searchbox', { name: 'Find a user or group in Active Directory' }).fill('bob');
  await page.getByRole('button', { name: /bob@contoso\.com/ }).click();
  await page.getByRole('row', { name: /^usageLocation/ }).filter({ hasText: /DE$/ }).waitFor();
  await page.getByRole('row', { name: /^userPrincipalName/ }).filter({ hasText: 'bob@contoso.com' }).waitFor();
  await expectAccessible(page);
  await save(page);
});

test('mapping: photos, Microsoft 365 groups, and a directory extension that is checked while it is typed', async () => {
  const { page } = app;
  await page.getByRole('switch', { name: 'Carry photos over' }).click();
  await page.getByRole('switch', { name: 'Make Microsoft 365 groups of distribution lists' }).click();
  const extensions = page.getByRole('region', { name: 'Directory extensions' });
  await extensions.getByRole('button', { name: 'Add an extension' }).click();
  await extensions.getByText('Name the AD attribute, or delete this line.').waitFor();
  const attribute = extensions.getByRole('textbox', { name: 'AD attribute' });
  const saveButton = page.getByRole('button', { name: 'Save', exact: true });
  await attribute.fill('no attribute');
  await extensions.getByText('“no attribute” is no name of an attribute').waitFor();
  expect(await saveButton.isDisabled()).toBe(true);
  await attribute.fill('mS-DS-ConsistencyGuid');
  await extensions.getByText(/holds binary data, which a directory extension of type String cannot take/).waitFor();
  expect(await saveButton.isDisabled()).toBe(true);
  await attribute.fill('employeeNumber');
  await extensions.getByText('Becomes extension_employeeNumber').waitFor();
  await extensions.getByRole('checkbox', { name: 'Groups' }).click();
  await extensions.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Whole number' }).click();
  expect(await extensions.getByRole('checkbox', { name: 'Several values' }).isDisabled()).toBe(true);
  await expect.poll(() => saveButton.isDisabled()).toBe(false);
  await expectAccessible(page);
  await save(page);
  expect(openShelf(home).load(profileId).profile.rules).toMatchObject({ photos: true, distributionLists: 'microsoft365', directoryExtensions: [{ attribute: 'employeeNumber', type: 'Integer', several: false, objectTypes: ['user', 'group'] }] });
  await extensions.getByRole('button', { name: 'Delete extension 1' }).click();
  await page.getByRole('switch', { name: 'Carry photos over' }).click();
  await page.getByRole('switch', { name: 'Make Microsoft 365 groups of distribution lists' }).click();
  await save(page);
  expect(openShelf(home).load(profileId).profile.rules).toMatchObject({ photos: false, distributionLists: 'leave', directoryExtensions: [] });
});

test('protection: wrong numbers are refused, right ones are said in a sentence', async () => {
  const { page } = app;
  await open(page, 'Deletions');
  const limits = page.getByRole('group', { name: 'Deletions', exact: true });
  await limits.getByRole('textbox', { name: 'Objects' }).fill('many');
  await page.getByRole('status').filter({ hasText: 'This is no whole number of 0 or more.' }).waitFor();
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await limits.getByRole('textbox', { name: 'Percent' }).fill('101');
  await limits.getByRole('textbox', { name: 'Objects' }).fill('2');
  await page.getByRole('status').filter({ hasText: 'This is no number from 0 to 100.' }).waitFor();
  await limits.getByRole('textbox', { name: 'Percent' }).fill('5');
  await page.getByText(/^Up to 2 of \d+ users and up to 2 of \d+ groups are deleted in one run without asking/).waitFor();
  await expectAccessible(page);
  await save(page);
});

test('source anchor, matching, exclusions and flows are shown', async () => {
  const { page } = app;
  await open(page, 'Source anchor');
  await page.getByRole('row', { name: /^objectGUID \d+ \d+$/ }).waitFor();
  await expectAccessible(page);
  await open(page, 'Matching');
  await page.getByRole('radio', { name: /Match by source anchor only/ }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  expect(await page.getByRole('radio', { name: /Link a soft match/ }).isChecked()).toBe(true);
  await open(page, 'Exclusions');
  await page.getByRole('row', { name: /^criticalSystemObject/ }).waitFor();
  await expectAccessible(page);
  await open(page, 'Attribute flows');
  await page.getByRole('searchbox', { name: 'Find an attribute or rule' }).fill('title');
  await page.getByRole('row', { name: /^jobTitle title/ }).waitFor();
  await expectAccessible(page);
});

test('staging mode off: exactly the chosen objects arrive in the tenant', async () => {
  const { page } = app;
  const before = new Set(stage.tenant.snapshot().users.map((user) => user['userPrincipalName']));
  await open(page, 'Staging mode');
  await page.getByText('While staging mode is on, nothing reaches Entra').waitFor();
  await page.getByRole('switch', { name: 'Staging mode' }).click();
  await expectAccessible(page);
  await save(page);
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await expect.poll(() => cloudUser(stage.tenant, 'dee@contoso.com') !== undefined, { timeout: 30_000 }).toBe(true);
  await expect.poll(async () => (await page.evaluate(() => (globalThis as unknown as { readonly causeway: { readonly app: { state(input: null): Promise<{ readonly ok: true; readonly value: { readonly run: unknown; readonly status: { readonly lastRun: { readonly outcome: string | null } | null } | null } }> } } }).causeway.app.state(null))).value.status?.lastRun?.outcome, { timeout: 30_000 }).toBe('success');
  const arrived = stage.tenant.snapshot().users.map((user) => user['userPrincipalName']).filter((name) => !before.has(name));
  expect(arrived.sort()).toEqual(['bob@contoso.com', 'dee@contoso.com']);
  expect(cloudUser(stage.tenant, 'bob@contoso.com')?.['usageLocation']).toBe('DE');
  expect(openShelf(home).load(profileId).profile).toMatchObject({ rules: { usageLocation: 'DE' }, protection: { deletes: { count: 2, percent: 5 } }, policies: { stagingMode: false } });
});

test('a changed profile is written only after its preview was seen', async () => {
  const { page } = app;
  const members = (): unknown => stage.tenant.snapshot().groups.find(({ displayName }) => displayName === 'Pilot')?.['members'];
  const written = members();
  await open(page, 'Deletions');
  const limits = page.getByRole('group', { name: 'Deletions', exact: true });
  await limits.getByRole('textbox', { name: 'Objects' }).fill('3');
  await save(page);
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  const waits = page.getByRole('region', { name: 'Waits for you' });
  await waits.getByText('The profile was changed, and nobody has seen yet what that does').waitFor();
  await expectAccessible(page);
  // Whoever asks for a sync all the same is told why not.
  await page.getByRole('button', { name: 'More ways to run' }).click();
  await page.getByRole('menuitem', { name: /^Full sync/ }).click();
  await page.getByText('“Samba” was changed, and nobody has seen yet what that does: nothing is written.').first().waitFor();
  await waits.getByRole('button', { name: 'Preview the change' }).click();
  await page.getByRole('button', { name: 'Sync now', exact: true }).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await waits.getByText('The plan of the changed profile waits for you').waitFor();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await expect.poll(() => waits.getByText('The plan of the changed profile waits for you').count(), { timeout: 30_000 }).toBe(0);
  expect(members()).toEqual(written);
});
