import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { launchApp, runAppCommandLine, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  writeFileSync(join(home, 'tenant-ca.pem'), lab.tenant.ca);
  await start();
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<void> {
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(15_000);
}

const next = (): Locator => page.getByRole('button', { name: 'Next', exact: true });
const reason = (): Locator => page.locator('#setup-reason');
const field = (name: string): Locator => page.getByRole('textbox', { name });
const failed = (): Locator => page.locator('[data-state="error"]').first();

async function question(text: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

async function password(label: string, value: string): Promise<void> {
  const change = page.getByRole('button', { name: `Change: ${label}` });
  if (await change.isVisible()) await change.click();
  await page.getByLabel(label, { exact: false }).and(page.locator('input[type=password]')).fill(value);
  await page.keyboard.press('Enter');
  await page.getByText('Stored, encrypted by this computer.').first().waitFor();
}

async function chooseFile(path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

test('Active Directory: every wrong input is named, with what to do; Next says why it waits', async () => {
  await page.getByRole('button', { name: /^Express/ }).click();
  await question('Which Active Directory is synchronized?');
  await expectAccessible(page);
  await page.getByRole('radio', { name: /address of a domain controller/ }).click();
  expect(await reason().textContent()).toBe('Domain controller is missing.');
  await field('Domain controller').fill('ldaps://127.0.0.1:1');
  expect(await reason().textContent()).toBe('Account is missing.');
  await field('Account').fill(lab.directory.username);
  await password('Password', 'not the password');
  expect(await reason().textContent()).toBe('Run the check first.');
  const check = page.getByRole('button', { name: /Check the connection|Check again/ });
  await check.click();
  await failed().getByText(/127\.0\.0\.1:1/).first().waitFor();
  await field('Domain controller').fill(lab.directory.url);
  expect(await reason().textContent()).toBe('Something changed: check again.');
  // The certificate is of a CA this computer does not know: shown, compared, pinned.
  await check.click();
  await page.getByText('The certificate of the domain controller is not trusted').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pin this certificate' }).click();
  await failed().getByText(/password/i).first().waitFor();
  expect(await reason().textContent()).toBe('A check failed: see what to do there.');
  await password('Password', lab.directory.password);
  await check.click();
  await page.getByText(/checks passed/).waitFor();
  await expectAccessible(page);
  await expect.poll(() => reason().textContent()).toBe('');
});

test('leaving and starting again loses nothing; back neither', async () => {
  await next().click();
  await question('Which Microsoft Entra tenant receives it?');
  await field('Directory (tenant) ID').fill(lab.tenant.tenantId);
  await expect.poll(() => page.evaluate<string>(`causeway.setup.read(null).then(({ value }) => value.profile.target.tenantId)`)).toBe(lab.tenant.tenantId);
  await app.close();
  await start();
  await question('Which Microsoft Entra tenant receives it?');
  expect(await field('Directory (tenant) ID').inputValue()).toBe(lab.tenant.tenantId);
  await page.getByRole('button', { name: 'Back' }).click();
  await question('Which Active Directory is synchronized?');
  expect(await field('Domain controller').inputValue()).toBe(lab.directory.url);
  await page.getByText(/checks passed/).waitFor();
  await next().click();
});

test('Entra: wrong application, wrong secret, unknown certificate, then every check passes', async () => {
  await page.getByRole('combobox', { name: 'Cloud' }).click();
  await page.getByRole('option', { name: 'Own endpoints' }).click();
  await field('Sign-in address').fill(lab.tenant.authority);
  await field('Graph address').fill(lab.tenant.graph);
  await field('Application (client) ID').fill(lab.tenant.clientId);
  await page.getByRole('radio', { name: /with a client secret/ }).click();
  await password('Client secret', 'not the secret');
  const check = page.getByRole('button', { name: /Check the tenant|Check again/ });
  await check.click();
  await failed().waitFor();
  await chooseFile(join(home, 'tenant-ca.pem'));
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await check.click();
  await failed().getByText(/secret/i).first().waitFor();
  await expectAccessible(page);
  await password('Client secret', lab.tenant.clientSecret);
  await field('Application (client) ID').fill('00000000-0000-4000-8000-00000000dead');
  await check.click();
  await failed().getByText(/^Check “Application \(client\) ID” and “Directory \(tenant\) ID”/).waitFor();
  await field('Application (client) ID').fill(lab.tenant.clientId);
  await check.click();
  await page.getByText(/checks passed/).waitFor();
  await expect.poll(() => reason().textContent()).toBe('');
});

test('sign-in names, preview, first synchronization', async () => {
  await next().click();
  await question('What do people sign in as?');
  await page.getByRole('table').waitFor();
  await expectAccessible(page);
  await next().click();
  await page.getByRole('button', { name: 'Compute the preview' }).click();
  const confirm = page.getByRole('checkbox', { name: /I have looked at the plan/ });
  await confirm.waitFor({ timeout: 60_000 });
  await expectAccessible(page);
  expect(lab.tenant.writes()).toBe(0);
  expect(await reason().textContent()).toBe('Confirm that you have looked at the plan.');
  await confirm.click();
  // What is changed after the preview is not written before another preview showed it.
  await page.getByRole('button', { name: /Active Directory$/ }).first().click();
  await question('Which Active Directory is synchronized?');
  await field('Account').fill(lab.directory.username.toUpperCase());
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByText(/checks passed/).waitFor();
  expect(lab.tenant.writes()).toBe(0);
  await page.getByRole('button', { name: /Preview$/ }).click();
  await page.getByText('Something was changed since the last preview').waitFor();
  expect(await reason().textContent()).toBe('Something was changed: compute the preview again.');
  expect(await confirm.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Compute the preview' }).click();
  await confirm.waitFor({ timeout: 60_000 });
  await confirm.click();
  await page.getByRole('button', { name: 'Write these changes' }).click();
  await page.getByText(/^Written\. |^Written, |^Everything of the plan/).first().waitFor({ timeout: 120_000 });
  await expectAccessible(page);
  expect(lab.tenant.writes()).toBeGreaterThan(300);
  await next().click();
  await question('You are synchronized');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open Causeway' }).click();
  await page.getByRole('heading', { name: 'Waits for you' }).waitFor();
});

test('the finished profile runs on the command line unchanged, and has nothing to write', async () => {
  const shelf = openShelf(home);
  const id = shelf.activeId() ?? '';
  expect(JSON.stringify(shelf.load(id).input)).not.toContain(lab.directory.password);
  const writes = lab.tenant.writes();
  await app.close();
  const { code, text } = await runAppCommandLine(home, ['sync', '--profile', shelf.load(id).path, '--data-dir', shelf.dataFolder(id), '--json']);
  expect(text).toContain('completedWithConflicts');
  expect(code).toBe(3);
  expect(lab.tenant.writes()).toBe(writes);
  await start();
});

test('a profile file is imported; what is missing here is asked for', async () => {
  const path = await lab.writeProfile(home, { name: 'imported' });
  await page.getByRole('button', { name: 'Profile', exact: false }).first().click();
  await page.getByRole('menuitem', { name: 'Set up another profile' }).click();
  writeFileSync(join(home, 'broken.json'), '{ "version": 1, "name": "x", "source": {} }');
  await chooseFile(join(home, 'broken.json'));
  await page.getByRole('button', { name: /^Import a profile/ }).click();
  await page.getByRole('alert').getByText(/broken\.json/).waitFor();
  await chooseFile(path);
  await page.getByRole('button', { name: /^Import a profile/ }).click();
  await question('Which Active Directory is synchronized?');
  expect(await field('Domain controller').inputValue()).toBe(lab.directory.url);
  await password('Password', lab.directory.password);
  await page.getByRole('button', { name: /Check the connection|Check again/ }).click();
  await page.getByText(/checks passed/).waitFor();
});
