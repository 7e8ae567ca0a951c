import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { syncNow } from '../support/sample-company.ts';

let lab: Lab;
let home: string;
let passwordFile: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  passwordFile = join(home, 'ad-password');
  writeFileSync(passwordFile, lab.directory.password, { mode: 0o600 });
  const { source, target, ...rest } = lab.profile();
  openShelf(home).put(
    { ...rest, source: { ...source, password: { file: passwordFile }, tls: { caFile: 'ad-ca.pem' } }, target: { ...target, auth: { kind: 'clientSecret', secret: { file: 'client-secret' } } } },
    { kind: 'real', files: { 'ad-ca.pem': lab.directory.ca, 'tenant-ca.pem': lab.tenant.ca, 'client-secret': lab.tenant.clientSecret } },
  );
  app = await launchApp({ home });
  page = app.page;
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const open = async (name: string): Promise<void> => await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: new RegExp(`^${name}`) }).click();
const history = () => page.getByRole('table', { name: 'Runs, newest first' });

test('home before the first run says so and offers a preview', async () => {
  await page.getByText('Nothing waits for you.').waitFor();
  await page.getByText('No run yet. Preview shows what would happen and writes nothing.').waitFor();
  await expectAccessible(page);
});

test('sync now from home; what waits for a person leads to where it is decided', async () => {
  await syncNow(page);
  await open('Home');
  await page.getByText(/\d+ conflicts are open/).waitFor();
  await expect.poll(() => history().getByRole('row').count()).toBe(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.getByRole('heading', { name: 'Conflicts' }).waitFor();
});

test('an alert is raised by a refused sign-in, shown on home and in health, and resolves by itself', async () => {
  writeFileSync(passwordFile, 'not the password');
  await syncNow(page);
  await open('Home');
  await page.locator('[data-need="signInRefused"]').getByRole('button', { name: 'Open Health' }).click();
  await page.locator('[data-alert="signInRefused"]').waitFor();
  await page.getByRole('article', { name: 'Active Directory' }).waitFor();
  await expectAccessible(page);
  writeFileSync(passwordFile, lab.directory.password);
  await syncNow(page);
  await open('Health');
  await page.locator('[data-resolved="signInRefused"]').waitFor();
  await page.getByText('No open alert.').waitFor();
});

test('charts show the runs, as numbers too', async () => {
  await page.getByRole('tab', { name: 'Charts' }).click();
  await page.getByRole('img', { name: /Run duration by phase/ }).waitFor();
  const errors = page.getByRole('region', { name: 'Errors by category' });
  await errors.getByRole('button', { name: 'Show as table' }).click();
  expect(await errors.getByRole('columnheader').allTextContents()).toEqual(['Run', 'credentials']);
  await expectAccessible(page);
});

test('the history leads to a run, with its phases and its result', async () => {
  await page.getByRole('tab', { name: 'Run history' }).click();
  await expect.poll(() => history().getByRole('row').count()).toBe(4);
  await page.getByRole('checkbox', { name: 'Only with problems' }).click();
  await expect.poll(() => history().getByRole('row').count()).toBe(2);
  await expectAccessible(page);
  await history().getByRole('button').first().click();
  const run = page.getByTestId('run-view');
  await run.getByText(/password|sign-in|credentials/i).first().waitFor();
  await page.getByRole('button', { name: 'Newest run' }).click();
  await expect.poll(() => run.getAttribute('data-state')).toBe('ended');
});

test('the report is saved as CSV and as HTML', async () => {
  await open('Health');
  for (const [item, ending] of [['CSV for a spreadsheet', 'csv'], ['HTML to read or print', 'html']] as const) {
    const path = join(home, `health.${ending}`);
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: 'Export report' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByText(path, { exact: true }).waitFor();
    expect(readFileSync(path, 'utf8')).toContain('completedWithConflicts');
  }
});
