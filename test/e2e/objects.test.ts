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

/** The list has answered the filter: every row in sight is in this state. */
async function listed(state: string): Promise<void> {
  await expect.poll(async () => {
    const rows = await list().getByRole('option').allTextContents();
    return rows.length > 0 && rows.every((text) => text.includes(state));
  }).toBe(true);
}

test('every object of both sides is found, with its state', async () => {
  await synchronizeSample(page);
  await page.getByRole('button', { name: 'Objects' }).click();
  await list().waitFor();
  await expectAccessible(page);
  const options = await page.getByRole('combobox', { name: 'State' }).getByRole('option').allTextContents();
  for (const state of ['Conflict', 'In sync', 'Not in scope', 'Graph cannot create it', 'Only in Entra']) expect(options.some((text) => text.startsWith(state)), state).toBe(true);
  await page.getByRole('combobox', { name: 'State' }).selectOption({ label: options.find((text) => text.startsWith('Only in Entra')) ?? '' });
  await listed('Only in Entra');
  await list().getByRole('option').first().click();
  await picture().getByText(/only in Entra[ :,]|leaves it alone/).first().waitFor();
  await page.getByRole('combobox', { name: 'State' }).selectOption('');
});

test('the picture of a synchronized user leads from AD over the rules to Entra', async () => {
  await page.getByRole('combobox', { name: 'State' }).selectOption('synchronized');
  await page.getByRole('combobox', { name: 'Type' }).selectOption('user');
  await listed('In sync');
  await list().focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => picture().locator('[data-station]').evaluateAll((all) => all.map((each) => each.getAttribute('data-station'))), { timeout: 10_000 }).toEqual(['source', 'scope', 'match', 'rules', 'target']);
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
  await listed('Not in scope');
  await list().getByRole('option').first().click();
  await expect.poll(() => station('scope').getAttribute('data-stops')).toBe('true');
  await page.getByRole('combobox', { name: 'State' }).selectOption('conflict');
  await search().fill('aiko');
  // Among all conflicts the row stands elsewhere: a click before the list is filtered would miss it.
  await expect.poll(() => list().getByRole('option').count()).toBe(1);
  await list().getByRole('option', { name: /Aiko Tanaka/ }).click();
  await expect.poll(() => station('match').getAttribute('data-stops')).toBe('true');
  await picture().getByRole('button', { name: 'Decide the conflict' }).click();
  await page.getByTestId('conflict-review').getByRole('heading', { name: 'Aiko Tanaka' }).waitFor();
});

test('a group names the members that are left out, and why; the last write says how it ended', async () => {
  await page.getByRole('button', { name: 'Objects' }).click();
  await page.getByRole('combobox', { name: 'State' }).selectOption('');
  await search().fill('Department Marketing');
  await list().getByRole('option', { name: /Department Marketing/ }).click();
  const members = picture().getByRole('region', { name: 'Members' });
  await members.getByText(/in Active Directory: .* of them in Entra/).waitFor();
  await picture().getByText('Last write').waitFor();
  await expectAccessible(page);
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

test('an outbound rule stands below what the inbound rules gave it', async () => {
  await page.getByRole('button', { name: 'Rules', exact: true }).click();
  await page.getByRole('tab', { name: 'Own rules', exact: true }).click();
  await page.getByRole('button', { name: 'New rule', exact: true }).click();
  const form = page.getByRole('region', { name: 'Rule New rule' });
  await form.getByRole('combobox', { name: 'Direction' }).click();
  await page.getByRole('option', { name: 'Outbound' }).click();
  await form.getByRole('textbox', { name: 'Expression' }).fill('[jobTitle] & " (" & [department] & ")"');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. The next run uses it').waitFor();
  await page.getByRole('button', { name: 'Objects' }).click();
  await search().fill('ingrid');
  await list().getByRole('option', { name: /Ingrid Sørensen/ }).click();
  const row = picture().locator('[data-attribute="jobTitle"]');
  await row.getByText('New rule').waitFor();
  const [title = '', rule = ''] = await row.getByRole('cell').allTextContents();
  const inbound = /title: (.+)department/.exec(title.replaceAll('\n', ' '))?.[1] ?? 'not shown';
  expect(rule).toContain(`jobTitle from title: ${inbound}`);
  expect(await row.textContent()).toContain(`${inbound} (`);
  await expectAccessible(page);
});

test('the plan shows the same for a change that an outbound rule makes', async () => {
  await page.getByRole('button', { name: 'Preview the change' }).click();
  await page.getByTestId('run-result').waitFor();
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const table = page.getByTestId('plan-table');
  await page.getByRole('searchbox', { name: /Search name, DN/ }).fill('brandt');
  await table.getByRole('row').filter({ hasText: 'jobTitle' }).first().click();
  const row = page.getByTestId('plan-drawer').locator('[data-attribute="jobTitle"]');
  await row.getByText(/jobTitle from title: \w/).waitFor();
  await row.getByText('New rule').waitFor();
  await expectAccessible(page);
});
