import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { synchronizeSample } from '../support/sample-company.ts';

let app: RunningApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  page.setDefaultTimeout(15_000);
});
afterAll(() => app?.close());

const list = () => page.getByTestId('object-list');
const picture = () => page.getByTestId('flow-picture');
const station = (id: string) => picture().locator(`[data-station="${id}"]`);
const search = () => page.getByRole('searchbox', { name: /Search name/ });

test('every object of both sides is found, with its state', async () => {
  await synchronizeSample(page);
  await page.getByRole('button', { name: 'Objects' }).click();
  await list().waitFor();
  await expectAccessible(page);
  const options = await page.getByRole('combobox', { name: 'State' }).getByRole('option').allTextContents();
  for (const state of ['Conflict', 'In sync', 'Not in scope', 'Graph cannot create it', 'Only in Entra']) expect(options.some((text) => text.startsWith(state)), state).toBe(true);
  await page.getByRole('combobox', { name: 'State' }).selectOption({ label: options.find((text) => text.startsWith('Only in Entra')) ?? '' });
  await list().getByRole('option').first().click();
  await picture().getByText(/exists only in Entra/).waitFor();
  await page.getByRole('combobox', { name: 'State' }).selectOption('');
});

test('the picture of a synchronized user leads from AD over the rules to Entra', async () => {
  await page.getByRole('combobox', { name: 'State' }).selectOption('synchronized');
  await page.getByRole('combobox', { name: 'Type' }).selectOption('user');
  await list().focus();
  await page.keyboard.press('ArrowDown');
  await picture().waitFor();
  expect(await picture().locator('[data-station]').evaluateAll((all) => all.map((each) => each.getAttribute('data-station')))).toEqual(['source', 'scope', 'match', 'rules', 'target']);
  await station('scope').getByText('in scope').waitFor();
  await picture().getByRole('row').filter({ hasText: 'userPrincipalName' }).first().waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
});

test('an excluded object stops at the scope, one in conflict at its identity, with the way to decide', async () => {
  await page.getByRole('combobox', { name: 'Type' }).selectOption('');
  await page.getByRole('combobox', { name: 'State' }).selectOption('excluded');
  await list().getByRole('option').first().click();
  await expect.poll(() => station('scope').getAttribute('data-stops')).toBe('true');
  await page.getByRole('combobox', { name: 'State' }).selectOption('conflict');
  await search().fill('aiko');
  await list().getByRole('option', { name: /Aiko Tanaka/ }).click();
  await expect.poll(() => station('match').getAttribute('data-stops')).toBe('true');
  await picture().getByRole('button', { name: 'Decide the conflict' }).click();
  await page.getByTestId('conflict-review').getByRole('heading', { name: 'Aiko Tanaka' }).waitFor();
});

test('the palette finds screens, commands and objects by keyboard', async () => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Go to, run, find' });
  await field.waitFor();
  await expectAccessible(page);
  await field.fill('health');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Health', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await field.fill('ingrid');
  await page.getByRole('option', { name: /Ingrid Sørensen/ }).waitFor();
  await page.keyboard.press('Enter');
  await picture().getByRole('heading', { name: 'Ingrid Sørensen' }).waitFor();
  await page.keyboard.press('Control+k');
  await field.fill('preview');
  await page.keyboard.press('Enter');
  await page.getByTestId('run-result').waitFor();
});
