import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import type { LabDirectory } from '../../electron/lab/directory/directory.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { launchApp, runAppCommandLine, type RunningApp } from '../support/app.ts';
import { setupPage } from '../support/setup-page.ts';
import { expectAccessible } from '../support/axe.ts';

/** Contoso and Fabrikam, two forests on sockets of their own, into one tenant, by hand. */

let lab: Lab;
let fabrikam: LabDirectory;
let home: string;
let app: RunningApp;
let page: Page;

async function open(): Promise<void> {
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(20_000);
}

beforeAll(async () => {
  lab = await startLab({ secondForest: true });
  if (lab.forest === null) throw new Error('no second forest');
  fabrikam = lab.forest;
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  writeFileSync(join(home, 'ad-ca.pem'), lab.directory.ca);
  writeFileSync(join(home, 'fabrikam-ca.pem'), fabrikam.ca);
  writeFileSync(join(home, 'tenant-ca.pem'), lab.tenant.ca);
  await open();
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const field = (name: string): Locator => setupPage(app).field(name);
const reason = (): Locator => setupPage(app).reason();
const next = (question: string): Promise<void> => setupPage(app).next(question);
const password = (label: string, value: string): Promise<void> => setupPage(app).password(label, value);
const chooseFile = (button: string, path: string): Promise<void> => setupPage(app).chooseFile(button, path);

async function enter(directory: LabDirectory, secret: string, caFile: string | null): Promise<void> {
  await page.getByRole('radio', { name: /address of a domain controller/ }).click();
  await field('Domain controller').fill(directory.url);
  await field('Account').fill(directory.username);
  await password('Password', secret);
  if (caFile !== null) await chooseFile('Choose a CA file', join(home, caFile));
}

test('one forest looks as ever; another one is added beside it, with the same form', async () => {
  await page.getByRole('button', { name: /^Custom/ }).click();
  await enter(lab.directory, lab.directory.password, 'ad-ca.pem');
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText(/checks passed/).waitFor();
  expect(await page.getByRole('list', { name: 'Domains and forests' }).count()).toBe(0);
  expect(await page.getByText('People in several forests').count()).toBe(0);
  await page.getByRole('button', { name: 'Add another domain or forest' }).click();
  await page.getByRole('heading', { name: 'New domain or forest' }).waitFor();
  await expect.poll(() => reason().textContent()).toBe('New domain or forest: Domain controller is missing.');
  await enter(fabrikam, 'not the password', null);
});

test('its certificate is pinned and its rights are tried like those of the first one', async () => {
  await page.getByRole('button', { name: 'Check the connection' }).click();
  const fingerprint = page.getByRole('group', { name: 'The certificate of the domain controller is not trusted' });
  await fingerprint.getByRole('button', { name: 'Pin this certificate' }).click();
  await page.getByText(/1 check failed/).waitFor();
  await page.getByRole('button', { name: 'Change: Password' }).click();
  await password('Password', fabrikam.password);
  await expect.poll(() => reason().textContent()).toMatch(/: Run the check first\.$/);
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByRole('heading', { name: 'fabrikam.test' }).waitFor();
  await page.getByText(/checks passed/).waitFor();
  expect(await page.getByRole('list', { name: 'Domains and forests' }).getByText('Connected, every right is there.').count()).toBe(2);
  await expectAccessible(page);
});

test('a source that was added by mistake is removed again', async () => {
  await page.getByRole('button', { name: 'Add another domain or forest' }).click();
  await page.getByRole('button', { name: 'Remove New domain or forest' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(() => page.getByRole('list', { name: 'Domains and forests' }).getByRole('listitem').count()).toBe(2);
});

test('people in several forests are recognized by their mail; leaving the app loses nothing', async () => {
  await next('How are people in several forests recognized?');
  await page.getByRole('radio', { name: /one attribute holds the same value/ }).click();
  await page.getByRole('combobox', { name: 'Attribute' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('radio', { name: /mail address is the same/ }).click();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Edit fabrikam.test' }).click();
  expect(await field('Account').inputValue()).toBe(fabrikam.username);
  await app.close();
  await open();
  await page.getByRole('list', { name: 'Domains and forests' }).waitFor();
  await next('How are people in several forests recognized?');
  expect(await page.getByRole('radio', { name: /mail address is the same/ }).isChecked()).toBe(true);
});

test('sign-in names are counted, and containers chosen, in both forests', async () => {
  const { tenant } = lab;
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
  await page.getByRole('row', { name: /^fabrikam\.test \d+ Not verified/ }).waitFor();
  await page.getByRole('row', { name: /^contoso\.example/ }).waitFor();
  await next('Which part of the directory is synchronized?');
  const forest = page.getByRole('region', { name: 'fabrikam.test' });
  await forest.getByRole('treeitem', { name: /^fabrikam\.test/ }).waitFor();
  await page.getByRole('region', { name: 'corp.contoso.test' }).getByText(/^Selected: 3\d\d users/).waitFor();
  await forest.getByText(/^Selected: \d+ users/).waitFor();
  await forest.getByRole('treeitem', { name: /^fabrikam\.test/ }).getByRole('checkbox').first().click();
  await expect.poll(() => reason().textContent()).toMatch(/^fabrikam\.test: No container is selected/);
  await forest.getByRole('treeitem', { name: /^Fabrikam/ }).getByRole('checkbox').first().click();
  await forest.getByText(/^Selected: 10 users and 2 groups/).waitFor();
  await expectAccessible(page);
  await next('Everybody, or a pilot group first?');
  await next('What identifies a person for good?');
  await expectAccessible(page);
  await next('What happens to users who are in Entra already?');
  await next('Which values are carried over, and how?');
  await page.getByRole('combobox', { name: 'Look in' }).waitFor();
  for (const question of ['What happens when somebody leaves?', 'When does it run, and who is told?', 'This is what the first synchronization writes']) await next(question);
});

test('preview and first run take both forests, once each person; the command line has nothing left to write', async () => {
  await page.getByRole('button', { name: 'Compute the preview' }).click();
  await page.getByRole('checkbox', { name: /I have looked at the plan/ }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Write these changes' }).click();
  await page.getByText(/^Written\. |^Written, |^Everything of the plan/).first().waitFor({ timeout: 60_000 });
  await next('You are synchronized');
  await page.getByRole('button', { name: 'Open Causeway' }).click();
  await page.getByRole('heading', { name: 'Waits for you' }).waitFor();
  const users = lab.tenant.snapshot().users;
  expect(users.filter(({ displayName }) => displayName === 'Erik Johansson')).toMatchObject([{ officeLocation: expect.any(String) as string }]);
  expect(users.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(['Amara Okafor', 'Hugo Marchetti']));
});

test('the profile of the setup runs with the command line unchanged', async () => {
  const shelf = openShelf(home);
  const id = shelf.activeId() ?? '';
  const { profile, path } = shelf.load(id);
  expect({ join: profile.join, further: profile.furtherSources.map(({ name, containers }) => ({ name, containers: containers.length })) }).toEqual({ join: 'mail', further: [{ name: 'fabrikam.test', containers: 2 }] });
  await app.close();
  const writes = lab.tenant.writes();
  const { text } = await runAppCommandLine(home, ['sync', '--profile', path, '--data-dir', shelf.dataFolder(id), '--json']);
  expect(text).toContain('"mode":"delta"');
  expect(lab.tenant.writes()).toBe(writes);
});
