import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { readAppSettings } from '../../electron/worker/app-settings-file.ts';
import { launchApp, runAppCommandLine, type RunningApp } from '../support/app.ts';
import { setupPage } from '../support/setup-page.ts';
import { expectAccessible } from '../support/axe.ts';
import { startStage, type Stage } from '../support/samba-sync.ts';

function population(base: string): string {
  const ou = (rdn: string): string => `dn: OU=${rdn},${base}\nobjectClass: organizationalUnit\n`;
  const user = (name: string, parent: string): string => [`dn: CN=${name},OU=${parent},${base}`, 'objectClass: user', `sAMAccountName: ${name.toLowerCase()}`, `userPrincipalName: ${name.toLowerCase()}@contoso.com`, `displayName: ${name}`, 'userAccountControl: 544', ''].join('\n');
  const group = (name: string, members: readonly string[]): string => [`dn: CN=${name},OU=Groups,${base}`, 'objectClass: group', `sAMAccountName: ${name}`, ...members.map((dn) => `member: ${dn},${base}`), ''].join('\n');
  return [ou('Staff'), ou('Sales'), ou('Groups'), user('Ada', 'Staff'), user('Bob', 'Staff'), user('Dee', 'Sales'), group('Pilot', ['CN=Ada,OU=Staff', 'CN=Dee,OU=Sales'])].join('\n');
}

let stage: Stage;
let home: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  stage = await startStage({ address: '127.0.0.53', population });
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  writeFileSync(join(home, 'ad-ca.pem'), stage.dc.ca);
  writeFileSync(join(home, 'tenant-ca.pem'), stage.tenant.ca);
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(20_000);
});
afterAll(async () => {
  await app?.close();
  await stage?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const field = (name: string): Locator => setupPage(app).field(name);
const reason = (): Locator => setupPage(app).reason();
const next = (question: string): Promise<void> => setupPage(app).next(question);
const password = (label: string, value: string): Promise<void> => setupPage(app).password(label, value);
const chooseFile = (button: string, path: string): Promise<void> => setupPage(app).chooseFile(button, path);

test('a real domain controller and a tenant are connected', async () => {
  const { dc, tenant } = stage;
  await page.getByRole('button', { name: /^Custom/ }).click();
  await page.getByRole('radio', { name: /address of a domain controller/ }).click();
  await field('Domain controller').fill(dc.url);
  await field('Account').fill(dc.admin);
  await password('Password', dc.password);
  await chooseFile('Choose a CA file', join(home, 'ad-ca.pem'));
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText(/checks passed/).waitFor();
  await next('Which Microsoft Entra tenant receives it?');
  await page.getByRole('combobox', { name: 'Cloud' }).click();
  await page.getByRole('option', { name: 'Own endpoints' }).click();
  await field('Sign-in address').fill(tenant.authority);
  await field('Graph address').fill(tenant.graph);
  await chooseFile('Choose a file', join(home, 'tenant-ca.pem'));
  await field('Directory (tenant) ID').fill(tenant.tenantId);
  await field('Application (client) ID').fill(tenant.clientId);
  await page.getByRole('radio', { name: /with a client secret/ }).click();
  await password('Client secret', tenant.clientSecret);
  await page.getByRole('button', { name: 'Check the tenant' }).click();
  await page.getByText(/checks passed/).waitFor();
  await next('What do people sign in as?');
  await page.getByRole('table').waitFor();
});

test('OUs, pilot group, anchor, matching, attributes, deletion and schedule, each with its reason not to go on', async () => {
  await next('Which part of the directory is synchronized?');
  const box = (name: string): Locator => page.getByRole('treeitem', { name: new RegExp(`^${name}`) }).getByRole('checkbox').first();
  await page.getByText(/^Selected: \d+ users/).waitFor();
  await expectAccessible(page);
  await box('corp.contoso.test').click();
  await expect.poll(() => reason().textContent()).toMatch(/No container is selected/);
  for (const name of ['Staff', 'Sales', 'Groups']) await box(name).click();
  await next('Everybody, or a pilot group first?');
  await page.getByRole('radio', { name: /Only the members of a pilot group/ }).click();
  await expect.poll(() => reason().textContent()).toMatch(/No pilot group is chosen yet/);
  await page.getByRole('searchbox', { name: 'Find a group by name' }).fill('pilot');
  await page.getByRole('button', { name: /^Group Pilot Pilot / }).click();
  await page.getByText(/2 users are members|2 users/).first().waitFor();
  await expectAccessible(page);
  await next('What identifies a person for good?');
  await expectAccessible(page);
  await next('What happens to users who are in Entra already?');
  await expectAccessible(page);
  await next('Which values are carried over, and how?');
  await expectAccessible(page);
  await next('What happens when somebody leaves?');
  await expectAccessible(page);
  await next('When does it run, and who is told?');
  await page.getByRole('textbox', { name: 'Minutes between runs' }).fill('0');
  await page.keyboard.press('Tab');
  await expect.poll(() => reason().textContent()).not.toBe('');
  await page.getByRole('textbox', { name: 'Minutes between runs' }).fill('45');
  await page.keyboard.press('Tab');
  await expectAccessible(page);
  await next('This is what the first synchronization writes');
});

test('the preview holds to the choices, the first run writes them, the command line has nothing left to write', async () => {
  await page.getByRole('button', { name: 'Compute the preview' }).click();
  await page.getByRole('checkbox', { name: /I have looked at the plan/ }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Write these changes' }).click();
  await page.getByText(/^Written\. |^Written, |^Everything of the plan/).first().waitFor({ timeout: 60_000 });
  await next('You are synchronized');
  await page.getByRole('button', { name: 'Open Causeway' }).click();
  await page.getByRole('heading', { name: 'Waits for you' }).waitFor();

  const shelf = openShelf(home);
  const id = shelf.activeId() ?? '';
  const { profile, path } = shelf.load(id);
  expect(profile.source.containers).toEqual(expect.arrayContaining([expect.objectContaining({ include: true })]));
  expect(readAppSettings(home).settings.schedule).toEqual({ enabled: true, everyMinutes: 45 });
  const names = stage.tenant.snapshot().users.map(({ displayName }) => displayName);
  expect(names).toEqual(expect.arrayContaining(['Ada', 'Dee']));
  expect(names).not.toContain('Bob');
  await app.close();
  const writes = stage.tenant.writes();
  const { code, text } = await runAppCommandLine(home, ['sync', '--profile', path, '--data-dir', shelf.dataFolder(id), '--json']);
  expect(text).toContain('"outcome":"success"');
  expect(code).toBe(0);
  expect(stage.tenant.writes()).toBe(writes);
});
