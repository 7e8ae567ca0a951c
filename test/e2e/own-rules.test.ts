import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { shelveLab } from '../support/shelved-lab.ts';

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;
let profileId: string;

beforeAll(async () => {
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  profileId = shelveLab(home, lab);
  app = await launchApp({ home });
  page = app.page;
  await page.getByRole('button', { name: 'Rules', exact: true }).click();
  await page.getByRole('tab', { name: 'Own rules', exact: true }).click();
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const save = () => page.getByRole('button', { name: 'Save', exact: true });

test('a new rule is checked while it is typed, and saved once it is correct', async () => {
  await page.getByText('There are no own rules.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New rule', exact: true }).click();
  const form = page.getByRole('region', { name: 'Rule New rule' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Titles');
  const titles = page.getByRole('region', { name: 'Rule Titles' });
  const expression = titles.getByRole('textbox', { name: 'Expression' });
  await expression.fill('UCase([titel])');
  await titles.getByText('Line 1, column 7: There is no attribute [titel] in the catalogue. Did you mean [title]? Names are case-sensitive.').waitFor();
  await page.getByText('1 error', { exact: true }).waitFor();
  expect(await save().isDisabled()).toBe(true);
  await expectAccessible(page);
  await expression.fill('UCase([title])');
  await titles.getByRole('button', { name: 'Add a condition' }).click();
  await titles.getByRole('textbox', { name: 'AD attribute' }).or(titles.getByRole('combobox', { name: 'AD attribute' })).fill('department');
  await titles.getByRole('textbox', { name: 'Value' }).fill('Sales');
  await expect.poll(() => save().isDisabled()).toBe(false);
  await save().click();
  await page.getByText('Saved. The next run uses it').waitFor();
  expect(openShelf(home).load(profileId).profile.rules.custom).toEqual([
    { name: 'Titles', type: 'user', direction: 'inbound', precedence: 10, enabled: true, description: '', scope: [[{ attribute: 'department', operator: 'EQUAL', value: 'Sales' }]], flows: [{ target: 'jobTitle', expression: 'UCase([title])', applyOnce: false, merge: 'update' }] },
  ]);
});

test('an outbound rule reads what inbound rules give, and says what it cannot read', async () => {
  await page.getByRole('button', { name: 'New rule', exact: true }).click();
  const form = page.getByRole('region', { name: 'Rule New rule' });
  await form.getByRole('combobox', { name: 'Direction' }).click();
  await page.getByRole('option', { name: 'Outbound' }).click();
  const expression = form.getByRole('textbox', { name: 'Expression' });
  await expression.fill('[division]');
  await form.getByText('There is no property [division] that an outbound rule of a user can read.').waitFor();
  expect(await save().isDisabled()).toBe(true);
  await expression.fill('[city] & "/" & [title]');
  await expect.poll(() => save().isDisabled()).toBe(false);
  await page.getByRole('cell', { name: 'Users, outbound' }).waitFor();
  await expectAccessible(page);
  await save().click();
  await page.getByText('Saved. The next run uses it').waitFor();
  expect(openShelf(home).load(profileId).profile.rules.custom.at(-1)).toMatchObject({ name: 'New rule', direction: 'outbound', flows: [{ target: 'jobTitle', expression: '[city] & "/" & [title]' }] });
  await page.getByRole('button', { name: 'Delete New rule' }).click();
  await save().click();
  await page.getByText('Saved. The next run uses it').waitFor();
});

test('a default rule is copied and switched off, never edited', async () => {
  await page.getByRole('combobox', { name: 'Copy a default rule' }).click();
  await page.getByRole('option', { name: 'user.displayName', exact: true }).click();
  await page.getByRole('region', { name: 'Rule displayName from displayName, else cn (copy)' }).waitFor();
  await page.getByRole('combobox', { name: 'Switch off a default rule' }).click();
  await page.getByRole('option', { name: 'user.faxNumber', exact: true }).click();
  await page.getByRole('button', { name: 'Switch user.faxNumber on again' }).waitFor();
  await expectAccessible(page);
  await expect.poll(() => save().isDisabled()).toBe(false);
  await save().click();
  await page.getByText('Saved. The next run uses it').waitFor();
  expect(openShelf(home).load(profileId).profile.rules).toMatchObject({ disabled: ['user.faxNumber'], custom: [{ name: 'Titles' }, { name: 'displayName from displayName, else cn (copy)', precedence: 50 }] });
});

test('the attribute flows show own rules first, with their origin', async () => {
  await page.getByRole('tab', { name: 'Attribute flows', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Find an attribute or rule' }).fill('UCase');
  await page.getByRole('row', { name: /^jobTitle UCase\(\[title\]\) Expression .*Own 10/ }).waitFor();
  await expectAccessible(page);
});

test('the join of a rule is shown, and kept when the rule is edited', async () => {
  const shelf = openShelf(home);
  const join = [[{ attribute: 'employeeID', property: 'employeeId' }], [{ attribute: 'sn', property: 'surname' }, { attribute: 'givenName', property: 'givenName' }]];
  shelf.put({ ...shelf.load(profileId).input, rules: { custom: [{ name: 'Find by number', type: 'user', precedence: 10, flows: [], join }] } }, { id: profileId, kind: 'real' });
  await page.reload();
  await page.getByRole('button', { name: 'Rules', exact: true }).click();
  await page.getByRole('tab', { name: 'Own rules', exact: true }).click();
  await page.getByRole('cell', { name: 'Join', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Edit Find by number' }).click();
  const form = page.getByRole('region', { name: 'Rule Find by number' });
  await form.getByText('then sn = surname and givenName = givenName').waitFor();
  await expectAccessible(page);
  await form.getByRole('textbox', { name: 'What it is for' }).fill('numbers');
  await expect.poll(() => save().isDisabled()).toBe(false);
  await save().click();
  await page.getByText('Saved. The next run uses it').waitFor();
  expect(openShelf(home).load(profileId).profile.rules.custom).toMatchObject([{ name: 'Find by number', description: 'numbers', join }]);
});
