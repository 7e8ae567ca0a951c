import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;
let profileId: string;

beforeAll(async () => {
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  const { source, target, ...rest } = lab.profile();
  profileId = openShelf(home).put(
    { ...rest, rules: { custom: [{ name: 'Find by number', type: 'user', precedence: 10, flows: [], join: [[{ attribute: 'employeeID', property: 'employeeId' }], [{ attribute: 'sn', property: 'surname' }, { attribute: 'givenName', property: 'givenName' }]] }] }, source: { ...source, password: { file: 'ad-password' }, tls: { caFile: 'ad-ca.pem' } }, target: { ...target, auth: { kind: 'clientSecret', secret: { file: 'client-secret' } } } },
    { kind: 'real', files: { 'ad-password': lab.directory.password, 'ad-ca.pem': lab.directory.ca, 'tenant-ca.pem': lab.tenant.ca, 'client-secret': lab.tenant.clientSecret } },
  ).id;
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


test('shows the join of a rule, and keeps it', async () => {
  await page.getByRole('cell', { name: 'Join', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Edit Find by number' }).click();
  const form = page.getByRole('region', { name: 'Rule Find by number' });
  await form.getByText('then sn = surname and givenName = givenName').waitFor();
  await expectAccessible(page);
  await form.getByRole('textbox', { name: 'What it is for' }).fill('numbers');
  await expect.poll(() => save().isDisabled()).toBe(false);
  await save().click();
  await page.getByText('Saved. The next run uses it').waitFor();
  expect(openShelf(home).load(profileId).profile.rules.custom).toMatchObject([{ name: 'Find by number', description: 'numbers', join: [[{ property: 'employeeId' }], [{ property: 'surname' }, { property: 'givenName' }]] }]);
});
