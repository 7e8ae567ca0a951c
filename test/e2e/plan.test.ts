import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { synchronizeSample } from '../support/sample-company.ts';

let app: RunningApp;
let page: Page;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-plan-'));
  app = await launchApp();
  page = app.page;
  page.setDefaultTimeout(15_000);
  await synchronizeSample(page);
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  await table().getByRole('row').nth(5).waitFor();
});
afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

const table = (): Locator => page.getByTestId('plan-table');
const drawer = (): Locator => page.getByTestId('plan-drawer');
const total = async (): Promise<number> => Number(await table().getAttribute('aria-rowcount')) - 1;
const search = (): Locator => page.getByRole('searchbox', { name: /Search name, DN/ });

async function choose(facet: string, option: RegExp): Promise<void> {
  const box = page.getByRole('checkbox', { name: option });
  // The facets are counted again after a search; an answer on its way closes the list once more.
  await expect.poll(async () => {
    if (!(await box.isVisible())) await page.getByRole('button', { name: new RegExp(`^${facet}`) }).click();
    return await box.isVisible();
  }, { timeout: 10_000 }).toBe(true);
  await box.click();
  await page.keyboard.press('Escape');
}

test('counts lead to their objects', async () => {
  await expectAccessible(page);
  const all = await total();
  const tile = page.getByRole('button', { name: /^Link/ });
  const count = Number(/\d+/.exec(await tile.innerText())?.[0]);
  await tile.click();
  await expect.poll(total).toBe(count);
  await tile.click();
  await expect.poll(total).toBe(all);
});

test('search, filter and group narrow the table; clearing shows everything again', async () => {
  const all = await total();
  await search().fill('brandt');
  await expect.poll(total).toBeLessThan(20);
  expect(await total()).toBeGreaterThan(0);
  await search().fill('nobody is called so');
  await page.getByText('No change matches this filter.').waitFor();
  await search().fill('');
  await expect.poll(total).toBe(all);
  await choose('Type', /Group/);
  await expect.poll(total).toBeLessThan(all);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(total).toBe(all);
  for (const by of ['action', 'type', 'container', 'reason', 'attribute']) {
    await page.getByRole('combobox', { name: 'Group by' }).selectOption(by);
    await table().locator('[aria-expanded]').first().waitFor();
  }
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Group by' }).selectOption({ index: 0 });
  await expect.poll(total).toBe(all);
});

test('a change opens by keyboard, from AD over the rule to Entra, and walks with the arrows', async () => {
  const before = await total();
  await page.getByRole('button', { name: /^Create/ }).click();
  await expect.poll(total).toBeLessThan(before);
  await table().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await drawer().getByRole('row').filter({ hasText: 'userPrincipalName' }).or(drawer().getByRole('row').filter({ hasText: 'displayName' })).first().waitFor();
  expect(await drawer().getByRole('columnheader').allTextContents()).toEqual(expect.arrayContaining(['Active Directory', 'Rule', 'Entra now', 'Entra after']));
  await expectAccessible(page);
  const first = await drawer().getByRole('heading').first().textContent();
  await table().focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => drawer().getByRole('heading').first().textContent()).not.toBe(first);
  await page.keyboard.press('Escape');
  await expect.poll(() => drawer().count()).toBe(0);
});

test('the filtered plan is saved as CSV and as HTML', async () => {
  const rows = await total();
  for (const [item, ending] of [['CSV for a spreadsheet', 'csv'], ['HTML to read or print', 'html']] as const) {
    const path = join(folder, `plan.${ending}`);
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByText(path, { exact: true }).waitFor();
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('create');
    expect(text).toContain('random, not stored');
    if (ending === 'html') expect(text.match(/<article>/g)).toHaveLength(rows);
  }
});
