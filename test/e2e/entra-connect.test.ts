import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';

/** From an export of Entra Connect to a setup: its report first, and nothing saved before. */

const fixtures = resolve(import.meta.dirname, '../fixtures/entra-connect');

let app: RunningApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  page.setDefaultTimeout(15_000);
});
afterAll(() => app?.close());

async function choose(button: string | RegExp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
  await page.getByRole('button', { name: button }).click();
}

const report = () => page.getByTestId('connect-report');
const draft = () => page.evaluate<unknown>('causeway.setup.read(null).then(({ value }) => value)');

test('a folder that is none is refused with what to choose', async () => {
  await page.getByRole('button', { name: /^Coming from Entra Connect/ }).click();
  await page.getByText('Get-ADSyncServerConfiguration -Path').waitFor();
  await expectAccessible(page);
  await choose('Choose the folder', fixtures);
  await page.getByRole('alert').getByText(/holds no connector to Active Directory/).waitFor();
});

test('the report says what becomes of each setting, and is searched and narrowed; nothing is saved', async () => {
  await choose('Choose the folder', resolve(fixtures, 'server'));
  await report().getByText('Deletion threshold').first().waitFor();
  for (const name of ['Not taken over', 'Taken over, with a difference', 'Taken over']) await report().getByRole('region', { name, exact: true }).waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await report().getByRole('button', { name: /^Not taken over/ }).click();
  await report().getByRole('region', { name: 'Taken over', exact: true }).waitFor({ state: 'detached' });
  await report().getByRole('searchbox').fill('password for corp');
  await expect.poll(() => report().getByRole('listitem').evaluateAll((all) => all.map((each) => each.getAttribute('data-takeover')))).toEqual(['notTaken']);
  expect(await draft()).toBeNull();
});

test('the setup goes on with these settings, and asks for what an export does not hold', async () => {
  await page.getByRole('button', { name: 'Continue setup with these settings' }).click();
  await page.getByRole('heading', { level: 1, name: 'Which Active Directory is synchronized?' }).waitFor();
  expect(await page.getByRole('textbox', { name: /^Domain/ }).inputValue()).toBe('corp.contoso.test');
  expect(await draft()).toMatchObject({ profile: { source: { username: 'CORP\\svc-sync' }, target: {}, policies: { stagingMode: true } } });
  await page.getByRole('button', { name: 'Save and close' }).click();
});

test('“Import a profile” shows the report as well when the file is an export', async () => {
  await choose(/^Import a profile/, resolve(fixtures, 'Exported-SynchronizationPolicy-sample.json'));
  await report().getByRole('region', { name: 'Not taken over', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: /^Coming from Entra Connect/ }).waitFor();
});
